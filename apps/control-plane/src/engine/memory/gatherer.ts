/** How many statements run at once: while one syncs its commit, the other is processed. */
const LANES = 2;
/** From this many items on, a second statement pays. Fewer wait for the first, because most of a statement's cost is its set-up. */
const WORTH_A_LANE = 8;
/** A statement without an answer for this long delays its own items and no others. */
const SLOW_MS = 1_000;
/** The most items of one statement. More of them gain nothing. */
const MAX_ITEMS = 32;
/** The most characters of one statement, so that a large item does not delay many small ones. */
const MAX_CHARACTERS = 500_000;

/** How many places of a statement the urgent items may take from those that wait longer. */
const MAX_URGENT = 24;

export interface GathererOptions<Item> {
  countCharacters(item: Item): number;
  /** Writes the items in one statement. Must not reject. */
  send(items: readonly Item[]): Promise<void>;
}

/** Sends an item at once, and those that arrive while others are in progress together in one statement (ADR 0008). */
export class Gatherer<Item> {
  readonly #options: GathererOptions<Item>;
  readonly #waiting: Item[] = [];
  readonly #urgent: Item[] = [];
  #underWay = 0;
  #isScheduled = false;

  constructor(options: GathererOptions<Item>) {
    this.#options = options;
  }

  /** An urgent item leaves before those that are not. */
  add(item: Item, urgent = false): void {
    (urgent ? this.#urgent : this.#waiting).push(item);
    this.#schedule();
  }

  /** Sends at the end of this round of the event loop, so that items added in the same round are sent together. */
  #schedule(): void {
    if (this.#isScheduled || !this.#mayLeave()) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#sendInLane(this.#take());
      this.#schedule();
    });
  }

  async #sendInLane(items: readonly Item[]): Promise<void> {
    let isTaken = true;
    const leave = (): void => {
      if (isTaken) this.#underWay -= 1;
      isTaken = false;
      this.#schedule();
    };
    this.#underWay += 1;
    const timer = setTimeout(leave, SLOW_MS);
    await this.#options.send(items);
    clearTimeout(timer);
    leave();
  }

  #mayLeave(): boolean {
    const least = this.#underWay === 0 ? 1 : WORTH_A_LANE;
    return this.#underWay < LANES && this.#waiting.length + this.#urgent.length >= least;
  }

  #take(): Item[] {
    const places = Math.max(MAX_URGENT, MAX_ITEMS - this.#waiting.length);
    const next = [...this.#urgent.slice(0, places), ...this.#waiting].slice(0, MAX_ITEMS);
    let characters = 0;
    const tooMany = next.findIndex((item, index) => {
      characters += this.#options.countCharacters(item);
      return index > 0 && characters > MAX_CHARACTERS;
    });
    const taken = tooMany < 0 ? next : next.slice(0, tooMany);
    const urgent = this.#urgent.splice(0, Math.min(places, taken.length));
    this.#waiting.splice(0, taken.length - urgent.length);
    return taken;
  }
}
