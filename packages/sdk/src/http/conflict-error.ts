import { EverrunsApiError } from './everruns-api-error.ts';

/** The state of the resource does not allow this now: it has changed, it is busy, or the request was done before. */
export class ConflictError extends EverrunsApiError {
  override readonly name: string = 'ConflictError';
}
