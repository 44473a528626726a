import { PLATFORM } from '../ports/process-context.ts';
import type { SessionPair } from '../statements/deliveries.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { deliverHead } from '../verbs/deliveries/deliver.ts';

/** How many deliveries run at the same time. */
const AT_ONCE = 4;
/** What is beyond comes with a later sweep. */
const MOST_PAIRS = 1_000;

/** Delivers what sessions have for each other: of two sessions one after another, in order, and never throws. */
export class DeliveryQueue {
  readonly #deps: () => EngineDeps;
  readonly #waiting = new Map<string, SessionPair>();
  readonly #running = new Map<string, Promise<void>>();
  #isClosed = false;

  constructor(deps: () => EngineDeps) {
    this.#deps = deps;
  }

  add(pairs: readonly SessionPair[]): void {
    if (this.#isClosed) return;
    for (const { from_session, to_session } of pairs) {
      if (this.#waiting.size >= MOST_PAIRS) break;
      this.#waiting.set(`${from_session} ${to_session}`, { from_session, to_session });
    }
    this.#startSome();
  }

  /** Takes nothing new and waits for what runs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.clear();
    await this.settled();
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  #startSome(): void {
    for (const [key, pair] of this.#waiting) {
      if (this.#running.size >= AT_ONCE) return;
      if (this.#running.has(key)) continue;
      this.#waiting.delete(key);
      const run = this.#deliver(pair).finally(() => {
        this.#running.delete(key);
        this.#startSome();
      });
      this.#running.set(key, run);
    }
  }

  async #deliver(pair: SessionPair): Promise<void> {
    const deps = this.#deps();
    try {
      for (;;) {
        const { wasDelivered, next } = await deliverHead(deps, PLATFORM, pair);
        this.add(next);
        if (!wasDelivered || this.#isClosed) return;
      }
    } catch (error) {
      const err = error instanceof Error ? error.message : error;
      deps.log.warn({ err, ...pair }, 'A delivery between two sessions failed. It is tried again.');
    }
  }
}
