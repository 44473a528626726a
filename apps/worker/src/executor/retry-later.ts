/** Thrown when the caller schedules retries: the attempt's failure is recorded, and the atom may run again after `delay_ms`. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  readonly delay_ms: number;

  constructor(delayMs: number) {
    super(`retry in ${delayMs} ms`);
    this.delay_ms = delayMs;
  }
}
