import type { FileInfo } from '@everruns/schemas';
import { takeReadable } from '../../kernel/read-rows.ts';
import { listFileInfos } from '../../repositories/session-files.ts';
import { createFileConflict } from './file-errors.ts';
import type { FileReadScope } from '../../repositories/file-scope.ts';
import { findEntryIn } from './stat.ts';

/** Lists the children of a directory, or everything below it, by path. Throws `not_found`, and `conflict` for a file. */
export async function listFilesIn(
  scope: FileReadScope,
  { path, recursive }: { path: string; recursive: boolean },
): Promise<FileInfo[]> {
  if (path !== '/' && !(await findEntryIn(scope, path)).is_directory)
    throw createFileConflict(`${path} is not a directory.`);
  const rows = await listFileInfos(scope.db, scope.ctx, { session_id: scope.sessionId, path, recursive });
  return takeReadable(rows, scope.unreadable.report);
}
