import { BoundedMap } from './bounded-map.ts';
import type { Clock } from './clock.ts';

export interface CacheLimits {
  maxEntries: number;
  ttlMs: number;
}

/** A bounded map whose entries live for a fixed time. It holds hints only: a lost entry must cost no more than a query. */
export class ExpiringCache<Value> {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #ttlMs: number;
  readonly #entries: BoundedMap<string, { value: Value; expiresAt: number }>;

  constructor(clock: Pick<Clock, 'monotonic'>, { maxEntries, ttlMs }: CacheLimits) {
    this.#clock = clock;
    this.#ttlMs = ttlMs;
    this.#entries = new BoundedMap(maxEntries);
  }

  find(key: string): Value | null {
    const entry = this.#entries.get(key);
    return entry === undefined || entry.expiresAt <= this.#clock.monotonic() ? null : entry.value;
  }

  set(key: string, value: Value): void {
    this.#entries.set(key, { value, expiresAt: this.#clock.monotonic() + this.#ttlMs });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
