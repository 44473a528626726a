import type { RunJob } from '@everruns/core/catalog';
import type { FileInfo, SessionFile } from '@everruns/schemas';
import { findFileContent, findFileHead, type FileHead } from '../../repositories/session-files.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import { encodeLargeFile } from './encode-file.ts';
import { encodeFileContent } from './file-content.ts';
import { createFileConflict, createFileNotFound } from './file-errors.ts';
import type { FileReadScope } from '../../repositories/file-scope.ts';
import { fileTag } from './file-tag.ts';
import { listFiles } from './list.ts';

export type Found =
  | { kind: 'directory'; files: FileInfo[] }
  | { kind: 'file'; file: SessionFile; tag: string }
  /** A large one, as JSON already. */
  | { kind: 'json'; json: Uint8Array; tag: string };

/** What lies at a path: a file with its content, or what a directory holds. Throws `not_found`. */
export async function getFile(
  scope: FileReadScope,
  input: { path: string; recursive: boolean; runJob: RunJob },
): Promise<Found> {
  const { db, ctx, sessionId } = scope;
  const { path, recursive } = input;
  await assertSession(db, ctx, sessionId);
  const found = path === '/' ? 'root' : await findFileContent(db, ctx, { session_id: sessionId, path });
  if (found === null) throw createFileNotFound(path);
  if (found === 'root' || found.info.is_directory) {
    return { kind: 'directory', files: await listFiles(scope, { path, recursive }) };
  }
  const content = found.content ?? Buffer.alloc(0);
  const json = await encodeLargeFile(found.info, content, input.runJob);
  if (json !== null) return { kind: 'json', json, tag: fileTag(found) };
  const file = { ...found.info, ...encodeFileContent(content) };
  return { kind: 'file', file, tag: fileTag(found) };
}

/** A file to be streamed. Throws `not_found`, and `conflict` for a directory: it has no bytes. */
export async function findDownload({ db, ctx, sessionId }: FileReadScope, path: string): Promise<FileHead> {
  await assertSession(db, ctx, sessionId);
  const head = path === '/' ? null : await findFileHead(db, ctx, { session_id: sessionId, path });
  if (path === '/' || head?.info.is_directory === true) throw createFileConflict(`${path} is a directory.`);
  if (head === null) throw createFileNotFound(path);
  return head;
}
