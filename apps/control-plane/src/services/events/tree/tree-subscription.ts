import { LIMITS, type OrganizationId, type SessionId } from '@everruns/schemas';
import type { EventHub, HubItem, HubSubscription } from '../../../events/hub.ts';
import type { TreeStart } from './find-tree.ts';
import type { TreeCursors } from './tree-cursor.ts';
import { TreeMerge, type TreePlace } from './tree-merge.ts';

export interface TreeSubscriptionOptions {
  hub: Pick<EventHub, 'subscribe'>;
  orgId: OrganizationId;
  start: TreeStart;
  cursors: TreeCursors;
  /** Whether a log that has to come can still be read. */
  hasSession: (id: SessionId) => Promise<boolean>;
  onEnd: () => void;
}

/** What is read ahead while the reader is busy. */
const MOST_AHEAD = 1_000;
/** How often it is asked whether a log that events wait for still exists. */
const LOOK_MS = 2_000;
/** Sub-agents that were never started are not followed for ever. */
const MOST_LOGS = 2 * LIMITS.sessionsPerRoot;

/** The streams of a session and of all its sub-agents, as one. Each recorded event carries the place in all logs as its cursor. */
export class TreeSubscription implements HubSubscription {
  ended: HubSubscription['ended'] = null;
  readonly #options: TreeSubscriptionOptions;
  readonly #merge: TreeMerge<HubItem>;
  readonly #logs = new Map<SessionId, HubSubscription>();
  readonly #started = new Set<SessionId>();
  readonly #resume = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #out: HubItem[] = [];
  #wake: (() => void) | null = null;

  /** Throws as `EventHub.subscribe`. */
  constructor(options: TreeSubscriptionOptions) {
    this.#options = options;
    this.#merge = new TreeMerge<HubItem>({
      eventOf: (item) => (item.kind === 'recorded' ? item.event : null),
      onOpen: (id, place) => this.#openLog(id, place),
      known: options.start.known,
      forkedAt: options.start.forkedAt,
    });
    this.#timer = setInterval(() => void this.#giveUpGone(), LOOK_MS).unref();
    try {
      for (const id of options.start.open) this.#merge.open(id);
    } catch (error) {
      this.#end('closed');
      throw error;
    }
  }

  async nextBatch(): Promise<HubItem[] | null> {
    for (;;) {
      if (this.#out.length > 0) return this.#takeOut();
      if (this.ended !== null) return null;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<HubItem> {
    for (let batch = await this.nextBatch(); batch !== null; batch = await this.nextBatch()) yield* batch;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end('closed');
  }

  #openLog(id: SessionId, { sequence: after_sequence }: TreePlace): void {
    const { hub, orgId: org_id } = this.#options;
    this.#forgetOldest();
    const from = { org_id, session_id: id, after_sequence };
    const log = hub.subscribe({ from, bufferBytes: LIMITS.streamBufferBytes, onEnd: () => this.#notify() });
    this.#logs.set(id, log);
    if (after_sequence > 0) this.#started.add(id);
    void this.#pump(id, log);
  }

  async #pump(id: SessionId, log: HubSubscription): Promise<void> {
    try {
      for (let batch = await log.nextBatch(); batch !== null; batch = await log.nextBatch()) {
        this.#started.add(id);
        this.#merge.take(id, batch, (item) => this.#put(item));
        this.#notify();
        while (this.ended === null && (this.#merge.isHeld(id) || this.#out.length > MOST_AHEAD)) await this.#pause();
        if (this.ended !== null) return;
      }
      if (this.#logs.get(id) === log) this.#end(log.ended ?? 'closed');
    } catch {
      // The reader comes back with its cursor.
      this.#end('overflow');
    }
  }

  #put(item: HubItem): void {
    const cursor = item.kind === 'recorded' ? { cursor: this.#options.cursors.encode(this.#merge.places) } : {};
    const { bytes: _shared, ...own } = item;
    this.#out.push(item.kind === 'recorded' ? { ...own, ...cursor } : item);
  }

  async #giveUpGone(): Promise<void> {
    for (const id of this.#merge.listAwaited()) {
      const isThere = await this.#options.hasSession(id).catch(() => true);
      if (!isThere) this.#merge.giveUp(id, (item) => this.#put(item));
    }
    this.#notify();
  }

  #forgetOldest(): void {
    if (this.#logs.size < MOST_LOGS) return;
    const [id] = [...this.#logs.keys()].filter((one) => !this.#started.has(one));
    if (id === undefined) return;
    const log = this.#logs.get(id);
    this.#logs.delete(id);
    void log?.[Symbol.asyncDispose]();
  }

  #takeOut(): HubItem[] {
    const out = this.#out;
    this.#out = [];
    this.#notify();
    return out;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => void this.#resume.add(resolve));
  }

  /** Wakes the reader, and the logs that were not read on. */
  #notify(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
    const paused = [...this.#resume];
    this.#resume.clear();
    for (const resume of paused) resume();
  }

  #end(reason: NonNullable<HubSubscription['ended']>): void {
    if (this.ended !== null) return;
    this.ended = reason;
    clearInterval(this.#timer);
    for (const log of this.#logs.values()) void log[Symbol.asyncDispose]();
    this.#notify();
    if (reason !== 'closed') this.#options.onEnd();
  }
}
