import type { SessionFileOperation, SessionFileResponse } from '@everruns/internal-protocol';
import { EverrunsError, isEverrunsError, normalizeFilePath } from '@everruns/schemas';
import type { SessionFiles } from '../../engine/index.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { OrganizationLimits } from '../../limits/organization-limits.ts';
import { takeReadable } from '../../kernel/read-rows.ts';
import type { FileReadScope } from '../../repositories/file-scope.ts';
import { findRevision } from '../../repositories/file-revisions.ts';
import { findFileContent, listFileHeads } from '../../repositories/session-files.ts';
import { attachFilesIn } from './attach.ts';
import { applyFileChanges } from './apply-changes.ts';
import { encodeFileContent } from './file-content.ts';
import { createFileConflict } from './file-errors.ts';

/** The files of sessions, as tool calls read and change them. */
export const sessionFiles: Omit<SessionFiles, 'fetch'> = {
  read: readFiles,
  apply: applyFileChanges,
  attach: attachFilesIn,
};

/** The same within the limits of organizations: `payload_too_large` where one has no room, for which the call fails. */
export function createSessionFiles({
  limits,
  fetch,
}: {
  limits: Pick<OrganizationLimits, 'assertRoom'>;
  fetch: SessionFiles['fetch'];
}): SessionFiles {
  return {
    ...sessionFiles,
    fetch,
    async apply(scope, files) {
      if (files.changes.some(({ change }) => change.kind === 'written')) await assertRoom(limits, scope.ctx);
      await sessionFiles.apply(scope, files);
    },
    async attach(scope, content) {
      if (content.some((part) => part.type === 'file' && 'base64' in part && part.base64 !== undefined))
        await assertRoom(limits, scope.ctx);
      return sessionFiles.attach(scope, content);
    },
  };
}

async function assertRoom(limits: Pick<OrganizationLimits, 'assertRoom'>, ctx: RequestContext): Promise<void> {
  try {
    await limits.assertRoom(ctx, 'stored_bytes', 1);
  } catch (error) {
    if (!isEverrunsError(error) || error.code !== 'limit_reached') throw error;
    throw new EverrunsError('payload_too_large', error.message, { cause: error });
  }
}

function readFiles(scope: FileReadScope, operation: SessionFileOperation): Promise<SessionFileResponse> {
  switch (operation.kind) {
    case 'snapshot':
      return readSnapshot(scope, operation.read_path ?? null);
    case 'read':
      return readRevision(scope, { path: normalizeFilePath(operation.path), revision: operation.revision });
  }
}

async function readSnapshot(scope: FileReadScope, readPath: string | null): Promise<SessionFileResponse> {
  const { db, ctx, sessionId, unreadable } = scope;
  const heads = takeReadable(await listFileHeads(db, ctx, sessionId), unreadable.report);
  const entries = heads.map(({ info, revision }) => ({ ...info, revision }));
  const wanted = entries.find((entry) => entry.path === readPath && !entry.is_directory);
  const content = wanted === undefined ? null : await findContent(scope, wanted);
  return { kind: 'snapshot', entries, ...(content === null ? {} : { read: encodeFileContent(content) }) };
}

interface PathRevision {
  path: string;
  revision: number;
}

async function readRevision(scope: FileReadScope, wanted: PathRevision): Promise<SessionFileResponse> {
  const content = await findContent(scope, wanted);
  if (content === null) throw createFileConflict(`${wanted.path} has changed since this call looked at it.`);
  return { kind: 'file', file: encodeFileContent(content) };
}

/** What the path held in this revision, which may be over; null where that is not kept. */
async function findContent(
  { db, ctx, sessionId }: FileReadScope,
  { path, revision }: PathRevision,
): Promise<Buffer | null> {
  const key = { session_id: sessionId, path };
  const current = await findFileContent(db, ctx, key);
  if (current?.revision === revision) return current.content ?? Buffer.alloc(0);
  return findRevision(db, ctx, { ...key, revision });
}
