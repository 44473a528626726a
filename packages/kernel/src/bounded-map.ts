/**
 * A map of at most `maxEntries`. Beyond them it drops the entry that was set, or returned by `getOrCreate`, longest
 * ago. `get` does not change the order. A dropped entry must cost no more than work that is done again.
 */
export class BoundedMap<Key, Value> {
  readonly #maxEntries: number;
  readonly #onForgotten: (key: Key, value: Value) => void;
  readonly #entries = new Map<Key, Value>();
  /** An entry that is the newest already keeps its place: moving it costs more than finding it. */
  #newest: Key | undefined;

  /** `onForgotten` is called for each entry that the bound removes, but not for those that are deleted, set again or cleared. */
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

  /** Sets the value and makes the entry of this key the newest. */
  set(key: Key, value: Value): void {
    if (key !== this.#newest) this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#newest = key;
    if (this.#entries.size > this.#maxEntries) this.#forgetOldest();
  }

  /** Returns the known value, or else what `create` returns, and makes the entry the newest. */
  getOrCreate(key: Key, create: () => Value): Value {
    const known = this.#entries.get(key);
    const value = known === undefined && !this.#entries.has(key) ? create() : (known as Value);
    this.set(key, value);
    return value;
  }

  /** Replaces the value of a known key, which keeps its age. Does nothing for an unknown key. */
  replace(key: Key, value: Value): void {
    if (this.#entries.has(key)) this.#entries.set(key, value);
  }

  /** The values, the oldest first. */
  values(): Iterable<Value> {
    return this.#entries.values();
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
