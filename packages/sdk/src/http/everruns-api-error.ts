import type { ErrorCode, Problem } from '../nouns.ts';

/** An answer other than 2xx. `problem` is its problem document (RFC 9457), or null if a proxy answered. */
export class EverrunsApiError extends Error {
  override readonly name: string = 'EverrunsApiError';
  readonly status: number;
  readonly problem: Problem | null;
  /** From `Retry-After`, or null if the server sent none. */
  readonly retryAfterMs: number | null;

  constructor(status: number, problem: Problem | null, retryAfterMs: number | null = null) {
    super(problem?.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }

  get code(): ErrorCode | null {
    return this.problem?.code ?? null;
  }
}
