import type { Clock } from '@everruns/core/catalog';

/** A bounded map whose entries live for a fixed time. A hint: losing an entry costs a query. */
export class ExpiringCache<Value> {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #limits: { maxEntries: number; ttlMs: number };
  readonly #entries = new Map<string, { value: Value; expiresAt: number }>();

  constructor(clock: Pick<Clock, 'monotonic'>, limits: { maxEntries: number; ttlMs: number }) {
    this.#clock = clock;
    this.#limits = limits;
  }

  find(key: string): Value | null {
    const entry = this.#entries.get(key);
    return entry === undefined || entry.expiresAt <= this.#clock.monotonic() ? null : entry.value;
  }

  set(key: string, value: Value): void {
    const [oldest] = this.#entries.keys();
    this.#entries.delete(key);
    if (this.#entries.size >= this.#limits.maxEntries && oldest !== undefined) this.#entries.delete(oldest);
    this.#entries.set(key, { value, expiresAt: this.#clock.monotonic() + this.#limits.ttlMs });
  }

  clear(): void {
    this.#entries.clear();
  }
}
