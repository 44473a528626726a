import type { FileInfo, SessionFile, SessionId } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import { findFileContent } from '../../repositories/session-files.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';
import { encodeLargeFile } from './encode-file.ts';
import { encodeFileContent } from './file-content.ts';
import { createFileNotFound } from './file-errors.ts';
import { fileTag } from './file-tag.ts';
import { listFilesIn } from './list.ts';

export interface GetFileInput {
  session_id: SessionId;
  path: string;
  /** For a directory: lists everything below it. */
  recursive: boolean;
  signal: AbortSignal;
}

export type FoundFile =
  | { kind: 'directory'; files: FileInfo[] }
  | { kind: 'file'; file: SessionFile; tag: string }
  /** A large file, already encoded as JSON. */
  | { kind: 'json'; json: Uint8Array; tag: string };

/** Returns a file with its content, or the entries of a directory. Throws `not_found`. */
export async function getFile(
  { db, offload, unreadable }: Pick<Services, 'db' | 'offload' | 'unreadable'>,
  ctx: RequestContext,
  { session_id, path, recursive, signal }: GetFileInput,
): Promise<FoundFile> {
  await assertSession(db, ctx, session_id);
  const found = path === '/' ? 'root' : await findFileContent(db, ctx, { session_id, path });
  if (found === null) throw createFileNotFound(path);
  if (found === 'root' || found.info.is_directory) {
    const scope = { db, ctx, sessionId: session_id, unreadable };
    return { kind: 'directory', files: await listFilesIn(scope, { path, recursive }) };
  }
  const content = found.content ?? Buffer.alloc(0);
  const json = await encodeLargeFile(found.info, content, bindOffload({ offload }, ctx, signal));
  if (json !== null) return { kind: 'json', json, tag: fileTag(found) };
  const file = { ...found.info, ...encodeFileContent(content) };
  return { kind: 'file', file, tag: fileTag(found) };
}
