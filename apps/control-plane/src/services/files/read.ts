import type { SessionFile } from '@everruns/schemas';
import { findFileContent } from '../../repositories/session-files.ts';
import { encodeFileContent } from './file-content.ts';
import { createFileConflict, createFileNotFound } from './file-errors.ts';
import type { FileReadScope } from '../../repositories/file-scope.ts';

/** Returns a file with its content. Throws `not_found`, and `conflict` for a directory. */
export async function readFileIn({ db, ctx, sessionId }: FileReadScope, path: string): Promise<SessionFile> {
  const found = await findFileContent(db, ctx, { session_id: sessionId, path });
  if (found === null) throw createFileNotFound(path);
  if (found.info.is_directory) throw createFileConflict(`${path} is a directory.`);
  return { ...found.info, ...encodeFileContent(found.content ?? Buffer.alloc(0)) };
}
