import { EverrunsError, LIMITS, type FieldError, type FileInfo } from '@everruns/schemas';
import { findFileInfos, insertDirectories, measureFiles } from '../../repositories/session-files.ts';
import { createFileConflict } from './file-errors.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';

/** A path at which something is to be created. */
export interface Place {
  /** Missing directories above it, outermost first. */
  missing: string[];
  /** The entry that exists there now, or null. */
  entry: FileInfo | null;
}

/** Inspects a path before a write. Throws `conflict` if a file is above the path. */
export async function inspectPlace({ tx, ctx, sessionId }: FileWriteScope, path: string): Promise<Place> {
  const ancestors = ancestorsOf(path);
  const existing = await findFileInfos(tx, ctx, { session_id: sessionId, paths: [...ancestors, path] });
  const inTheWay = existing.find((entry) => entry.path !== path && !entry.is_directory);
  if (inTheWay !== undefined) {
    throw createFileConflict(`${inTheWay.path} is a file, so nothing can be put below it.`);
  }
  const known = new Set(existing.map((entry) => entry.path));
  return {
    missing: ancestors.filter((ancestor) => !known.has(ancestor)),
    entry: existing.find((entry) => entry.path === path) ?? null,
  };
}

export function makeDirectories({ tx, ctx, sessionId, ids }: FileWriteScope, paths: readonly string[]): Promise<void> {
  const rows = paths.map((path) => ({ id: ids.uuid(), session_id: sessionId, path }));
  return insertDirectories(tx, ctx, rows);
}

/** Throws `payload_too_large` when the session has no room for so much more. */
export async function checkRoom(
  { tx, ctx, sessionId }: FileWriteScope,
  added: { count: number; bytes: number },
): Promise<void> {
  if (added.count <= 0 && added.bytes <= 0) return;
  const held = await measureFiles(tx, ctx, sessionId);
  if (added.count > 0 && held.count + added.count > LIMITS.filesPerSession) {
    const limit = LIMITS.filesPerSession;
    throw full({
      code: 'too_many_files',
      message: `A session can hold at most ${limit} files and directories.`,
      limit,
    });
  }
  if (added.bytes > 0 && held.bytes + added.bytes > LIMITS.fileBytesPerSession) {
    const limit = LIMITS.fileBytesPerSession;
    throw full({ code: 'too_many_bytes', message: `The files of a session can hold at most ${limit} bytes.`, limit });
  }
}

function full(problem: Omit<FieldError, 'path'>): EverrunsError {
  return new EverrunsError('payload_too_large', problem.message, { errors: [{ path: 'path', ...problem }] });
}

/** Returns `/a` and `/a/b` for `/a/b/c`. */
export function ancestorsOf(path: string): string[] {
  const segments = path.split('/').slice(1, -1);
  return segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
}
