/**
 * A map of at most `maxEntries`: beyond them it forgets the entry that was set, or taken by `getOrCreate`, longest ago. `get` moves
 * nothing. A loss must cost no more than work that is done again.
 */
export class BoundedMap<Key, Value> {
  readonly #maxEntries: number;
  readonly #onForgotten: (key: Key, value: Value) => void;
  readonly #entries = new Map<Key, Value>();

  /** `onForgotten` hears of each entry that the bound removes; not of those that are deleted, set again or cleared. */
  constructor(maxEntries: number, onForgotten: (key: Key, value: Value) => void = () => undefined) {
    this.#maxEntries = maxEntries;
    this.#onForgotten = onForgotten;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  /** The entry of this key becomes the newest. */
  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#maxEntries) this.#forgetOldest();
  }

  /** What is known, or else what `create` returns; the newest entry from now on. */
  getOrCreate(key: Key, create: () => Value): Value {
    const known = this.#entries.get(key);
    const value = known === undefined && !this.#entries.has(key) ? create() : (known as Value);
    this.set(key, value);
    return value;
  }

  /** Another value for a key that is known, which keeps its age. Does nothing for another key. */
  replace(key: Key, value: Value): void {
    if (this.#entries.has(key)) this.#entries.set(key, value);
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  #forgetOldest(): void {
    for (const [key, value] of this.#entries) {
      this.#entries.delete(key);
      return this.#onForgotten(key, value);
    }
  }
}
