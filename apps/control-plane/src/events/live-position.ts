import type { PublishedEvent } from './hub.ts';

/** How many events may wait for a predecessor. Further ones are read from the log when their turn comes. */
const MAX_AHEAD = 1_000;
/** How far back listeners without a position are notified when another replica has recorded something, and the end of an attempt is looked for. */
const LOOK_BACK = 100;

/** A reader that still replays the log: how far it has read, and the first event that was forwarded to it in the meantime. */
export interface ReplayingReader {
  readonly cursor: number;
  readonly firstAhead: number | null;
}

interface AttemptPosition {
  after: number;
  /** Above this sequence the log may hold the attempt's end, wherever its frames are placed. Null: the attempt is open. */
  blockedAfter: number | null;
}

/** A read of the log that is under way. */
export interface LogRead {
  after: number;
  blocked: readonly AttemptPosition[];
}

/**
 * Where one session stands in this process. Each position is a sequence of the session's log.
 *
 * | position    | states and their changes |
 * |---|---|
 * | `head`      | The highest sequence known. Events and hints raise it; a read that finds nothing takes back a hint beyond the log. |
 * | `delivered` | null without live readers → the cursor of the first reader that goes live → + 1 with each event in order → null. |
 * | `ahead`     | Events above `delivered` whose predecessor is missing. They wait, and a read of the log brings what is missing. |
 * | `notified`  | not watched → unknown (null) or `head` → + 1 with each event, or the last event of a read → not watched. |
 * | attempt     | *open*: its frames flow once `delivered` ≥ `after`, and wait before. *blocked*: the log may already hold its end, |
 * |             | so its frames wait until a read has come to the end of the log, which closes it or makes it open. *closed*. |
 * | reader      | *replaying* at its cursor → *live* at `delivered`, when both meet or what was kept ahead continues it → *ended*. |
 */
export class LivePosition {
  #head: number;
  #delivered: number | null = null;
  readonly #ahead = new Map<number, PublishedEvent>();
  #isWatched = false;
  #notified: number | null = null;
  readonly #attempts = new Map<string, AttemptPosition>();

  constructor(head: number) {
    this.#head = head;
  }

  /** The highest sequence that this process knows of. */
  get head(): number {
    return this.#head;
  }

  /** Live readers have everything up to here. Null without live readers. */
  get delivered(): number | null {
    return this.#delivered;
  }

  /** Listeners have been notified of everything up to here. */
  get notified(): number {
    return this.#notified ?? 0;
  }

  /** What the sweep compares with the log. */
  get followed(): number {
    if (!this.#isWatched) return this.#delivered ?? this.#head;
    return Math.min(this.notified, this.#delivered ?? Infinity);
  }

  /** Whether the log has something that live readers or listeners lack, or that decides about a blocked attempt. */
  get isBehind(): boolean {
    if (this.#isWatched && this.notified < this.#head) return true;
    return this.#delivered !== null && (this.#delivered < this.#head || this.#findBlocked().length > 0);
  }

  /** The log reaches at least this sequence. */
  hear(sequence: number): void {
    this.#head = Math.max(this.#head, sequence);
  }

  /** Takes an event of this process, of which listeners are notified at once. */
  publish(event: PublishedEvent): void {
    const { sequence } = event;
    this.hear(sequence);
    if (this.#notified === null || sequence === this.#notified + 1) this.#notified = sequence;
    this.#keep(event);
  }

  /** Keeps an event until its predecessor has been delivered. */
  #keep(event: PublishedEvent): void {
    if (this.#delivered === null || event.sequence <= this.#delivered) return;
    if (this.#ahead.size < MAX_AHEAD || event.sequence === this.#delivered + 1) {
      this.#ahead.set(event.sequence, event);
    }
  }

  /** The next event in order, which counts as delivered from now on; null when it is missing. */
  takeNext(): PublishedEvent | null {
    if (this.#delivered === null) return null;
    const next = this.#ahead.get(this.#delivered + 1);
    if (next === undefined) return null;
    this.#ahead.delete(next.sequence);
    this.#delivered = next.sequence;
    return next;
  }

  startWatching(): void {
    this.#isWatched = true;
    this.#notified = this.#head === 0 ? null : this.#head;
  }

  stopWatching(): void {
    this.#isWatched = false;
  }

  /** Whether a reader may go live where it stands. `isAtEnd`: its last page was the end of the log. */
  tryGoLive({ cursor, firstAhead }: ReplayingReader, isAtEnd: boolean): boolean {
    if (firstAhead !== null) {
      if (firstAhead !== cursor + 1) return false;
    } else if (this.#delivered === null) {
      if (!isAtEnd) return false;
    } else if (cursor !== this.#delivered) {
      // One of the two reads on: a frame that is placed behind what a reader has would make it resume there.
      this.hear(cursor);
      return false;
    }
    if (this.#delivered === null) this.#startDelivering(cursor);
    return true;
  }

  /** An attempt that last spoke before the first live reader's position may already be over. */
  #startDelivering(cursor: number): void {
    this.#delivered = cursor;
    this.hear(cursor);
    for (const attempt of this.#attempts.values()) if (attempt.after < cursor) attempt.blockedAfter ??= attempt.after;
  }

  /** The last live reader has left. */
  stopDelivering(): void {
    this.#delivered = null;
    this.#ahead.clear();
  }

  /** Whether live readers already have something that was recorded later. */
  isPast(sequence: number): boolean {
    return this.#delivered !== null && sequence < this.#delivered;
  }

  openAttempt(atomKey: string): void {
    this.#attempts.set(atomKey, { after: 0, blockedAfter: null });
  }

  closeAttempt(atomKey: string): void {
    this.#attempts.delete(atomKey);
  }

  /** The attempt speaks to this process: its frames come after everything that is known here. */
  placeAtHead(atomKey: string): void {
    const attempt = this.#attempts.get(atomKey);
    if (attempt !== undefined) attempt.after = this.#head;
  }

  /** Another replica says after which event the attempt spoke. */
  placeAfter(atomKey: string, sequence: number): void {
    const attempt = this.#attempts.get(atomKey);
    if (attempt !== undefined) attempt.after = Math.max(attempt.after, sequence);
    this.hear(sequence);
  }

  /** The log may hold the end of an attempt that has just been placed, and of which this process knows nothing else. */
  blockAttempt(atomKey: string): void {
    const attempt = this.#attempts.get(atomKey);
    if (attempt !== undefined) attempt.blockedAfter ??= Math.max(0, attempt.after - LOOK_BACK);
  }

  /** Whether live readers have everything that was recorded before the attempt's frames. */
  mayDeliver(atomKey: string): boolean {
    const attempt = this.#attempts.get(atomKey);
    if (attempt === undefined || this.#delivered === null) return false;
    return attempt.blockedAfter === null && this.#delivered >= attempt.after;
  }

  beginRead(): LogRead {
    const blocked = this.#findBlocked();
    const forListeners = this.#isWatched ? (this.#notified ?? Math.max(0, this.#head - LOOK_BACK)) : Infinity;
    const forAttempts = blocked.map((attempt) => attempt.blockedAfter ?? attempt.after);
    return { after: Math.min(forListeners, this.#delivered ?? Infinity, this.#head, ...forAttempts), blocked };
  }

  /** Takes one page of the log. `isAtEnd`: no page follows it. */
  endRead({ after, blocked }: LogRead, page: readonly PublishedEvent[], isAtEnd: boolean): void {
    const last = page.at(-1)?.sequence ?? 0;
    const read = Math.max(after, last);
    // A read that began before a reader joined may have missed what that reader already has: another one follows.
    const isWhole = isAtEnd && read >= (this.#delivered ?? 0);
    for (const attempt of blocked) {
      attempt.blockedAfter = isWhole ? null : Math.max(attempt.blockedAfter ?? 0, read);
      attempt.after = Math.max(attempt.after, last);
    }
    // A hint beyond the log must not make the session read for ever: the next hint or the sweep repeats it.
    this.#head =
      page.length === 0
        ? Math.min(this.#head, Math.max(after, this.#delivered ?? 0, this.notified))
        : Math.max(this.#head, last);
    if (this.#isWatched && page.length > 0) this.#notified = Math.max(this.notified, last);
    for (const event of page) this.#keep(event);
  }

  #findBlocked(): AttemptPosition[] {
    return [...this.#attempts.values()].filter((attempt) => attempt.blockedAfter !== null);
  }
}
