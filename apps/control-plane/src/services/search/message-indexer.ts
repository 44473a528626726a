import type { Clock } from '@everruns/kernel';
import type { SessionId } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { Database } from '../../db/database.ts';
import { isTransient } from '../../db/pg-errors.ts';
import type { EventHub, PublishedEvent } from '../../events/hub.ts';
import { isTurnEnd } from '../../events/turn-ends.ts';
import { fillListedFacts } from '../../repositories/fill-listed-facts.ts';
import { indexMessages, type IndexedSession } from '../../repositories/message-search.ts';
import { lookForLeft } from './look-for-left.ts';

export interface MessageIndexerDeps {
  db: Database;
  hub: Pick<EventHub, 'onLocalCommit' | 'feed'>;
  clock: Pick<Clock, 'monotonic' | 'sleep'>;
  log: Logger;
  /** How long sessions gather before they are read together. */
  delayMs?: number | undefined;
  /** How many sessions one statement looks at. */
  page?: number;
}

const GATHER_MS = 250;
const AFTER_FAILURE_MS = 5_000;
const SESSIONS_AT_ONCE = 100;
/** Beyond, sessions are left to the next look for them. */
const MOST_WAITING = 50_000;
const LOOK_EVERY_MS = 10 * 60_000;
const PAGE = 2_000;
/** A session's title comes from its first message, which is among its first events. */
const FIRST_EVENTS = 5;

/**
 * Makes messages searchable, and gives sessions the titles of their first messages. Each process reads what it has committed itself, soon after
 * the turn; at its start and now and then it looks for what another process has left.
 */
export class MessageIndexer implements AsyncDisposable {
  readonly #deps: MessageIndexerDeps;
  readonly #delayMs: number;
  readonly #waiting = new Set<SessionId>();
  #timer: NodeJS.Timeout | null = null;
  #lookTimer: NodeJS.Timeout | null = null;
  #working: Promise<void> | null = null;
  #looking: Promise<void> = Promise.resolve();
  readonly #end = new AbortController();

  constructor(deps: MessageIndexerDeps) {
    this.#deps = deps;
    this.#delayMs = deps.delayMs ?? GATHER_MS;
    deps.hub.onLocalCommit((events) => this.#note(events));
  }

  /** Begins to look for what was left. */
  start(): this {
    this.#scheduleLook(this.#delayMs);
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#lookTimer !== null) clearTimeout(this.#lookTimer);
    await this.#working;
    await this.#looking;
  }

  #note(events: readonly PublishedEvent[]): void {
    for (const event of events) if (saysMore(event)) this.#add(event.session_id);
  }

  #add(id: SessionId): void {
    if (this.#waiting.size < MOST_WAITING) this.#waiting.add(id);
    this.#schedule(this.#delayMs);
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== null || this.#working !== null || this.#end.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#working = this.#work().finally(() => {
        this.#working = null;
        if (this.#waiting.size > 0) this.#schedule(delayMs);
      });
    }, delayMs).unref();
  }

  /** Reads the sessions that wait now. Never throws. */
  async #work(): Promise<void> {
    const batch = [...this.#waiting].slice(0, SESSIONS_AT_ONCE);
    for (const id of batch) this.#waiting.delete(id);
    try {
      for (const id of await this.#index(batch)) this.#waiting.add(id);
    } catch (error) {
      for (const id of batch) this.#waiting.add(id);
      this.#deps.log.warn({ err: error }, 'Messages could not be made searchable. The next try follows.');
      await this.#pause(AFTER_FAILURE_MS);
    }
  }

  /** Returns the sessions whose logs have more. A log that cannot be read keeps no other one waiting. Throws what passes. */
  async #index(batch: readonly SessionId[]): Promise<SessionId[]> {
    try {
      const indexed = await indexMessages(this.#deps.db, batch);
      for (const session of indexed) if (session.has_new_title) this.#tellTitle(session);
      return indexed.flatMap(({ is_done, session_id }) => (is_done ? [] : [session_id]));
    } catch (error) {
      if (isTransient(error)) throw error;
      const [only, ...others] = batch;
      if (others.length === 0) {
        this.#deps.log.error({ err: error, session_id: only }, 'The messages of a session cannot be made searchable.');
        return [];
      }
      const more: SessionId[] = [];
      for (const id of batch) more.push(...(await this.#index([id])));
      return more;
    }
  }

  /** Ends early with the process. */
  #pause(ms: number): Promise<void> {
    return this.#deps.clock.sleep(ms, this.#end.signal).catch(() => undefined);
  }

  #tellTitle({ org_id, subject, session_id }: IndexedSession): void {
    const { feed } = this.#deps.hub;
    if (feed.isFollowed(org_id)) feed.publish(org_id, subject, { type: 'session.changed', data: { session_id } });
  }

  #scheduleLook(delayMs: number): void {
    if (this.#end.signal.aborted) return;
    this.#lookTimer = setTimeout(() => {
      this.#looking = this.#look().finally(() => this.#scheduleLook(LOOK_EVERY_MS));
    }, delayMs).unref();
  }

  /** Never throws. */
  async #look(): Promise<void> {
    const { db, log, page = PAGE } = this.#deps;
    try {
      await lookForLeft(db, { signal: this.#end.signal, page, catchUp: (ids) => this.#catchUp(ids) });
    } catch (error) {
      log.warn({ err: error }, 'Sessions could not be looked at for new messages. The next look follows.');
    }
  }

  /** A backlog is read half of the time, so that it leaves room for turns. */
  async #catchUp(behind: readonly SessionId[]): Promise<void> {
    for (let left = [...behind]; left.length > 0 && !this.#end.signal.aborted;) {
      const startedAt = this.#deps.clock.monotonic();
      const batch = left.splice(0, SESSIONS_AT_ONCE);
      left = [...(await this.#index(batch)), ...left];
      await this.#pause(this.#deps.clock.monotonic() - startedAt);
    }
    if (behind.length > 0) await fillListedFacts(this.#deps.db, behind);
  }
}

function saysMore({ type, sequence }: PublishedEvent): boolean {
  if (type === 'input.message') return sequence <= FIRST_EVENTS;
  return isTurnEnd(type) || type === 'turn.parked' || type === 'message.excluded';
}
