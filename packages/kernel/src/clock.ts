/** A wall clock and a monotonic clock. Only the adapters read the system's clocks. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds on a clock that never goes back. */
  monotonic(): number;
  /** Resolves after `ms`, or rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `onDue` after `ms` unless the returned function is called first. Use it for waits that are nearly always canceled. */
  after(ms: number, onDue: () => void): () => void;
}
