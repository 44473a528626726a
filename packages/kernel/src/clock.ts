/** Wall clock and monotonic clock. The adapters are the only code that reads the system's. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds on a clock that never goes back. */
  monotonic(): number;
  /** Resolves after `ms`, or rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back after `ms` unless the returned function is called before: for a wait that nearly always is given up. */
  after(ms: number, onDue: () => void): () => void;
}
