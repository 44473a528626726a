import { EverrunsError, LIMITS, type FileInfo, type SessionFile } from '@everruns/schemas';
import {
  countFiles,
  findFileInfos,
  insertDirectories,
  lockSessionFiles,
  upsertFile,
} from '../../repositories/session-files.ts';
import { decodeFileContent } from './file-content.ts';
import { createFileConflict } from './file-errors.ts';
import type { FileWriteScope } from './file-scope.ts';

export type WriteFile = Pick<SessionFile, 'path' | 'content' | 'encoding'>;

/**
 * Creates or replaces a file; missing parents are made. Throws `conflict` where a directory or a readonly file is in the way,
 * `payload_too_large` past the limits of a file or a session, `not_found` without a session. A refused write changes nothing.
 */
export async function writeFile(scope: FileWriteScope, { path, ...encoded }: WriteFile): Promise<FileInfo> {
  const { tx, ctx, sessionId, ids } = scope;
  const content = decodeFileContent(encoded);
  if (path === '/') throw createFileConflict('/ is a directory.');
  if ((await lockSessionFiles(tx, ctx, sessionId)) === null)
    throw new EverrunsError('not_found', 'There is no such session.');
  const ancestors = ancestorsOf(path);
  const existing = await findFileInfos(tx, ctx, { session_id: sessionId, paths: [...ancestors, path] });
  for (const entry of existing) checkInTheWay(entry, path);
  const known = new Set(existing.map((entry) => entry.path));
  const missing = ancestors.filter((ancestor) => !known.has(ancestor));
  if (!known.has(path)) await checkRoom(scope, missing.length + 1);
  await insertDirectories(
    tx,
    ctx,
    missing.map((directory) => ({ id: ids.uuid(), session_id: sessionId, path: directory })),
  );
  const info = await upsertFile(tx, ctx, { id: ids.uuid(), session_id: sessionId, path, content });
  scope.onEvent({ type: 'file.written', data: { path, size_bytes: info.size_bytes } });
  return info;
}

function checkInTheWay(entry: FileInfo, path: string): void {
  if (entry.path !== path) {
    if (!entry.is_directory) throw createFileConflict(`${entry.path} is a file, so nothing can be put below it.`);
    return;
  }
  if (entry.is_directory) throw createFileConflict(`${path} is a directory.`);
  if (entry.is_readonly) throw createFileConflict(`${path} is readonly.`);
}

async function checkRoom({ tx, ctx, sessionId }: FileWriteScope, added: number): Promise<void> {
  if ((await countFiles(tx, ctx, sessionId)) + added <= LIMITS.filesPerSession) return;
  const message = `A session can hold at most ${LIMITS.filesPerSession} files and directories.`;
  const errors = [{ path: 'path', code: 'too_many_files', message, limit: LIMITS.filesPerSession }];
  throw new EverrunsError('payload_too_large', message, { errors });
}

/** `/a/b/c` → `/a`, `/a/b`. */
function ancestorsOf(path: string): string[] {
  const segments = path.split('/').slice(1, -1);
  return segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
}
