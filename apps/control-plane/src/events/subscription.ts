import type { EphemeralDraft, SessionId } from '@everruns/schemas';
import { ReaderPlace } from './answer-tail.ts';
import type { HubItem, HubSubscription, PublishedEvent } from './hub.ts';
import { LogPager, type ReadLogPage } from './log-pager.ts';

export type RecordedItem = Extract<HubItem, { kind: 'recorded' }>;

export interface SubscriptionOptions {
  org_id: string;
  session_id: SessionId;
  afterSequence: number;
  bufferBytes: number;
  readPage: ReadLogPage;
  onEnd?: (() => void) | undefined;
  /** Asked after each page: may the reader go live where it stands? `atEnd`: the page was the log's last. */
  tryAttach: (subscription: Subscription, atEnd: boolean) => void;
  onClosed: (subscription: Subscription) => void;
}

/**
 * One reader's place. It first reads the log page by page, as fast as it is pulled, keeping what is published meanwhile; once the
 * two meet it is live and only buffers. A reader too slow for its buffer ends, and no other notices.
 */
export class Subscription implements HubSubscription {
  ended: 'closed' | 'overflow' | 'draining' | null = null;
  isLive = false;
  /** In the answer that is under way. */
  readonly place = new ReaderPlace();
  readonly #options: SubscriptionOptions;
  readonly #pager: LogPager;
  #queue: HubItem[] = [];
  #queuedBytes = 0;
  #wake: (() => void) | null = null;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
    this.#pager = new LogPager(options.readPage, options);
  }

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

  /** Takes what the channel forwards: recorded events in dense order, frames between them, with the draft of a frame. */
  offer(item: HubItem, draft?: EphemeralDraft): void {
    if (this.ended !== null) return;
    if (item.kind === 'frame' ? !this.isLive : item.event.sequence <= this.cursor) return;
    if (draft !== undefined) this.place.note(draft);
    this.#queue.push(item);
    this.#queuedBytes += sizeOf(item);
    if (this.#queuedBytes > this.#options.bufferBytes) this.#overflow();
    this.#notify();
  }

  /** From here on the channel's forwards are all that the reader needs. */
  attach(): void {
    this.isLive = true;
    this.#notify();
  }

  /** The first sequence kept while reading the log, if any. */
  get firstAhead(): number | null {
    const [first] = this.#queue;
    return first?.kind === 'recorded' ? first.event.sequence : null;
  }

  end(reason: 'closed' | 'overflow' | 'draining'): void {
    if (this.ended !== null) return;
    this.ended = reason;
    // What was kept ahead of an unfinished read is not dense: the reader resumes from what it has.
    if (reason !== 'draining' || !this.isLive) this.#dropQueue();
    this.#options.onClosed(this);
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
    this.#options.tryAttach(this, atEnd);
    return events.map(toRecordedItem);
  }

  #overflow(): void {
    // While it still reads the log, what was kept ahead can be read from there again.
    if (this.isLive) this.end('overflow');
    else this.#dropQueue();
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
