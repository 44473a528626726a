import type { Clock } from '@everruns/core/catalog';
import type { Logger } from 'pino';

/** One answer of the database to the question how late it is, between two moments of the monotonic clock. */
export interface MeasuredTime {
  databaseNowMs: number;
  askedAtMs: number;
  answeredAtMs: number;
}

/** A machine whose clock is further off is named in the log, once. */
const WORTH_A_LINE_MS = 5_000;

/**
 * The time of the database, by which deadlines, wake-ups and progress are compared (E22): this process's monotonic clock and the
 * offset that was measured last. Before the first measurement it is the machine's own time.
 */
export class DatabaseClock {
  readonly #clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly #log: Pick<Logger, 'warn'>;
  #offsetMs: number;
  #isOff = false;

  constructor(clock: Pick<Clock, 'now' | 'monotonic'>, log: Pick<Logger, 'warn'>) {
    this.#clock = clock;
    this.#log = log;
    this.#offsetMs = clock.now() - clock.monotonic();
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Math.round(this.#clock.monotonic() + this.#offsetMs);
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  /** What lies within the uncertainty of the answer changes nothing: the clock does not tremble. */
  learn({ databaseNowMs, askedAtMs, answeredAtMs }: MeasuredTime): void {
    const measured = databaseNowMs - (askedAtMs + answeredAtMs) / 2;
    const uncertaintyMs = Math.max(1, (answeredAtMs - askedAtMs) / 2);
    if (Math.abs(measured - this.#offsetMs) > uncertaintyMs) this.#offsetMs = measured;
    const skewMs = Math.round(this.#clock.now() - this.now());
    const isOff = Math.abs(skewMs) > WORTH_A_LINE_MS;
    if (isOff && !this.#isOff) {
      this.#log.warn({ skew_ms: skewMs }, "this machine's clock differs from the database's, which counts");
    }
    this.#isOff = isOff;
  }
}
