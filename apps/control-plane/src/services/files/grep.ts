import { grepFiles as searchFiles, type SearchedFiles } from '@everruns/capabilities/file-search';
import { EverrunsError, normalizeFilePath, type GrepFilesRequest, type GrepFilesResponse } from '@everruns/schemas';
import type { FileReadScope } from './file-scope.ts';
import { listFiles } from './list.ts';
import { readFile } from './read.ts';
import { statFile } from './stat.ts';

const TIMEOUT_MS = 5_000;

/** Lines that match, by file and in path order. Throws `not_found`, `invalid_request` for the pattern, `request_timeout`. */
export async function grepFiles(
  scope: FileReadScope,
  { request, signal }: { request: GrepFilesRequest; signal: AbortSignal },
): Promise<GrepFilesResponse> {
  const { path_pattern, path, ...rest } = request;
  const files: SearchedFiles = {
    stat: (wanted) => statFile(scope, wanted),
    list: (wanted, options) => listFiles(scope, { path: wanted, recursive: options?.recursive ?? false }),
    read: (wanted) => readFile(scope, wanted),
  };
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const query = {
    ...rest,
    path: normalizeFilePath(path),
    ...(path_pattern === undefined ? {} : { glob: path_pattern }),
  };
  const found = await searchFiles(query, { files, signal: AbortSignal.any([signal, timeout]) }).catch(
    (error: unknown) => {
      throw timeout.aborted ? tooSlow(error) : error;
    },
  );
  const byPath = Map.groupBy(found.matches, (match) => match.path);
  return {
    data: [...byPath].map(([file, matches]) => ({
      path: file,
      matches: matches.map(({ line, text }) => ({ path: file, line_number: line, line: text })),
    })),
    files_searched: found.files_searched,
    truncated: found.truncated,
  };
}

function tooSlow(cause: unknown): EverrunsError {
  const message = `took longer than ${TIMEOUT_MS} ms; narrow it by path, path_pattern or pattern`;
  return new EverrunsError('request_timeout', `The search ${message}.`, {
    cause,
    errors: [{ path: 'pattern', code: 'too_slow', message, limit: TIMEOUT_MS }],
  });
}
