import type { RunJob } from '@everruns/core';
import { hasErrorCode, type FileInfo } from '@everruns/schemas';
import type { z } from 'zod';
import type { GrepFilesParameters } from './definition.ts';
import { MATCH_PATHS, SEARCH_TEXT, SEARCHED_AT_ONCE_BYTES } from './search-jobs.ts';
import type { SearchTextInput, SearchTextOutput } from './search-text.job.ts';

const MAX_SEARCHED_BYTES = 50 * 1024 * 1024;

type GrepArguments = z.output<typeof GrepFilesParameters>;
type FileContent = SearchTextInput['files'][number]['content'];

export interface SearchedFiles {
  stat(path: string): Promise<FileInfo>;
  list(path: string, options: { recursive: boolean }): Promise<FileInfo[]>;
  /** Returns text or bytes, or null for a file that is known not to be text. Throws `not_found`. */
  read(path: string): Promise<FileContent | null>;
}

// This is a type and not an interface because a tool's result must be a JSON object.
export type GrepResult = {
  matches: SearchTextOutput['matches'];
  files_searched: number;
  truncated: boolean;
};

export interface GrepDeps {
  files: SearchedFiles;
  runJob: RunJob;
  signal: AbortSignal;
}

/**
 * Returns the lines that match, in path order. `truncated` means that there is more: results, bytes to search, or the
 * rest of a line that is too long. Pattern and glob are compiled and matched in a thread, one part of the text after
 * another.
 */
export async function grepFiles(args: GrepArguments, deps: GrepDeps): Promise<GrepResult> {
  const result: GrepResult = { matches: [], files_searched: 0, truncated: false };
  for await (const part of readParts(await findCandidates(args, deps), deps)) {
    const { pattern, ignore_case } = args;
    const max_results = args.max_results - result.matches.length;
    const found = await deps.runJob(SEARCH_TEXT, { pattern, ignore_case, files: part.files, max_results });
    result.matches.push(...found.matches);
    result.files_searched += found.files_searched;
    result.truncated ||= found.truncated || part.isCut;
    if (result.matches.length < args.max_results) continue;
    result.truncated ||= part.hasMore;
    break;
  }
  return result;
}

interface TextPart {
  files: SearchTextInput['files'];
  /** Whether files follow that have not been searched yet. */
  hasMore: boolean;
  /** Whether this is the last part although files remain, because the search has read as much as it may. */
  isCut: boolean;
}

/** Yields at least one part, so that an invalid pattern is always reported. */
async function* readParts(candidates: readonly FileInfo[], { files, signal }: GrepDeps): AsyncGenerator<TextPart> {
  let bytesLeft = MAX_SEARCHED_BYTES;
  let part: TextPart['files'] = [];
  let partBytes = 0;
  for (const [index, { path, size_bytes }] of candidates.entries()) {
    signal.throwIfAborted();
    if (size_bytes > bytesLeft) return yield { files: part, hasMore: true, isCut: true };
    bytesLeft -= size_bytes;
    const content = await readContent(path, files);
    if (content !== null) part.push({ path, content });
    partBytes += size_bytes;
    if (partBytes < SEARCHED_AT_ONCE_BYTES) continue;
    yield { files: part, hasMore: index + 1 < candidates.length, isCut: false };
    [part, partBytes] = [[], 0];
  }
  yield { files: part, hasMore: false, isCut: false };
}

async function findCandidates({ path, glob }: GrepArguments, { files, runJob, signal }: GrepDeps): Promise<FileInfo[]> {
  const start = path === '/' ? null : await files.stat(path);
  if (start?.is_directory === false) return [start];
  const below = await files.list(path, { recursive: true });
  const regular = below.filter((info) => !info.is_directory);
  if (glob === undefined) return regular;
  signal.throwIfAborted();
  const prefix = path === '/' ? 1 : path.length + 1;
  const wanted = await runJob(MATCH_PATHS, { glob, paths: regular.map((info) => info.path.slice(prefix)) });
  return wanted.flatMap((index) => regular[index] ?? []);
}

/** Also returns null for a file that was deleted in the meantime. */
async function readContent(path: string, files: SearchedFiles): Promise<FileContent | null> {
  try {
    return await files.read(path);
  } catch (error) {
    if (hasErrorCode(error, 'not_found')) return null;
    throw error;
  }
}
