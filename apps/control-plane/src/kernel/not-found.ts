import { EverrunsError } from '@everruns/schemas';

/** Missing rows and rows of another organization get the same answer, which contains no id. */
export function notFound(noun: string): EverrunsError {
  return new EverrunsError('not_found', `There is no such ${noun}.`);
}
