import { EverrunsError } from '@everruns/schemas/everruns-error';

/** A call that cannot succeed as it was made: the sentence tells the model what to do otherwise. */
export function createRefusal(message: string): EverrunsError {
  return new EverrunsError('invalid_request', message);
}
