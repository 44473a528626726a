import type { FileInfo, SessionId } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import { findFileInfo } from '../../repositories/session-files.ts';
import type { Services } from '../services.ts';
import { createFileNotFound } from './file-errors.ts';
import type { FileReadScope } from '../../repositories/file-scope.ts';

/** Throws `not_found` for the session and the path. */
export async function statFile(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { session_id, path }: { session_id: SessionId; path: string },
): Promise<FileInfo> {
  await assertSession(db, ctx, session_id);
  return findEntryIn({ db, ctx, sessionId: session_id }, path);
}

/** Throws `not_found`. The root has no entry. */
export async function findEntryIn(
  { db, ctx, sessionId }: Omit<FileReadScope, 'unreadable'>,
  path: string,
): Promise<FileInfo> {
  const info = await findFileInfo(db, ctx, { session_id: sessionId, path });
  if (info === null) throw createFileNotFound(path);
  return info;
}
