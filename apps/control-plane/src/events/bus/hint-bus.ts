import type { Clock, Ids } from '@everruns/core/catalog';
import { backoffMs } from '@everruns/kernel';
import type { SessionId } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { BusHint, EventBus } from '../hub.ts';
import { HintQueue } from './hint-queue.ts';
import { PayloadAssembler, splitPayload } from './payload.ts';
import { Presence, type PresenceHint, type Topic } from './presence.ts';

/** A text for all replicas that listen to a channel. */
export interface BusMessage {
  channel: string;
  payload: string;
}

export interface BusConnection {
  send(messages: readonly BusMessage[]): Promise<void>;
  /** Resolves when the connection is lost or closed. */
  lost: Promise<void>;
  close(): Promise<void>;
}

/** Opens one connection that listens to these channels. */
export type ConnectBus = (channels: readonly string[], onPayload: (payload: string) => void) => Promise<BusConnection>;

export interface HintBusOptions {
  connect: ConnectBus;
  /** What carries the hints, for the log. */
  carrier: string;
  ids: Ids;
  clock: Clock;
  log: Logger;
  /** For how long hints are gathered before they are sent. */
  gatherMs?: number;
}

/** What the bus does now, and what it has done since its start. */
export interface BusStats {
  isConnected: boolean;
  /** Messages to other replicas, and messages of theirs. One message carries many hints. */
  sent: number;
  received: number;
  /** Hints that were not sent, because too many waited while the connection was lost. */
  dropped: number;
  /** How often the connection was lost. */
  losses: number;
}

/** All replicas listen to this channel, and each to one of its own. */
const EVERYBODY = 'everruns_events';
const BACKOFF = { firstMs: 50, maxMs: 2_000 };
/** For how long everything is sent to everybody after a replica of an earlier release was heard, which does not say what it follows. */
const EARLIER_RELEASE_MS = 60_000;

/** Begins the name of each sender, except in the release before this one. */
const RELEASE = '2.';

/**
 * Sends hints over a connection that comes back by itself. What concerns one session, or one organization's feed, goes only to the replicas
 * that have a reader of it; the sweep makes up for lost hints of sessions.
 */
export class HintBus implements EventBus {
  readonly #options: HintBusOptions;
  readonly #replica: string;
  readonly #listeners = new Set<(hint: BusHint) => void>();
  readonly #queues = new Map<string, HintQueue>();
  readonly #assembler = new PayloadAssembler();
  readonly #presence = new Presence();
  readonly #closing = new AbortController();
  #isActive = false;
  #earlierReleaseAtMs = -Infinity;
  #connection: BusConnection | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isSending = false;
  #wasConnected = false;
  #batch = 0;
  readonly #stats = { sent: 0, received: 0, dropped: 0, losses: 0 };

  constructor(options: HintBusOptions) {
    this.#options = options;
    this.#replica = options.ids.uuid();
    void this.#stayConnected();
  }

  get stats(): BusStats {
    return { ...this.#stats, isConnected: this.#connection !== null };
  }

  setActive(active: boolean): void {
    if (this.#isActive === active) return;
    this.#isActive = active;
    if (active) this.#introduce(EVERYBODY, true);
    else this.#presence.forgetOthers();
  }

  publish(hint: BusHint): void {
    if (!this.#isActive || this.#closing.signal.aborted) return;
    const topic = topicOf(hint);
    if (topic === null || this.#hearsEarlierRelease()) return this.#enqueue(EVERYBODY, hint);
    for (const replica of this.#presence.followersOf(topic)) this.#enqueue(channelOf(replica), hint);
  }

  hasPeers(): boolean {
    return this.#isActive;
  }

  hasFollowers(topic: Topic): boolean {
    return this.#isActive && (this.#presence.isFollowedElsewhere(topic) || this.#hearsEarlierRelease());
  }

  follow(topic: Topic, isFollowed: boolean): void {
    if (!this.#presence.noteHere(topic, isFollowed) || !this.#isActive) return;
    this.#enqueue(EVERYBODY, { kind: 'follow', replica: this.#replica, session_id: topic, is_followed: isFollowed });
  }

  subscribe(listener: (hint: BusHint) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#connection?.close().catch(() => {});
  }

  #introduce(channel: string, asks: boolean): void {
    this.#enqueue(channel, { kind: 'present', replica: this.#replica, sessions: [...this.#presence.here], asks });
  }

  #enqueue(channel: string, hint: BusHint | PresenceHint): void {
    const queue = this.#queues.get(channel) ?? new HintQueue();
    this.#queues.set(channel, queue);
    if (!queue.add(hint)) this.#stats.dropped += 1;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer !== null || this.#isSending || this.#connection === null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#send();
    }, this.#options.gatherMs ?? 3);
  }

  async #send(): Promise<void> {
    const connection = this.#connection;
    if (connection === null) return;
    this.#isSending = true;
    try {
      const messages = this.#takeMessages();
      await connection.send(messages);
      this.#stats.sent += messages.length;
    } catch (error) {
      this.#options.log.warn({ err: error }, 'Hints to other replicas were lost.');
    } finally {
      this.#isSending = false;
    }
    if (this.#queues.size > 0 && !this.#closing.signal.aborted) this.#schedule();
  }

  #takeMessages(): BusMessage[] {
    const queues = [...this.#queues];
    this.#queues.clear();
    return queues.flatMap(([channel, queue]) => {
      this.#batch += 1;
      const payloads = splitPayload(`${RELEASE}${this.#replica}:${this.#batch}`, JSON.stringify(queue.takeAll()));
      return payloads.map((payload) => ({ channel, payload }));
    });
  }

  async #stayConnected(): Promise<void> {
    let failures = 0;
    while (!this.#closing.signal.aborted) {
      try {
        await this.#connectUntilLost(() => (failures = 0));
      } catch (error) {
        this.#options.log.warn({ err: error }, `The bus between replicas cannot reach ${this.#options.carrier}.`);
      }
      failures += 1;
      await this.#options.clock.sleep(backoffMs(BACKOFF, failures), this.#closing.signal).catch(() => {});
    }
  }

  async #connectUntilLost(onConnected: () => void): Promise<void> {
    const connection = await this.#options.connect([EVERYBODY, channelOf(this.#replica)], (payload) =>
      this.#receive(payload),
    );
    try {
      if (this.#closing.signal.aborted) return;
      this.#connection = connection;
      onConnected();
      if (this.#wasConnected) this.#tell({ kind: 'reconnected' });
      this.#wasConnected = true;
      // Others may have told of their readers meanwhile.
      if (this.#isActive) this.#introduce(EVERYBODY, true);
      if (this.#queues.size > 0) this.#schedule();
      await connection.lost;
      if (!this.#closing.signal.aborted) this.#stats.losses += 1;
    } finally {
      this.#connection = null;
      await connection.close().catch(() => {});
    }
  }

  #receive(payload: string): void {
    if (payload.startsWith(`${RELEASE}${this.#replica}`)) return;
    this.#stats.received += 1;
    if (!payload.startsWith(RELEASE)) this.#earlierReleaseAtMs = this.#options.clock.monotonic();
    const json = this.#assembler.add(payload);
    if (json === null) return;
    // The channels are written only by replicas that share this contract.
    for (const hint of JSON.parse(json) as (BusHint | PresenceHint)[]) this.#take(hint);
  }

  #take(hint: BusHint | PresenceHint): void {
    if (hint.kind === 'present') {
      this.#presence.replaceAll(hint.replica, hint.sessions);
      if (hint.asks && this.#isActive) this.#introduce(channelOf(hint.replica), false);
      for (const topic of hint.sessions) this.#tellFollowed(topic);
    } else if (hint.kind === 'follow') {
      this.#presence.noteElsewhere(hint.replica, hint.session_id, hint.is_followed);
      if (hint.is_followed) this.#tellFollowed(hint.session_id);
    } else this.#tell(hint);
  }

  /** The followers of an organization need not be told of anything that was before, and it is no session that anybody knows. */
  #tellFollowed(topic: Topic): void {
    this.#tell({ kind: 'followed', session_id: topic as SessionId });
  }

  #tell(hint: BusHint): void {
    for (const listener of this.#listeners) listener(hint);
  }

  #hearsEarlierRelease(): boolean {
    return this.#options.clock.monotonic() - this.#earlierReleaseAtMs < EARLIER_RELEASE_MS;
  }
}

function channelOf(replica: string): string {
  return `everruns_${replica}`;
}

/** Whose readers a hint is for. Null: it is for every replica. */
function topicOf(hint: BusHint): Topic | null {
  switch (hint.kind) {
    case 'recorded':
    case 'closed':
      return hint.session_id;
    case 'frame':
    case 'attempt':
      return hint.token.session_id;
    case 'feed':
      return hint.org_id;
    default:
      return null;
  }
}
