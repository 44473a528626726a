import type { FileInfo } from '@everruns/schemas';
import { findFileInfo } from '../../repositories/session-files.ts';
import { createFileNotFound } from './file-errors.ts';
import type { FileReadScope } from '../../repositories/file-scope.ts';

/** Throws `not_found`. The root has no entry of its own. */
export async function statFile({ db, ctx, sessionId }: FileReadScope, path: string): Promise<FileInfo> {
  const info = await findFileInfo(db, ctx, { session_id: sessionId, path });
  if (info === null) throw createFileNotFound(path);
  return info;
}
