import { isStorableText } from '@everruns/kernel';
import { EverrunsError } from './errors/everruns-error.ts';
import { LIMITS } from './limits.ts';
import { utf8Length } from './text.ts';

const UNSEEN = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;
const ESCAPE = /%[0-9a-f]{2}/i;

/**
 * The only check of session file paths, for API, tools, shell and export. A path must be absolute (`/a/b.txt`, `/` for the root),
 * decoded, and in Unicode NFC. Any other is refused with `invalid_request` and never repaired, so that one file has one path.
 * Returns `raw`.
 */
export function normalizeFilePath(raw: string): string {
  const problem = findPathProblem(raw);
  if (problem === null) return raw;
  throw new EverrunsError('invalid_request', `The path ${problem.message}.`, {
    errors: [{ path: 'path', ...problem }],
  });
}

interface PathProblem {
  code: string;
  message: string;
  limit?: number;
}

function findPathProblem(raw: string): PathProblem | null {
  if (!isStorableText(raw) || UNSEEN.test(raw)) {
    return { code: 'path_characters', message: 'must not contain control or text direction characters' };
  }
  if (utf8Length(raw) > LIMITS.pathBytes) {
    return { code: 'too_long', message: `must be at most ${LIMITS.pathBytes} bytes`, limit: LIMITS.pathBytes };
  }
  if (!raw.startsWith('/')) return { code: 'path_relative', message: 'must be absolute: begin it with "/"' };
  if (raw !== raw.normalize('NFC')) return { code: 'path_not_nfc', message: 'must be in Unicode NFC' };
  if (raw.includes('\\')) return { code: 'path_characters', message: 'must use "/", not "\\"' };
  if (ESCAPE.test(raw)) return { code: 'path_escape', message: 'must not contain percent escapes' };
  return raw === '/' ? null : findSegmentProblem(raw.slice(1).split('/'));
}

function findSegmentProblem(segments: string[]): PathProblem | null {
  if (segments.includes('')) return { code: 'path_empty_segment', message: 'must not end in "/" or contain "//"' };
  if (segments.some((segment) => segment === '.' || segment === '..')) {
    return { code: 'path_dots', message: 'must not contain "." or ".." segments' };
  }
  if (segments[0] === '_') return { code: 'path_reserved', message: 'must not begin with "/_", which is reserved' };
  return null;
}
