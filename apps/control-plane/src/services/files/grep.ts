import { grepFiles as searchFiles, type SearchedFiles } from '@everruns/capabilities/file-search';
import { omitUndefined } from '@everruns/kernel';
import {
  EverrunsError,
  normalizeFilePath,
  type GrepFilesRequest,
  type GrepFilesResponse,
  type SessionId,
} from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import { findFileContent } from '../../repositories/session-files.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';
import { createFileNotFound } from './file-errors.ts';
import type { FileReadScope } from '../../repositories/file-scope.ts';
import { listFilesIn } from './list.ts';
import { findEntryIn } from './stat.ts';

const TIMEOUT_MS = 5_000;

export interface GrepFilesInput {
  session_id: SessionId;
  request: GrepFilesRequest;
  signal: AbortSignal;
}

/** Returns the matching lines, by file and in path order. Throws `not_found`, `invalid_request` for the pattern, `request_timeout`. */
export async function grepFiles(
  { db, offload, unreadable }: Pick<Services, 'db' | 'offload' | 'unreadable'>,
  ctx: RequestContext,
  { session_id, request, signal }: GrepFilesInput,
): Promise<GrepFilesResponse> {
  await assertSession(db, ctx, session_id);
  const scope: FileReadScope = { db, ctx, sessionId: session_id, unreadable };
  const { path_pattern, path, ...rest } = request;
  const files: SearchedFiles = {
    stat: (wanted) => findEntryIn(scope, wanted),
    list: (wanted, options) => listFilesIn(scope, { path: wanted, ...options }),
    read: (wanted) => readBytes(scope, wanted),
  };
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const until = AbortSignal.any([signal, timeout]);
  const runJob = bindOffload({ offload }, ctx, until);
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

/** Returns a copy, because the driver's buffers are views of larger ones, all of which would be sent to the thread. */
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
