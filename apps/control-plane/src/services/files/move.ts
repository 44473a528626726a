import { EverrunsError, normalizeFilePath, type FileInfo, type SessionId } from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { requireReadable } from '../../kernel/read-rows.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { copyFiles, renameFiles } from '../../repositories/session-file-trees.ts';
import { listFileInfos } from '../../repositories/session-files.ts';
import type { Services } from '../services.ts';
import { changeFiles } from './change-files.ts';
import { createFileConflict } from './file-errors.ts';
import { toReadScope, type FileWriteScope } from '../../repositories/file-scope.ts';
import { getTaggedFile, type TaggedFile } from './file-tag.ts';
import { checkRoom, inspectPlace, makeDirectories } from './place.ts';
import { findEntryIn } from './stat.ts';

interface FromTo {
  from: string;
  to: string;
}

export interface MoveFileInput extends FromTo {
  session_id: SessionId;
  idempotency: IdempotencyRequest | null;
}

/** Moves a file, or a directory with everything below it, to a free path. Throws `not_found`, `conflict`, `payload_too_large`. */
export function moveFile(deps: Services, ctx: RequestContext, input: MoveFileInput): Promise<TaggedFile> {
  return changeFiles(deps, ctx, { ...input, status: 200, work: (scope) => moveIn(scope, input) });
}

async function moveIn(scope: FileWriteScope, { from, to }: FromTo): Promise<TaggedFile> {
  const tree = await readTree(scope, { from, to });
  const kept = tree.find((entry) => entry.is_readonly);
  if (kept !== undefined) throw createFileConflict(`${kept.path} is readonly.`);
  await clearWay(scope, to, { count: 0, bytes: 0 });
  const paths = tree.map((entry) => entry.path);
  await renameFiles(scope.tx, scope.ctx, { session_id: scope.sessionId, path: from, to, paths });
  for (const { path, size_bytes } of filesOf(tree)) {
    scope.onEvent({ type: 'file.deleted', data: { path, size_bytes } });
    scope.onEvent({ type: 'file.written', data: { path: to + path.slice(from.length), size_bytes } });
  }
  return getTaggedFile(scope, to);
}

/** Copies a file, or a directory with everything below it. The copy is not read-only. Throws as `moveFile`. */
export function copyFile(deps: Services, ctx: RequestContext, input: MoveFileInput): Promise<TaggedFile> {
  return changeFiles(deps, ctx, { ...input, status: 200, work: (scope) => copyIn(scope, input) });
}

async function copyIn(scope: FileWriteScope, { from, to }: FromTo): Promise<TaggedFile> {
  const tree = await readTree(scope, { from, to });
  const bytes = tree.reduce((sum, entry) => sum + entry.size_bytes, 0);
  await clearWay(scope, to, { count: tree.length, bytes });
  const ids = tree.map(() => scope.ids.uuid());
  await copyFiles(scope.tx, scope.ctx, { session_id: scope.sessionId, path: from, to, ids });
  for (const { path, size_bytes } of filesOf(tree)) {
    scope.onEvent({ type: 'file.written', data: { path: to + path.slice(from.length), size_bytes } });
  }
  return getTaggedFile(scope, to);
}

/** Returns the entry at the path and those below it, after checking that their paths below `to` are valid. */
async function readTree(scope: FileWriteScope, { from, to }: FromTo): Promise<FileInfo[]> {
  if (from === '/') throw createFileConflict('The root directory cannot be moved or copied.');
  if (to === '/') throw createFileConflict('/ is there already.');
  const entry = await findEntryIn(toReadScope(scope), from);
  if (to === from || to.startsWith(`${from}/`)) {
    const message = 'must not be the source, nor lie inside it';
    throw new EverrunsError('invalid_request', `dst_path ${message}.`, {
      errors: [{ path: 'dst_path', code: 'inside_itself', message }],
    });
  }
  const { tx, ctx, sessionId } = scope;
  const below = entry.is_directory
    ? requireReadable('file', await listFileInfos(tx, ctx, { session_id: sessionId, path: from, recursive: true }))
    : [];
  for (const { path } of below) normalizeFilePath(to + path.slice(from.length));
  return [entry, ...below];
}

async function clearWay(scope: FileWriteScope, to: string, added: { count: number; bytes: number }): Promise<void> {
  const { missing, entry } = await inspectPlace(scope, to);
  if (entry !== null) throw createFileConflict(`${to} is there already.`);
  await checkRoom(scope, { count: missing.length + added.count, bytes: added.bytes });
  await makeDirectories(scope, missing);
}

function filesOf(tree: readonly FileInfo[]): FileInfo[] {
  return tree.filter((entry) => !entry.is_directory);
}
