import { EverrunsError } from '@everruns/schemas/everruns-error';

/** Creates the error for a call that cannot succeed as it was made. The message tells the model what to do instead. */
export function createRefusal(message: string): EverrunsError {
  return new EverrunsError('invalid_request', message);
}
