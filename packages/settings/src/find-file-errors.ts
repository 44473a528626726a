import { messageOf } from '@everruns/kernel';
import { readFileSync } from 'node:fs';
import type { FieldError } from '@everruns/schemas';

type Paths = Record<string, string | undefined>;

/** Returns one error for each named setting whose file cannot be read. */
export function findUnreadableFiles(paths: Paths): FieldError[] {
  return Object.entries(paths).flatMap(([path, file]) => {
    const reason = file === undefined ? null : whyUnreadable(file);
    return reason === null ? [] : [{ path, code: 'unreadable', message: `cannot be read: ${reason}` }];
  });
}

/** Returns an error if `given` is set and the setting that it requires is not. */
export function findMissingPartner(paths: Paths, given: string, needed: string): FieldError[] {
  if (paths[given] === undefined || paths[needed] !== undefined) return [];
  return [{ path: needed, code: 'missing', message: `is required with ${given}` }];
}

function whyUnreadable(file: string): string | null {
  try {
    readFileSync(file);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
