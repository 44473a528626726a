import { RE2JS, RE2JSException } from 're2js';
import { createRefusal } from '../create-refusal.ts';

export interface SearchTextInput {
  pattern: string;
  ignore_case: boolean;
  /** The files in the order of the answer. Bytes that are not UTF-8 are not text and are not searched. */
  files: { path: string; content: string | Uint8Array }[];
  max_results: number;
}

export interface SearchTextOutput {
  matches: { path: string; line: number; text: string }[];
  files_searched: number;
  /** Whether there is more: results beyond the limit, or a line that was not searched to its end. */
  truncated: boolean;
}

const MAX_SHOWN_LENGTH = 500;
/** The maximum size of a compiled pattern. `x{1000}` has 1,000 instructions; each may cost a step per character of a line. */
const MAX_PROGRAM_SIZE = 4_000;
/**
 * A line is searched up to this length, or less for a large pattern, because RE2's time is linear in pattern times line
 * and some patterns need all of that.
 */
const MAX_SEARCHED_LINE_LENGTH = 100_000;
const MAX_STEPS_A_LINE = 20_000_000;

/** Returns the lines that match, file by file. Throws `invalid_request` if the pattern is not valid or too large. */
export default function searchText({ pattern, ignore_case, files, max_results }: SearchTextInput): SearchTextOutput {
  const search = createLineSearch(pattern, ignore_case);
  const matches: SearchTextOutput['matches'] = [];
  let [filesSearched, truncated] = [0, false];
  for (const { path, content } of files) {
    if (matches.length >= max_results) return { matches, files_searched: filesSearched, truncated: true };
    const text = typeof content === 'string' ? content : decodeText(content);
    if (text === null) continue;
    filesSearched += 1;
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      const found = search(line);
      truncated ||= found === 'unsure' || (found && matches.length >= max_results);
      if (found !== true) continue;
      if (matches.length >= max_results) break;
      matches.push({ path, line: index + 1, text: line.slice(0, MAX_SHOWN_LENGTH).toWellFormed() });
    }
  }
  return { matches, files_searched: filesSearched, truncated };
}

/** The answer `unsure` means that the searched part of the line has no match. */
function createLineSearch(source: string, ignoreCase: boolean): (line: string) => boolean | 'unsure' {
  const pattern = compilePattern(source, ignoreCase);
  const size = pattern.programSize();
  if (size > MAX_PROGRAM_SIZE) {
    throw createRefusal(
      `The pattern is too large: its repetitions unfold to ${size} steps, of at most ${MAX_PROGRAM_SIZE}. Use smaller ones.`,
    );
  }
  const longest = Math.min(MAX_SEARCHED_LINE_LENGTH, Math.floor(MAX_STEPS_A_LINE / size));
  return (line) => pattern.matcher(line.slice(0, longest)).find() || (line.length > longest && 'unsure');
}

function compilePattern(source: string, ignoreCase: boolean): RE2JS {
  try {
    return RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw createRefusal(`The pattern is not a regular expression that RE2 understands: ${error.message}`);
  }
}

/** Returns null for bytes that are not text: not UTF-8, or with a NUL. */
function decodeText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
