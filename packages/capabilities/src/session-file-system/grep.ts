import { setImmediate } from 'node:timers/promises';
import type { ToolContext } from '@everruns/core';
import { hasErrorCode, type FileInfo } from '@everruns/schemas';
import { RE2JS, RE2JSException } from 're2js';
import type { z } from 'zod';
import { createRefusal } from '../create-refusal.ts';
import type { GrepFilesParameters } from './definition.ts';
import { compileGlob } from './glob.ts';

const MAX_SEARCHED_BYTES = 50 * 1024 * 1024;
const MAX_LINE_LENGTH = 500;
/** A line is searched up to here, and between so many lines others get their turn: RE2 is linear, not fast. */
const MAX_SEARCHED_LINE_LENGTH = 100_000;
const LINES_AT_ONCE = 1_000;

type GrepArguments = z.output<typeof GrepFilesParameters>;
export type SearchedFiles = Pick<ToolContext['files'], 'stat' | 'list' | 'read'>;
// A type and not an interface: a tool's result is a JSON object.
export type GrepResult = {
  matches: { path: string; line: number; text: string }[];
  files_searched: number;
  truncated: boolean;
};

/** Lines that match, in path order. `truncated` says that there is more, by results or by bytes searched. */
export async function grepFiles(
  args: GrepArguments,
  { files, signal }: { files: SearchedFiles; signal: AbortSignal },
): Promise<GrepResult> {
  const pattern = compilePattern(args);
  const matches: GrepResult['matches'] = [];
  let [filesSearched, bytesLeft, truncated] = [0, MAX_SEARCHED_BYTES, false];
  for (const info of await findCandidates(args, files)) {
    signal.throwIfAborted();
    if (matches.length >= args.max_results || info.size_bytes > bytesLeft) {
      truncated = true;
      break;
    }
    bytesLeft -= info.size_bytes;
    const text = await readText(info.path, files);
    if (text === null) continue;
    filesSearched += 1;
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (index % LINES_AT_ONCE === LINES_AT_ONCE - 1) {
        await setImmediate();
        signal.throwIfAborted();
      }
      if (!pattern.matcher(line.slice(0, MAX_SEARCHED_LINE_LENGTH)).find()) continue;
      truncated = matches.length >= args.max_results;
      if (truncated) break;
      matches.push({ path: info.path, line: index + 1, text: line.slice(0, MAX_LINE_LENGTH).toWellFormed() });
    }
  }
  return { matches, files_searched: filesSearched, truncated };
}

function compilePattern({ pattern, ignore_case }: GrepArguments): RE2JS {
  try {
    return RE2JS.compile(pattern, ignore_case ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw createRefusal(`The pattern is not a regular expression that RE2 understands: ${error.message}`);
  }
}

async function findCandidates({ path, glob }: GrepArguments, files: SearchedFiles): Promise<FileInfo[]> {
  const start = path === '/' ? null : await files.stat(path);
  if (start?.is_directory === false) return [start];
  const isWanted = glob === undefined ? () => true : compileGlob(glob);
  const prefix = path === '/' ? 1 : path.length + 1;
  const below = await files.list(path, { recursive: true });
  return below.filter((info) => !info.is_directory && isWanted(info.path.slice(prefix)));
}

/** Null for bytes that are no text, and for a file that was deleted meanwhile. */
async function readText(path: string, files: SearchedFiles): Promise<string | null> {
  try {
    const file = await files.read(path);
    return file.encoding === 'text' ? file.content : null;
  } catch (error) {
    if (hasErrorCode(error, 'not_found')) return null;
    throw error;
  }
}
