import { type EphemeralDraft, formatAtomKey, type SessionId, type TurnId } from '@everruns/schemas';
import type { Logger } from 'pino';
import { readRecordedAnswer, SentAnswer } from './answer-tail.ts';
import type { AttemptRegistry } from './attempt-registry.ts';
import type { AttemptTranscript } from './attempt-transcript.ts';
import type { EncodeFrame } from './encode.ts';
import type { EventBus, HubItem, PublishedEvent } from './hub.ts';
import { LivePosition } from './live-position.ts';
import type { ReadLogPage } from './log-pager.ts';
import { type Subscription, type SubscriptionOwner, toRecordedItem } from './subscription.ts';
import { isTurnEnd } from './turn-ends.ts';

const FILL_PAGE = 500;

export interface ChannelDeps {
  readPage: ReadLogPage;
  encodeFrame: EncodeFrame;
  bus: EventBus;
  log: Logger;
  attempts: AttemptRegistry;
  /** The open streams of this process. */
  streams: Set<Subscription>;
  /** Called when the last subscription, listener or attempt has left. */
  onUnused: (channel: SessionChannel) => void;
}

/** Delivers what happens in one session, in order, to its readers and listeners in this process. */
export class SessionChannel implements SubscriptionOwner {
  readonly session_id: SessionId;
  readonly position: LivePosition;
  readonly subscriptions = new Set<Subscription>();
  readonly attempts = new Map<string, AttemptTranscript>();
  /** On the monotonic clock: when other replicas were last asked for their snapshots. */
  snapshotAskedAt = -Infinity;
  readonly #listeners = new Set<(event: PublishedEvent) => void>();
  readonly #sentAnswer = new SentAnswer();
  readonly #deps: ChannelDeps;
  #isReading = false;
  #isReadWanted = false;

  constructor(session_id: SessionId, head: number, deps: ChannelDeps) {
    this.session_id = session_id;
    this.position = new LivePosition(head);
    this.#deps = deps;
  }

  get isFollowed(): boolean {
    return this.subscriptions.size + this.#listeners.size > 0;
  }

  get isUnused(): boolean {
    return !this.isFollowed && this.attempts.size === 0;
  }

  /** Takes events that this process has committed, ascending. */
  publish(events: readonly PublishedEvent[]): void {
    for (const event of events) {
      this.position.publish(event);
      this.#closeEndedBy(event);
      for (const listener of this.#listeners) listener(event);
    }
    this.settle();
  }

  /** The log reaches at least this sequence. */
  notice(sequence: number): void {
    this.position.hear(sequence);
    this.settle();
  }

  /** Returns the function that unsubscribes the listener. */
  listen(listener: (event: PublishedEvent) => void): () => void {
    if (this.#listeners.size === 0) this.position.startWatching();
    this.#listeners.add(listener);
    this.#tellFollowed();
    return () => {
      if (!this.#listeners.delete(listener)) return;
      if (this.#listeners.size === 0) this.position.stopWatching();
      this.#tellFollowed();
      this.#reportUnused();
    };
  }

  add(subscription: Subscription): void {
    this.subscriptions.add(subscription);
    this.#deps.streams.add(subscription);
    this.#tellFollowed();
  }

  remove(subscription: Subscription): void {
    this.subscriptions.delete(subscription);
    this.#deps.streams.delete(subscription);
    this.#tellFollowed();
    if (![...this.subscriptions].some((other) => other.isLive)) {
      this.position.stopDelivering();
      // What is published until somebody is live again is not forwarded, so what was kept ahead would have a gap.
      for (const other of this.subscriptions) other.dropAhead();
      for (const attempt of this.attempts.values()) attempt.rewind();
    }
    this.#reportUnused();
  }

  tryGoLive(subscription: Subscription, isAtEnd: boolean): void {
    const isFirst = this.position.delivered === null;
    if (!this.position.tryGoLive(subscription, isAtEnd)) return this.settle();
    this.#flushAttempts();
    subscription.goLive();
    for (const [atomKey, attempt] of this.attempts) this.#greet(subscription, atomKey, attempt);
    this.settle();
    if (isFirst) this.#deps.bus.publish({ kind: 'snapshot_wanted', session_id: this.session_id });
  }

  openAttempt(attempt: AttemptTranscript): void {
    const atomKey = formatAtomKey(attempt.token.atom);
    this.attempts.set(atomKey, attempt);
    this.position.openAttempt(atomKey);
  }

  closeAttempt(atomKey: string): void {
    this.#deps.attempts.close(atomKey);
    this.position.closeAttempt(atomKey);
    if (this.attempts.delete(atomKey)) this.#reportUnused();
  }

  /** Follows every change: delivers what may be delivered and reads what is missing. */
  settle(): void {
    this.#deliver();
    if (this.position.isBehind) this.#wantRead();
  }

  /** Recorded events in order, then the frames that may follow them. */
  #deliver(): void {
    for (let event = this.position.takeNext(); event !== null; event = this.position.takeNext()) {
      this.#completeAnswer(event);
      this.#forward(toRecordedItem(event));
    }
    this.#flushAttempts();
  }

  #flushAttempts(): void {
    for (const [atomKey, attempt] of this.attempts) {
      if (!this.position.mayDeliver(atomKey)) continue;
      for (const draft of attempt.takeUnsent()) {
        this.#sentAnswer.note(draft);
        this.#forward(this.#encode(attempt, draft), draft);
      }
    }
  }

  /** Sends a reader that has just gone live what the attempt has said so far. */
  #greet(subscription: Subscription, atomKey: string, attempt: AttemptTranscript): void {
    if (!this.position.mayDeliver(atomKey)) return attempt.rewind();
    for (const draft of attempt.snapshot()) subscription.offer(this.#encode(attempt, draft), draft);
  }

  #forward(item: HubItem, draft?: EphemeralDraft): void {
    for (const subscription of this.subscriptions) subscription.offer(item, draft);
  }

  #encode(attempt: AttemptTranscript, draft: EphemeralDraft): HubItem {
    return this.#encodeAfter(this.position.delivered ?? 0, attempt.token.atom.turn_id, draft);
  }

  /** A reader that is cut off at the frame resumes after the event with this sequence. */
  #encodeAfter(after: number, turn_id: TurnId, draft: EphemeralDraft): HubItem {
    return this.#deps.encodeFrame({ session_id: this.session_id, turn_id, after }, draft);
  }

  /** Sends each live reader the rest of an answer before its recorded event, because its last deltas may not have come yet. */
  #completeAnswer(event: PublishedEvent): void {
    const answer = readRecordedAnswer(event);
    if (answer === null || event.turn_id === null) return;
    const isChanged = this.#sentAnswer.takeIsChanged(answer);
    for (const subscription of this.subscriptions) {
      if (!subscription.isLive) continue;
      for (const draft of subscription.answerProgress.takeMissing(answer, isChanged))
        subscription.offer(this.#encodeAfter(event.sequence - 1, event.turn_id, draft));
    }
  }

  /** On every replica the log itself says when an attempt has ended. */
  #closeEndedBy(event: PublishedEvent): void {
    for (const [atomKey, attempt] of this.attempts) {
      if (attempt.token.atom.turn_id === event.turn_id && isEndedBy(attempt, event)) this.closeAttempt(atomKey);
    }
  }

  #wantRead(): void {
    this.#isReadWanted = true;
    if (!this.#isReading) void this.#readLog();
  }

  async #readLog(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#isReadWanted && !this.isUnused) {
        this.#isReadWanted = false;
        await this.#readPage();
      }
    } catch (error) {
      this.#deps.log.warn({ session_id: this.session_id, err: error }, 'The log could not be read for live readers.');
    } finally {
      this.#isReading = false;
    }
  }

  async #readPage(): Promise<void> {
    const { session_id } = this;
    const read = this.position.beginRead();
    const [reader] = this.subscriptions;
    const page = await this.#deps.readPage({
      org_id: reader?.org_id ?? null,
      session_id,
      after_sequence: read.after,
      limit: FILL_PAGE,
    });
    const { notified } = this.position;
    this.position.endRead(read, page, page.length < FILL_PAGE);
    for (const event of page) {
      this.#closeEndedBy(event);
      if (event.sequence > notified) for (const listener of this.#listeners) listener(event);
    }
    // An empty page says that nothing is missing. What came while it was read has asked for the next read itself.
    if (page.length === 0) this.#deliver();
    else this.settle();
  }

  #tellFollowed(): void {
    this.#deps.bus.follow(this.session_id, this.isFollowed);
  }

  #reportUnused(): void {
    if (this.isUnused) this.#deps.onUnused(this);
  }
}

function isEndedBy(attempt: AttemptTranscript, event: PublishedEvent): boolean {
  if (isTurnEnd(event.type)) return true;
  const ends = attempt.token.atom.kind === 'reason' ? 'output.message.completed' : 'tool.completed';
  return event.type === ends && attempt.subjectId !== null && event.json.includes(attempt.subjectId);
}
