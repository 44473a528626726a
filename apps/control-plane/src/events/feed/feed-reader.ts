import { BoundedMap } from '@everruns/kernel';
import { reachesSubject, type SubjectReach } from '../../kernel/subject-reach.ts';
import type { FeedSubscription, HintItem } from '../hub.ts';
import type { FeedRing, StoredHint } from './feed-ring.ts';

const MAX_SUBJECTS = 1_000;

export interface FeedReaderOptions {
  ring: FeedRing;
  subjects: SubjectReach;
  /** The id of the last hint that the reader has. Null: it begins now. */
  lastId: string | null;
  /** Called once, when the reader has ended. */
  onEnd: (reader: FeedReader) => void;
}

/** One reader of an organization's hints. The ring is its buffer: a reader that is too slow is told to read everything anew. */
export class FeedReader implements FeedSubscription {
  ended: 'closed' | 'overflow' | 'draining' | null = null;
  readonly #options: FeedReaderOptions;
  readonly #known = new BoundedMap<string, boolean>(MAX_SUBJECTS);
  #number: number;
  #isReset: boolean;
  #wake: (() => void) | null = null;

  constructor(options: FeedReaderOptions) {
    const { ring, lastId } = options;
    this.#options = options;
    const number = lastId === null ? null : ring.numberOf(lastId);
    this.#isReset = lastId !== null && number === null;
    this.#number = number ?? ring.last;
  }

  get position(): string {
    return this.#options.ring.idOf(this.#number);
  }

  async nextBatch(): Promise<HintItem[] | null> {
    for (;;) {
      if (this.ended !== null) return null;
      const batch = this.#take();
      if (batch.length > 0) return batch;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<HintItem> {
    for (let batch = await this.nextBatch(); batch !== null; batch = await this.nextBatch()) yield* batch;
  }

  /** There may be something to read. */
  notify(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }

  end(reason: 'closed' | 'draining'): void {
    if (this.ended !== null) return;
    this.ended = reason;
    this.#options.onEnd(this);
    this.notify();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end('closed');
  }

  #take(): HintItem[] {
    const { ring } = this.#options;
    const hints = this.#isReset ? null : ring.after(this.#number);
    this.#number = ring.last;
    this.#isReset = false;
    if (hints === null) return [{ kind: 'hint', id: this.position, type: 'reset', json: '{}' }];
    return lastOfEachSession(hints.filter(({ subject }) => this.#mayKnow(subject)));
  }

  /** Hints hold ids only, so knowing of the sessions of others by the scope `subjects:any` is not audited; reading them is. */
  #mayKnow(subject: string | null): boolean {
    const { bound, person, noteForeign } = this.#options.subjects;
    if (subject === null) return bound === null;
    const reach = { bound, person, noteForeign: noteForeign === null ? null : () => undefined };
    return this.#known.getOrCreate(subject, () => reachesSubject({ subjects: reach }, subject));
  }
}

/** Of several hints in one batch that the same session has changed, the last one is enough. */
function lastOfEachSession(hints: readonly StoredHint[]): HintItem[] {
  const seen = new Set<string>();
  const kept: HintItem[] = [];
  for (const { hint, item } of hints.toReversed()) {
    if (hint.type === 'session.changed') {
      if (seen.has(hint.data.session_id)) continue;
      seen.add(hint.data.session_id);
    }
    kept.push(item);
  }
  return kept.reverse();
}
