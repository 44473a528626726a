import type { EphemeralDraft, SessionId, TurnId } from '@everruns/schemas';
import { readRecordedAnswer, SpokenAnswer } from './answer-tail.ts';
import type { AttemptTranscript } from './attempt-transcript.ts';
import { InOrderBuffer } from './in-order-buffer.ts';
import type { HubItem, PublishedEvent } from './hub.ts';
import { type Subscription, toRecordedItem } from './subscription.ts';

/** How far back a waiter without a place in the log is told about when another replica has recorded something. */
const LISTENER_LOOK_BACK = 100;

export interface ChannelDeps {
  /** One page of the log; the channel reads until it has what it misses. */
  readMissing: (
    channel: SessionChannel,
    afterSequence: number,
  ) => Promise<{ events: PublishedEvent[]; atEnd: boolean }>;
  /** `after`: the last recorded sequence that its readers have, from which one that is cut off there resumes. */
  encode: (channel: SessionChannel, frame: { turn_id: TurnId; draft: EphemeralDraft; after: number }) => HubItem;
  /** The event ended these attempts: their frames are void from now on. */
  closeTranscripts: (channel: SessionChannel, event: PublishedEvent) => void;
  onReadFailed: (channel: SessionChannel, error: unknown) => void;
}

/** What happens in one session, in order, for those in this process who follow it. */
export class SessionChannel {
  readonly session_id: SessionId;
  readonly subscriptions = new Set<Subscription>();
  readonly listeners = new Set<(event: PublishedEvent) => void>();
  readonly rings = new Map<string, AttemptTranscript>();
  /** The highest sequence that this process has heard of. */
  head = 0;
  /** On the monotonic clock: when other replicas were last asked for what is being said here. */
  snapshotAskedAt = -Infinity;
  readonly #order = new InOrderBuffer();
  readonly #spoken = new SpokenAnswer();
  /** Up to here listeners have been told of everything; null while they have no place. */
  #heard: number | null = null;
  readonly #deps: ChannelDeps;
  #isReading = false;
  #isReadWanted = false;

  constructor(session_id: SessionId, deps: ChannelDeps) {
    this.session_id = session_id;
    this.#deps = deps;
  }

  /** Live readers have everything up to here; null without live readers. */
  get position(): number | null {
    return this.#order.position;
  }

  /** What the sweep compares with the log: live readers' place, else the listeners'. */
  get followedTo(): number {
    return this.listeners.size === 0
      ? (this.position ?? this.head)
      : Math.min(this.#heard ?? 0, this.position ?? Infinity);
  }

  get isUnused(): boolean {
    return this.subscriptions.size + this.listeners.size + this.rings.size === 0;
  }

  publish(events: readonly PublishedEvent[]): void {
    for (const event of events) {
      this.head = Math.max(this.head, event.sequence);
      this.#deps.closeTranscripts(this, event);
      for (const listener of this.listeners) listener(event);
      if (this.#heard === null || event.sequence === this.#heard + 1) this.#heard = event.sequence;
      this.#order.add(event);
    }
    if (this.listeners.size > 0 && (this.#heard ?? 0) < this.head) this.#readLog();
    this.#advance();
  }

  notice(sequence: number): void {
    this.head = Math.max(this.head, sequence);
    if (this.listeners.size > 0 && sequence > (this.#heard ?? 0)) this.#readLog();
    this.#advance();
  }

  addListener(listener: (event: PublishedEvent) => void): void {
    if (this.listeners.size === 0) this.#heard = this.head === 0 ? null : this.head;
    this.listeners.add(listener);
  }

  tryAttach(subscription: Subscription, atEnd: boolean): void {
    const ahead = subscription.firstAhead;
    if (ahead !== null) {
      if (ahead !== subscription.cursor + 1) return;
    } else if (this.position === null) {
      if (!atEnd) return;
    } else if (subscription.cursor !== this.position) {
      // One of the two reads on first: a frame that is placed behind what a reader has would have it resume there.
      this.notice(subscription.cursor);
      return;
    }
    if (this.position === null) {
      this.#order.start(subscription.cursor);
      this.#distrustTranscripts(subscription);
    }
    this.#flushTranscripts();
    subscription.attach();
    for (const ring of this.rings.values()) this.#greet(subscription, ring);
    this.#advance();
  }

  removeSubscription(subscription: Subscription): void {
    this.subscriptions.delete(subscription);
    if (![...this.subscriptions].some((other) => other.isLive)) {
      this.#order.stop();
      for (const ring of this.rings.values()) ring.rewind();
    }
  }

  /** Sends live readers what is new in the ring, unless something recorded has to reach them first. */
  flush(ring: AttemptTranscript): void {
    if (!this.#mayFlush(ring)) return this.#advance();
    for (const draft of ring.takeUnsent()) {
      this.#spoken.note(draft);
      this.#forward(this.#encode(ring, draft), draft);
    }
  }

  /** The first live reader has more than what was recorded when an attempt spoke last: it may be over by what lies between. */
  #distrustTranscripts(subscription: Subscription): void {
    for (const ring of this.rings.values()) if (ring.afterSequence < subscription.cursor) ring.isBlocked = true;
  }

  #greet(subscription: Subscription, ring: AttemptTranscript): void {
    if (!this.#mayFlush(ring)) {
      ring.rewind();
      return;
    }
    for (const draft of ring.snapshot()) subscription.offer(this.#encode(ring, draft), draft);
  }

  #mayFlush(ring: AttemptTranscript): boolean {
    return this.position !== null && !ring.isBlocked && this.position >= ring.afterSequence;
  }

  #advance(): void {
    const ready = this.#order.takeReady();
    for (const event of ready) {
      this.#completeAnswer(event);
      this.#forward(toRecordedItem(event));
    }
    if (ready.length > 0) this.#flushTranscripts();
    if (this.position !== null && (this.position < this.head || this.#blockedTranscripts().length > 0)) this.#readLog();
  }

  #blockedTranscripts(): AttemptTranscript[] {
    return [...this.rings.values()].filter((ring) => ring.isBlocked);
  }

  #flushTranscripts(): void {
    for (const ring of this.rings.values()) if (this.#mayFlush(ring)) this.flush(ring);
  }

  #forward(item: HubItem, draft?: EphemeralDraft): void {
    for (const subscription of this.subscriptions) subscription.offer(item, draft);
  }

  #encode(ring: AttemptTranscript, draft: EphemeralDraft): HubItem {
    return this.#deps.encode(this, { turn_id: ring.token.atom.turn_id, draft, after: this.position ?? 0 });
  }

  /** Before an answer is told as recorded, each live reader gets the rest of its text: the last deltas may still be on their way. */
  #completeAnswer(event: PublishedEvent): void {
    const answer = readRecordedAnswer(event);
    if (answer === null || event.turn_id === null) return;
    const isChanged = this.#spoken.takeIsChanged(answer);
    for (const subscription of this.subscriptions) {
      if (!subscription.isLive) continue;
      for (const draft of subscription.place.takeMissing(answer, isChanged))
        subscription.offer(this.#deps.encode(this, { turn_id: event.turn_id, draft, after: event.sequence - 1 }));
    }
  }

  #readLog(): void {
    this.#isReadWanted = true;
    if (!this.#isReading) void this.#readUntilDense();
  }

  async #readUntilDense(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#isReadWanted && !this.isUnused) {
        this.#isReadWanted = false;
        const blocked = this.#blockedTranscripts();
        const { events, atEnd } = await this.#deps.readMissing(this, this.#readFrom());
        const last = events.at(-1)?.sequence ?? 0;
        for (const ring of blocked) {
          ring.isBlocked = !atEnd;
          ring.afterSequence = Math.max(ring.afterSequence, last);
        }
        this.#isReadWanted ||= !atEnd;
        this.#takeFromLog(events);
      }
    } catch (error) {
      this.#deps.onReadFailed(this, error);
    } finally {
      this.#isReading = false;
    }
  }

  #readFrom(): number {
    const forListeners =
      this.listeners.size === 0 ? null : (this.#heard ?? Math.max(0, this.head - LISTENER_LOOK_BACK));
    const forTranscripts = this.#blockedTranscripts().map((ring) => ring.afterSequence);
    return Math.min(forListeners ?? Infinity, this.position ?? Infinity, this.head, ...forTranscripts);
  }

  #takeFromLog(found: readonly PublishedEvent[]): void {
    const last = found.at(-1)?.sequence ?? 0;
    // A hint beyond the log would have us read it for ever: the next hint or the sweep tells again.
    this.head = found.length === 0 ? Math.min(this.head, this.position ?? this.head) : Math.max(this.head, last);
    for (const event of found) {
      this.#deps.closeTranscripts(this, event);
      if (event.sequence > (this.#heard ?? 0)) for (const listener of this.listeners) listener(event);
      this.#order.add(event);
    }
    if (this.listeners.size > 0 && found.length > 0) this.#heard = Math.max(this.#heard ?? 0, last);
    this.#advance();
    this.#flushTranscripts();
  }
}
