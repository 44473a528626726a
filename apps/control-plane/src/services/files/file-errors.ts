import { EverrunsError } from '@everruns/schemas';

export function createFileNotFound(path: string): EverrunsError {
  return new EverrunsError('not_found', `There is no file ${path}.`);
}

export function createFileConflict(message: string): EverrunsError {
  return new EverrunsError('conflict', message);
}
