import { FileInfo, type SessionId } from '@everruns/schemas';
import { sql, type Selectable } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { SessionFilesTable } from '../db/tables.ts';
import { keepRevisions } from './file-revisions.ts';
import { readOne, readRow, type ReadRow } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { reachesSubject } from '../kernel/subject-reach.ts';

type FileInfoRow = Pick<Selectable<SessionFilesTable>, (typeof INFO_COLUMNS)[number]>;

export interface FileKey {
  session_id: SessionId;
  path: string;
}

export interface FileHead {
  info: FileInfo;
  /** Changes with every change of the row, and is never used again. */
  revision: number;
}

export interface CreateSessionFileRow extends FileKey {
  id: string;
  content: Buffer;
}

const INFO_COLUMNS = [
  'org_id',
  'id',
  'session_id',
  'path',
  'is_directory',
  'is_readonly',
  'size_bytes',
  'created_at',
  'updated_at',
] as const;

export async function findFileInfo(db: Database | Tx, ctx: RequestContext, key: FileKey): Promise<FileInfo | null> {
  const [info] = await findFileInfos(db, ctx, { session_id: key.session_id, paths: [key.path] });
  return info ?? null;
}

/** Returns those of `paths` that exist. */
export async function findFileInfos(
  db: Database | Tx,
  ctx: RequestContext,
  { session_id, paths }: { session_id: SessionId; paths: string[] },
): Promise<FileInfo[]> {
  const rows = await selectInfos(db, ctx, session_id)
    .where(sql<boolean>`path = any(${paths}::text[])`)
    .execute();
  return rows.map((row) => readOne('file', row, toFileInfo));
}

/** Returns a file with its bytes. A directory has no bytes. */
export async function findFileContent(
  db: Database | Tx,
  ctx: RequestContext,
  key: FileKey,
): Promise<(FileHead & { content: Buffer | null }) | null> {
  const row = await selectInfos(db, ctx, key.session_id)
    .select(['content', 'revision'])
    .where('path', '=', key.path)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { info: readOne('file', row, toFileInfo), revision: row.revision, content: row.content };
}

/** Returns a file or directory with the revision of its row. */
export async function findFileHead(db: Database | Tx, ctx: RequestContext, key: FileKey): Promise<FileHead | null> {
  const row = await selectInfos(db, ctx, key.session_id)
    .select('revision')
    .where('path', '=', key.path)
    .executeTakeFirst();
  return row === undefined ? null : { info: readOne('file', row, toFileInfo), revision: row.revision };
}

/** Reads at most `length` bytes of a file from `offset`. Null if the file has changed since `head` was read. */
export async function readFileChunk(
  db: Database,
  ctx: RequestContext,
  { head, offset, length }: { head: FileHead; offset: number; length: number },
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('session_files')
    .select(sql<Buffer>`substring(content from ${offset + 1}::int for ${length}::int)`.as('chunk'))
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', head.info.id)
    .where('revision', '=', head.revision)
    .executeTakeFirst();
  return row?.chunk ?? null;
}

/** Lists everything below a directory, or only its children, ordered by path. */
export async function listFileInfos(
  db: Database | Tx,
  ctx: RequestContext,
  { session_id, path, recursive }: FileKey & { recursive: boolean },
): Promise<ReadRow<FileInfo>[]> {
  const prefix = path === '/' ? '/' : `${path}/`;
  const rows = await selectInfos(db, ctx, session_id)
    .where(sql<boolean>`starts_with(path, ${prefix})`)
    .$if(!recursive, (query) => query.where(sql<boolean>`strpos(substr(path, length(${prefix}::text) + 1), '/') = 0`))
    .orderBy(sql`path collate "C"`)
    .execute();
  return rows.map((row) => readRow({ table: 'session_files', id: row.id }, () => toFileInfo(row)));
}

/** Lists everything of a session with its revisions, ordered by path. */
export async function listFileHeads(
  db: Database | Tx,
  ctx: RequestContext,
  sessionId: SessionId,
): Promise<ReadRow<FileHead>[]> {
  const rows = await selectInfos(db, ctx, sessionId)
    .select('revision')
    .orderBy(sql`path collate "C"`)
    .execute();
  return rows.map((row) =>
    readRow({ table: 'session_files', id: row.id }, () => ({ info: toFileInfo(row), revision: row.revision })),
  );
}

/** Returns the number of files and directories of a session, and their total bytes. */
export async function measureFiles(
  db: Database | Tx,
  ctx: RequestContext,
  sessionId: SessionId,
): Promise<{ count: number; bytes: number }> {
  return db
    .selectFrom('session_files')
    .select([sql<number>`count(*)`.as('count'), sql<number>`coalesce(sum(size_bytes), 0)::bigint`.as('bytes')])
    .where('org_id', '=', ctx.org_id)
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow();
}

export async function insertDirectories(
  tx: Tx,
  ctx: RequestContext,
  rows: (FileKey & { id: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('session_files')
    .values(rows.map((row) => ({ ...row, org_id: ctx.org_id, is_directory: true, content: null })))
    .execute();
}

/** Creates a file or replaces its bytes. The caller has checked that the path is not a directory. */
export async function upsertFile(tx: Tx, ctx: RequestContext, row: CreateSessionFileRow): Promise<FileInfo> {
  await keepRevisions(tx, ctx, { session_id: row.session_id, paths: [row.path] });
  const size_bytes = row.content.length;
  const written = await tx
    .insertInto('session_files')
    .values({ ...row, org_id: ctx.org_id, is_directory: false, size_bytes })
    .onConflict((conflict) =>
      conflict
        .columns(['session_id', 'path'])
        .doUpdateSet({ content: row.content, size_bytes, updated_at: sql<Date>`now()` }),
    )
    .returning(INFO_COLUMNS)
    .executeTakeFirstOrThrow();
  return toFileInfo(written);
}

export async function setFileReadonly(
  tx: Tx,
  ctx: RequestContext,
  { is_readonly, ...key }: FileKey & { is_readonly: boolean },
): Promise<void> {
  await tx
    .updateTable('session_files')
    .set({ is_readonly, updated_at: sql<Date>`now()` })
    .where('org_id', '=', ctx.org_id)
    .where('session_id', '=', key.session_id)
    .where('path', '=', key.path)
    .execute();
}

export async function deleteFiles(
  tx: Tx,
  ctx: RequestContext,
  { session_id, paths }: { session_id: SessionId; paths: string[] },
): Promise<void> {
  await keepRevisions(tx, ctx, { session_id, paths });
  await tx
    .deleteFrom('session_files')
    .where('org_id', '=', ctx.org_id)
    .where('session_id', '=', session_id)
    .where(sql<boolean>`path = any(${paths}::text[])`)
    .execute();
}

/**
 * Serializes changes of a session's files, so that a parent cannot be deleted while a child is
 * created. Null if the session is missing.
 */
export async function lockSessionFiles(
  tx: Tx,
  ctx: RequestContext,
  sessionId: SessionId,
): Promise<{ id: string } | null> {
  const row = await tx
    .selectFrom('sessions')
    .select(['id', 'subject'])
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', sessionId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined || !reachesSubject(ctx, row.subject) ? null : row;
}

function selectInfos(db: Database | Tx, ctx: RequestContext, sessionId: SessionId) {
  return db
    .selectFrom('session_files')
    .select(INFO_COLUMNS)
    .where('org_id', '=', ctx.org_id)
    .where('session_id', '=', sessionId);
}

function toFileInfo(row: FileInfoRow): FileInfo {
  return FileInfo.parse({
    id: row.id,
    session_id: row.session_id,
    path: row.path,
    name: row.path.slice(row.path.lastIndexOf('/') + 1),
    is_directory: row.is_directory,
    is_readonly: row.is_readonly,
    size_bytes: row.size_bytes,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  });
}
