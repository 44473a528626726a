import { grepFiles as searchFiles, type SearchedFiles } from '@everruns/capabilities/file-search';
import type { Offload } from '@everruns/core/catalog';
import { omitUndefined } from '@everruns/kernel';
import { EverrunsError, normalizeFilePath, type GrepFilesRequest, type GrepFilesResponse } from '@everruns/schemas';
import { findFileContent } from '../../repositories/session-files.ts';
import { bindOffload } from '../bind-offload.ts';
import { createFileNotFound } from './file-errors.ts';
import type { FileReadScope } from '../../repositories/file-scope.ts';
import { listFiles } from './list.ts';
import { statFile } from './stat.ts';

const TIMEOUT_MS = 5_000;

/** Lines that match, by file and in path order. Throws `not_found`, `invalid_request` for the pattern, `request_timeout`. */
export async function grepFiles(
  scope: FileReadScope,
  { request, offload, signal }: { request: GrepFilesRequest; offload: Offload; signal: AbortSignal },
): Promise<GrepFilesResponse> {
  const { path_pattern, path, ...rest } = request;
  const files: SearchedFiles = {
    stat: (wanted) => statFile(scope, wanted),
    list: (wanted, options) => listFiles(scope, { path: wanted, ...options }),
    read: (wanted) => readBytes(scope, wanted),
  };
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const until = AbortSignal.any([signal, timeout]);
  const runJob = bindOffload({ offload }, scope.ctx, until);
  const query = {
    ...rest,
    path: normalizeFilePath(path),
    ...omitUndefined({ glob: path_pattern }),
  };
  const found = await searchFiles(query, { files, runJob, signal: until }).catch((error: unknown) => {
    throw timeout.aborted ? tooSlow(error) : error;
  });
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

/** A copy: the driver's buffers are views of larger ones, all of which would cross into the thread. */
async function readBytes({ db, ctx, sessionId }: FileReadScope, path: string): Promise<Uint8Array> {
  const found = await findFileContent(db, ctx, { session_id: sessionId, path });
  if (found === null) throw createFileNotFound(path);
  return new Uint8Array(found.content ?? []);
}

function tooSlow(cause: unknown): EverrunsError {
  const message = `took longer than ${TIMEOUT_MS} ms; narrow it by path, path_pattern or pattern`;
  return new EverrunsError('request_timeout', `The search ${message}.`, {
    cause,
    errors: [{ path: 'pattern', code: 'too_slow', message, limit: TIMEOUT_MS }],
  });
}
