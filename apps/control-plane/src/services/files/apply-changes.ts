import type { FileChange } from '@everruns/internal-protocol';
import { EverrunsError, LIMITS, normalizeFilePath } from '@everruns/schemas';
import type { CallFiles } from '../../engine/index.ts';
import {
  deleteUploads,
  insertFiles,
  listNamesBelow,
  listNamedFiles,
  measureUploads,
  type FileToWrite,
  type NamedFile,
} from '../../repositories/file-changes.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';
import { deleteFiles } from '../../repositories/session-files.ts';
import { createFileConflict } from './file-errors.ts';
import { ancestorsOf, checkRoom, makeDirectories } from './place.ts';

/** How many paths a message names. */
const NAMED_PATHS = 10;

/**
 * Writes what a call has changed, or nothing. The caller holds the session's lock. Throws `conflict` with the paths that are not what the
 * call has read, and `payload_too_large` past the limits of a call or a session.
 */
export async function applyFileChanges(scope: FileWriteScope, { atom, changes }: CallFiles): Promise<void> {
  const wanted = changes.map((change) => ({ ...change, path: normalizeFilePath(change.path) }));
  const known = await readPlaces(scope, wanted);
  // A directory goes too where a file takes its place.
  const removed = wanted
    .filter(({ path, change }) => change.kind === 'removed' || known.get(path)?.is_directory === true)
    .map(({ path }) => path);
  const gone = new Set(removed);
  await assertUnchanged(scope, { wanted, removed: gone, known });
  const files = await toFiles(scope, { atom, changes: wanted });
  const missing = missingParents(files, { removed: gone, known });
  const bytesBefore = wanted.reduce((sum, { path }) => sum + (known.get(path)?.size_bytes ?? 0), 0);
  await checkRoom(scope, {
    count: files.filter(({ path }) => !known.has(path) || gone.has(path)).length + missing.length - removed.length,
    bytes: files.reduce((sum, file) => sum + file.size_bytes, 0) - bytesBefore,
  });
  const key = { session_id: scope.sessionId, paths: removed };
  if (removed.length > 0) await deleteFiles(scope.tx, scope.ctx, key);
  await makeDirectories(scope, missing);
  await insertFiles(scope.tx, scope.ctx, { session_id: scope.sessionId, atom, files });
  if (files.some(({ content }) => content.kind === 'uploaded')) await deleteUploads(scope.tx, scope.ctx, atom);
  announce(scope, { removed, files, known });
}

type Known = ReadonlyMap<string, NamedFile>;

async function readPlaces({ tx, ctx, sessionId }: FileWriteScope, wanted: readonly FileChange[]): Promise<Known> {
  const written = wanted.filter(({ change }) => change.kind === 'written');
  const paths = new Set([...wanted.map(({ path }) => path), ...written.flatMap(({ path }) => ancestorsOf(path))]);
  const rows = await listNamedFiles(tx, ctx, { session_id: sessionId, paths: [...paths] });
  return new Map(rows.map((row) => [row.path, row]));
}

interface Compared {
  wanted: readonly FileChange[];
  removed: ReadonlySet<string>;
  known: Known;
}

async function assertUnchanged(scope: FileWriteScope, { wanted, removed, known }: Compared): Promise<void> {
  const changed = wanted
    .filter(({ path, base_revision }) => (known.get(path)?.revision ?? null) !== base_revision)
    .map(({ path }) => path);
  const inTheWay = wanted
    .filter(({ change }) => change.kind === 'written')
    .flatMap(({ path }) => ancestorsOf(path))
    .filter((path) => known.get(path)?.is_directory === false && !removed.has(path));
  const directories = [...removed].filter((path) => known.get(path)?.is_directory === true);
  const { tx, ctx, sessionId } = scope;
  const below = directories.length === 0 ? [] : await listNamesBelow(tx, ctx, { session_id: sessionId, directories });
  const paths = new Set([...changed, ...inTheWay, ...below.filter((path) => !removed.has(path))]);
  if (paths.size > 0) throw createFileConflict(`Changed while the call ran: ${listOf([...paths])}.`);
  const kept = wanted.find(({ path }) => known.get(path)?.is_readonly === true);
  if (kept !== undefined) throw createFileConflict(`${kept.path} is readonly.`);
}

function listOf(paths: readonly string[]): string {
  const more = paths.length - NAMED_PATHS;
  return `${paths.slice(0, NAMED_PATHS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The files to write, each with its size. Throws `invalid_request` for a content that was not uploaded. */
async function toFiles({ tx, ctx, ids }: FileWriteScope, { atom, changes }: CallFiles): Promise<FileToWrite[]> {
  const written = changes.flatMap(({ path, change }) =>
    change.kind === 'written' ? [{ path, content: change.content }] : [],
  );
  const isUploaded = written.some(({ content }) => content.kind === 'uploaded');
  const sizes = isUploaded ? await measureUploads(tx, ctx, atom) : new Map<string, number>();
  const files = written.map(({ path, content }) => {
    const size = content.kind === 'bytes' ? content.bytes.length : sizes.get(Buffer.from(content.hash).toString('hex'));
    if (size === undefined) throw new EverrunsError('invalid_request', `The content of ${path} was not uploaded.`);
    if (size > LIMITS.fileBytes) throw tooLarge(`A file can hold at most ${LIMITS.fileBytes} bytes.`);
    return { id: ids.uuid(), path, content, size_bytes: size };
  });
  const bytes = files.reduce((sum, file) => sum + file.size_bytes, 0);
  if (bytes > LIMITS.fileBytesPerCall)
    throw tooLarge(`A call can write at most ${LIMITS.fileBytesPerCall} bytes of files.`);
  return files;
}

function tooLarge(message: string): EverrunsError {
  return new EverrunsError('payload_too_large', message);
}

/** Directories that are to be made, outermost first. */
function missingParents(files: readonly FileToWrite[], { removed, known }: Omit<Compared, 'wanted'>): string[] {
  const parents = new Set(files.flatMap(({ path }) => ancestorsOf(path)));
  return [...parents].filter((path) => !known.has(path) || removed.has(path)).toSorted();
}

function announce(
  scope: FileWriteScope,
  { removed, files, known }: { removed: readonly string[]; files: readonly FileToWrite[]; known: Known },
): void {
  for (const path of removed) {
    const { is_directory = true, size_bytes = 0 } = known.get(path) ?? {};
    if (!is_directory) scope.onEvent({ type: 'file.deleted', data: { path, size_bytes } });
  }
  for (const { path, size_bytes } of files) scope.onEvent({ type: 'file.written', data: { path, size_bytes } });
}
