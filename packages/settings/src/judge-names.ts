import type { FieldError } from '@everruns/schemas';
import { OUR_NAMES } from './our-names.ts';

type Environment = Record<string, string | undefined>;

export interface NameVerdict {
  /** Misspelled names that stop the start, because the platform would be open or its data unreadable without the settings they mean. */
  errors: FieldError[];
  /** Warnings for the log. */
  warnings: string[];
}

const OURS: ReadonlySet<string> = new Set(OUR_NAMES);
const PREFIX = 'EVERRUNS_';
/** Settings for which a misspelled name stops the start. */
const WEIGHTY = /^AUTH_|^SECRETS_|_TOKEN$/;
const MAX_EDITS = 2;
/** Names of other programs that are similar to ours. Proxies are also written in lower case. */
const FOREIGN = /^(?:AUTH_(?:CODE|ROLE)|FTP_PROXY|ALL_PROXY|(?:http|https|no|ftp|all)_proxy)$/;
const SHORT_NAME = 8;

/**
 * Finds names that no process reads and that are probably misspelled settings: one or two letters away (Damerau), in another case, with the
 * words in another order, or beginning with `EVERRUNS_`. Empty variables count as absent.
 */
export function judgeNames(env: Environment): NameVerdict {
  const verdict: NameVerdict = { errors: [], warnings: [] };
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value.trim() === '' || OURS.has(name) || FOREIGN.test(name)) continue;
    const meant = findMeant(name);
    if (meant === null) continue;
    const message = `is not a setting; did you mean ${meant}?`;
    if (name.startsWith(PREFIX) || WEIGHTY.test(meant))
      verdict.errors.push({ path: name, code: 'unknown_setting', message });
    else verdict.warnings.push(`${name} ${message}`);
  }
  return verdict;
}

function findMeant(name: string): string | null {
  if (name.startsWith(PREFIX)) {
    const plain = name.slice(PREFIX.length);
    return OURS.has(plain) ? plain : findNearest(name).name;
  }
  const words = sortWords(name);
  const permuted = OUR_NAMES.find((ours) => words.includes('_') && sortWords(ours) === words);
  if (permuted !== undefined) return permuted;
  const nearest = findNearest(name);
  return nearest.edits <= (nearest.name.length < SHORT_NAME ? 1 : MAX_EDITS) ? nearest.name : null;
}

const sortWords = (name: string): string => name.toUpperCase().split('_').sort().join('_');

function findNearest(name: string): { name: string; edits: number } {
  const upper = name.toUpperCase();
  const ranked = OUR_NAMES.map((ours) => ({ name: ours, edits: countEdits(upper, ours) }));
  return ranked.reduce((best, next) => (next.edits < best.edits ? next : best));
}

/** Letters added, left out, exchanged, or swapped with their neighbor (optimal string alignment). */
export function countEdits(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= right.length; j += 1) {
      const isSame = left[i - 1] === right[j - 1];
      const isSwapped = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      row.push(
        Math.min(
          at(i - 1, j - 1) + (isSame ? 0 : 1),
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          isSwapped ? at(i - 2, j - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(left.length, right.length);
}
