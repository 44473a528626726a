import type { FileInfo, SessionFile } from '@everruns/schemas';
import { lockSessionFiles, upsertFile } from '../../repositories/session-files.ts';
import { decodeFileContent } from './file-content.ts';
import { notFound } from '../../kernel/not-found.ts';
import { createFileConflict } from './file-errors.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';
import { checkRoom, inspectPlace, makeDirectories } from './place.ts';

export type WriteFile = Pick<SessionFile, 'path' | 'content' | 'encoding'>;

/**
 * Creates or replaces a file and creates missing parents. Throws `conflict` for a directory or a read-only file at the path,
 * `payload_too_large` past the limits of a file or a session, and `not_found` without a session. A refused write changes nothing.
 */
export async function writeFileIn(scope: FileWriteScope, { path, ...encoded }: WriteFile): Promise<FileInfo> {
  const { tx, ctx, sessionId, ids } = scope;
  const content = decodeFileContent(encoded);
  if (path === '/') throw createFileConflict('/ is a directory.');
  if ((await lockSessionFiles(tx, ctx, sessionId)) === null) throw notFound('session');
  const { missing, entry } = await inspectPlace(scope, path);
  if (entry !== null) checkReplaceable(entry);
  await checkRoom(scope, {
    count: entry === null ? missing.length + 1 : 0,
    bytes: content.length - (entry?.size_bytes ?? 0),
  });
  await makeDirectories(scope, missing);
  const info = await upsertFile(tx, ctx, { id: ids.uuid(), session_id: sessionId, path, content });
  scope.onEvent({ type: 'file.written', data: { path, size_bytes: info.size_bytes } });
  return info;
}

function checkReplaceable({ path, is_directory, is_readonly }: FileInfo): void {
  if (is_directory) throw createFileConflict(`${path} is a directory.`);
  if (is_readonly) throw createFileConflict(`${path} is readonly.`);
}
