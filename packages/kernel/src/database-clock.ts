import type { Clock } from './clock.ts';

/** A time that the database reported, and the moments on the monotonic clock between which it did so. */
export interface MeasuredTime {
  databaseNowMs: number;
  askedAtMs: number;
  answeredAtMs: number;
}

export interface DatabaseClockLog {
  warn(details: object, message: string): void;
}

/** A machine whose wall clock is off by more is logged once. It counts as right again when it is off by at most half of that. */
const WORTH_A_LINE_MS = 1_000;
const RIGHT_AGAIN_MS = 500;

/**
 * The one clock of the platform, which shows the database's time. It adds the offset that was measured last to this
 * machine's monotonic clock, so that neither a wrong wall clock nor a jump of it changes anything (E22). Before the
 * first measurement the offset is the wall clock's.
 */
export class DatabaseClock implements Clock {
  readonly #machine: Clock;
  readonly #log: DatabaseClockLog;
  #offsetMs: number;
  #isOff = false;

  constructor(machine: Clock, log: DatabaseClockLog) {
    this.#machine = machine;
    this.#log = log;
    this.#offsetMs = machine.now() - machine.monotonic();
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Math.round(this.#machine.monotonic() + this.#offsetMs);
  }

  monotonic(): number {
    return this.#machine.monotonic();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#machine.sleep(ms, signal);
  }

  after(ms: number, onDue: () => void): () => void {
    return this.#machine.after(ms, onDue);
  }

  /** How far this machine's wall clock is ahead of the database's, in milliseconds; negative behind it. */
  get skewMs(): number {
    return Math.round(this.#machine.now() - this.now());
  }

  /** A difference within the uncertainty of the answer changes nothing, so that the clock does not jitter. */
  learn({ databaseNowMs, askedAtMs, answeredAtMs }: MeasuredTime): void {
    const measured = databaseNowMs - (askedAtMs + answeredAtMs) / 2;
    const uncertaintyMs = Math.max(1, (answeredAtMs - askedAtMs) / 2);
    if (Math.abs(measured - this.#offsetMs) > uncertaintyMs) this.#offsetMs = measured;
    this.#reportSkew();
  }

  #reportSkew(): void {
    const { skewMs } = this;
    const isOff = Math.abs(skewMs) > (this.#isOff ? RIGHT_AGAIN_MS : WORTH_A_LINE_MS);
    if (isOff && !this.#isOff) {
      this.#log.warn({ skew_ms: skewMs }, "this machine's clock differs from the database's, whose time counts");
    }
    this.#isOff = isOff;
  }
}
