import { deleteFiles, listFileInfos, lockSessionFiles } from '../../repositories/session-files.ts';
import { notFound } from '../../kernel/not-found.ts';
import { createFileConflict } from './file-errors.ts';
import { toReadScope, type FileWriteScope } from '../../repositories/file-scope.ts';
import { statFile } from './stat.ts';

/**
 * Deletes a file, an empty directory, or with `recursive` a directory and all below it. Throws `not_found`, and `conflict` for a
 * directory that is not empty and where anything concerned is readonly. Each file that went is told as `file.deleted`.
 */
export async function deleteFile(
  scope: FileWriteScope,
  { path, recursive }: { path: string; recursive: boolean },
): Promise<{ deleted: number }> {
  const { tx, ctx, sessionId } = scope;
  if (path === '/') throw createFileConflict('The root directory cannot be deleted.');
  if ((await lockSessionFiles(tx, ctx, sessionId)) === null) throw notFound('session');
  const entry = await statFile(toReadScope(scope), path);
  const below = entry.is_directory
    ? await listFileInfos(tx, ctx, { session_id: sessionId, path, recursive: true })
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
