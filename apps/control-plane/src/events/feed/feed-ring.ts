import type { FeedHint } from '@everruns/schemas';
import type { HintItem } from '../hub.ts';

/** How many hints of an organization can be had again. A reader that has missed more is told to read everything anew. */
const MAX_HINTS = 1_000;

export interface StoredHint {
  number: number;
  /** Whose session it concerns. Null: it concerns the organization. */
  subject: string | null;
  hint: FeedHint;
  item: HintItem;
}

/** The newest hints of one organization. Their ids are `epoch.number`. */
export class FeedRing {
  readonly #epoch: string;
  #hints: StoredHint[] = [];
  #last = 0;

  constructor(epoch: string) {
    this.#epoch = epoch;
  }

  /** The number of the newest hint. */
  get last(): number {
    return this.#last;
  }

  add(subject: string | null, hint: FeedHint): void {
    this.#last += 1;
    const item: HintItem = {
      kind: 'hint',
      id: this.idOf(this.#last),
      type: hint.type,
      json: JSON.stringify(hint.data),
    };
    this.#hints.push({ number: this.#last, subject, hint, item });
    // The list is cut seldom, because cutting copies it.
    if (this.#hints.length >= 2 * MAX_HINTS) this.#hints = this.#hints.slice(-MAX_HINTS);
  }

  /** Whoever asks for what follows an earlier hint has to read everything anew. */
  forgetAll(): void {
    this.#last += 1;
    this.#hints = [];
  }

  /** The hints after this number, or null when some of them are gone. */
  after(number: number): StoredHint[] | null {
    const missing = this.#last - number;
    if (missing === 0) return [];
    return missing > this.#hints.length ? null : this.#hints.slice(-missing);
  }

  idOf(number: number): string {
    return `${this.#epoch}.${number}`;
  }

  /** The number in an id that this ring has given, or null. */
  numberOf(id: string): number | null {
    const [epoch, number = ''] = id.split('.', 2);
    if (epoch !== this.#epoch || !/^\d{1,15}$/.test(number)) return null;
    return Number(number) <= this.#last ? Number(number) : null;
  }
}
