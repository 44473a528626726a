import type { ErrorCode, Problem } from '../nouns.ts';

/** An answer other than 2xx. `problem` is the document that came with it (RFC 9457); null when something in between answered. */
export class EverrunsApiError extends Error {
  override readonly name: string = 'EverrunsApiError';
  readonly status: number;
  readonly problem: Problem | null;
  /** From `Retry-After`; null where the server gave none. */
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
