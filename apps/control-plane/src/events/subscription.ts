import type { EphemeralDraft } from '@everruns/schemas';
import { AnswerProgress } from './answer-tail.ts';
import type { HubItem, HubSubscription, LogStart, PublishedEvent } from './hub.ts';
import { LogPager, type ReadLogPage } from './log-pager.ts';

export type RecordedItem = Extract<HubItem, { kind: 'recorded' }>;

export interface SubscriptionOptions {
  from: LogStart;
  bufferBytes: number;
  readPage: ReadLogPage;
  onEnd?: (() => void) | undefined;
  owner: SubscriptionOwner;
}

/** What forwards events to the subscription. */
export interface SubscriptionOwner {
  /** Called after each page: lets the reader go live if nothing lies between. `isAtEnd`: the page was the log's last. */
  tryGoLive(subscription: Subscription, isAtEnd: boolean): void;
  /** Called once, when the subscription has ended. */
  remove(subscription: Subscription): void;
}

/**
 * The stream of one reader. It first reads the log page by page, as fast as the reader asks, and keeps what is forwarded meanwhile.
 * Once both meet it is live and only buffers. A reader that is too slow for its buffer ends, and no other reader notices.
 */
export class Subscription implements HubSubscription {
  ended: 'closed' | 'overflow' | 'draining' | null = null;
  isLive = false;
  readonly answerProgress = new AnswerProgress();
  readonly #options: SubscriptionOptions;
  readonly #pager: LogPager;
  #queue: HubItem[] = [];
  #queuedBytes = 0;
  #wake: (() => void) | null = null;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
    this.#pager = new LogPager(options.readPage, options.from);
  }

  /** The organization that reads. */
  get org_id(): string {
    return this.#options.from.org_id;
  }

  /** The reader has read the log up to here. */
  get cursor(): number {
    return this.#pager.cursor;
  }

  async nextBatch(): Promise<HubItem[] | null> {
    for (;;) {
      if (this.ended === 'draining' ? this.#queue.length === 0 : this.ended !== null) return null;
      if (this.isLive || this.ended !== null) {
        if (this.#queue.length > 0) return this.#takeQueue();
        await new Promise<void>((resolve) => (this.#wake = resolve));
        continue;
      }
      const page = await this.#readPage();
      if (page.length > 0) return page;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<HubItem> {
    for (let batch = await this.nextBatch(); batch !== null; batch = await this.nextBatch()) yield* batch;
  }

  /** Takes what the owner forwards: recorded events in dense order, frames between them, and the draft of each frame. */
  offer(item: HubItem, draft?: EphemeralDraft): void {
    if (this.ended !== null) return;
    if (item.kind === 'frame' ? !this.isLive : item.event.sequence <= this.cursor) return;
    if (draft !== undefined) this.answerProgress.note(draft);
    this.#queue.push(item);
    this.#queuedBytes += sizeOf(item);
    if (this.#queuedBytes > this.#options.bufferBytes) this.#overflow();
    this.#notify();
  }

  /** From now on the reader needs only what the owner forwards. */
  goLive(): void {
    this.isLive = true;
    this.#notify();
  }

  /** The first sequence that was forwarded while the reader still reads the log, if any. */
  get firstAhead(): number | null {
    const [first] = this.#queue;
    return first?.kind === 'recorded' ? first.event.sequence : null;
  }

  /** Forgets what was forwarded while the reader still reads the log: it will be read from there. */
  dropAhead(): void {
    if (!this.isLive) this.#dropQueue();
  }

  end(reason: 'closed' | 'overflow' | 'draining'): void {
    if (this.ended !== null) return;
    this.ended = reason;
    // What was kept ahead of an unfinished read would leave a gap: the reader resumes from what it has.
    if (reason !== 'draining' || !this.isLive) this.#dropQueue();
    this.#options.owner.remove(this);
    this.#notify();
    if (reason !== 'closed') this.#options.onEnd?.();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end('closed');
  }

  async #readPage(): Promise<RecordedItem[]> {
    const { events, atEnd } = await this.#pager.next();
    if (this.ended !== null) return [];
    const kept = this.#queue.filter((item) => item.kind === 'recorded' && item.event.sequence > this.cursor);
    this.#dropQueue();
    for (const item of kept) {
      this.#queue.push(item);
      this.#queuedBytes += sizeOf(item);
    }
    this.#options.owner.tryGoLive(this, atEnd);
    return events.map(toRecordedItem);
  }

  #overflow(): void {
    if (this.isLive) this.end('overflow');
    else this.dropAhead();
  }

  #takeQueue(): HubItem[] {
    const batch = this.#queue;
    this.#dropQueue();
    return batch;
  }

  #dropQueue(): void {
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}

export function toRecordedItem(event: PublishedEvent): RecordedItem {
  return { kind: 'recorded', event };
}

function sizeOf(item: HubItem): number {
  return item.kind === 'recorded' ? item.event.json.length : item.json.length;
}
