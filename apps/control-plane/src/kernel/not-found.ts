import { EverrunsError } from '@everruns/schemas';

/** Missing and foreign are one answer, and it names no id. */
export function notFound(noun: string): EverrunsError {
  return new EverrunsError('not_found', `There is no such ${noun}.`);
}
