import type { SessionId } from '@everruns/schemas';
import { deleteFiles, listFileInfos, lockSessionFiles } from '../../repositories/session-files.ts';
import { notFound } from '../../kernel/not-found.ts';
import { requireReadable } from '../../kernel/read-rows.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { changeFiles } from './change-files.ts';
import { createFileConflict } from './file-errors.ts';
import { toReadScope, type FileWriteScope } from '../../repositories/file-scope.ts';
import { assertFileMatches, getFileHead } from './file-tag.ts';
import { findEntryIn } from './stat.ts';

export interface DeleteFileInput {
  session_id: SessionId;
  path: string;
  recursive: boolean;
  /** The `If-Match` header. */
  if_match: string | null;
}

/** Deletes a person's file or directory. Throws as `deleteFilesIn`, and `precondition_failed`. */
export async function deleteFile(deps: Services, ctx: RequestContext, input: DeleteFileInput): Promise<void> {
  const { session_id, path, recursive, if_match } = input;
  await changeFiles(deps, ctx, {
    session_id,
    idempotency: null,
    status: 200,
    work: async (scope) => {
      if (path !== '/') assertFileMatches(await getFileHead(scope, path), if_match);
      return deleteFilesIn(scope, { path, recursive });
    },
  });
}

/**
 * Deletes a file, an empty directory, or with `recursive` a directory and all below it. Throws `not_found`, and `conflict` for a
 * directory that is not empty and where a file or directory is readonly. Each deleted file is announced as `file.deleted`.
 */
export async function deleteFilesIn(
  scope: FileWriteScope,
  { path, recursive }: { path: string; recursive: boolean },
): Promise<{ deleted: number }> {
  const { tx, ctx, sessionId } = scope;
  if (path === '/') throw createFileConflict('The root directory cannot be deleted.');
  if ((await lockSessionFiles(tx, ctx, sessionId)) === null) throw notFound('session');
  const entry = await findEntryIn(toReadScope(scope), path);
  const below = entry.is_directory
    ? requireReadable('file', await listFileInfos(tx, ctx, { session_id: sessionId, path, recursive: true }))
    : [];
  if (below.length > 0 && !recursive) throw createFileConflict(`${path} is not empty.`);
  const doomed = [entry, ...below];
  const kept = doomed.find((one) => one.is_readonly);
  if (kept !== undefined) throw createFileConflict(`${kept.path} is readonly.`);
  await deleteFiles(tx, ctx, { session_id: sessionId, paths: doomed.map((one) => one.path) });
  for (const one of doomed) {
    if (!one.is_directory)
      scope.onEvent({ type: 'file.deleted', data: { path: one.path, size_bytes: one.size_bytes } });
  }
  return { deleted: doomed.length };
}
