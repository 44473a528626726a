import type { ToolContext } from '@everruns/core';
import { hasErrorCode, type FileInfo, type JsonObject } from '@everruns/schemas';
import { RE2JS, RE2JSException } from 're2js';
import type { z } from 'zod';
import { createRefusal } from '../create-refusal.ts';
import type { GrepFilesParameters } from './definition.ts';
import { compileGlob } from './glob.ts';

const MAX_SEARCHED_BYTES = 50 * 1024 * 1024;
const MAX_LINE_LENGTH = 500;

type GrepArguments = z.output<typeof GrepFilesParameters>;

/** Lines that match, in path order. `truncated` says that there is more, by results or by bytes searched. */
export async function grepFiles(
  args: GrepArguments,
  { files, signal }: Pick<ToolContext, 'files' | 'signal'>,
): Promise<JsonObject> {
  const pattern = compilePattern(args);
  const matches: JsonObject[] = [];
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
      if (!pattern.matcher(line).find()) continue;
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

async function findCandidates({ path, glob }: GrepArguments, files: ToolContext['files']): Promise<FileInfo[]> {
  const start = path === '/' ? null : await files.stat(path);
  if (start?.is_directory === false) return [start];
  const isWanted = glob === undefined ? () => true : compileGlob(glob);
  const prefix = path === '/' ? 1 : path.length + 1;
  const below = await files.list(path, { recursive: true });
  return below.filter((info) => !info.is_directory && isWanted(info.path.slice(prefix)));
}

/** Null for bytes that are no text, and for a file that was deleted meanwhile. */
async function readText(path: string, files: ToolContext['files']): Promise<string | null> {
  try {
    const file = await files.read(path);
    return file.encoding === 'text' ? file.content : null;
  } catch (error) {
    if (hasErrorCode(error, 'not_found')) return null;
    throw error;
  }
}
