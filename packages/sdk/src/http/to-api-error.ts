import type { Problem } from '../nouns.ts';
import { apiErrorClass } from './api-error-classes.ts';
import type { EverrunsApiError } from './everruns-api-error.ts';

/** Turns an unsuccessful answer into its error. */
export function toApiError(response: Response, body: string): EverrunsApiError {
  const problem = parseProblem(response, body);
  const ErrorClass = apiErrorClass(response.status, problem?.code ?? null);
  return new ErrorClass(response.status, problem, parseRetryAfter(response));
}

/** Only Everruns sends problem documents with a code and a request id. Anything else counts as no problem document. */
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
