import type { ErrorCode, Problem } from '../nouns.ts';

/** An answer other than 2xx. `problem` is the document that came with it (RFC 9457); null when something in between answered. */
export class EverrunsApiError extends Error {
  override readonly name = 'EverrunsApiError';
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

/** The error that an unsuccessful answer is. */
export function toApiError(response: Response, body: string): EverrunsApiError {
  return new EverrunsApiError(response.status, parseProblem(response, body), parseRetryAfter(response));
}

/** Everruns alone sends problem documents with a code and a request id; anything else counts as none. */
function parseProblem(response: Response, body: string): Problem | null {
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) return null;
  try {
    const given: unknown = JSON.parse(body);
    const isOurs = typeof given === 'object' && given !== null && 'code' in given && 'request_id' in given;
    return isOurs ? (given as Problem) : null;
  } catch {
    return null;
  }
}

function parseRetryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}
