import type { FileContent } from '@everruns/internal-protocol';
import type { AtomRef, SessionId } from '@everruns/schemas';
import { runSql, type Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { keepRevisions } from './file-revisions.ts';

/** What a change of a path is compared with. */
export interface NamedFile {
  path: string;
  revision: number;
  is_directory: boolean;
  is_readonly: boolean;
  size_bytes: number;
}

export interface FileToWrite {
  /** Of a file that is new. */
  id: string;
  path: string;
  content: FileContent;
  size_bytes: number;
}

/** Returns those of `paths` that exist. */
export function listNamedFiles(
  tx: Tx,
  ctx: RequestContext,
  { session_id, paths }: { session_id: SessionId; paths: readonly string[] },
): Promise<NamedFile[]> {
  const text = `select path, revision, is_directory, is_readonly, size_bytes from session_files
    where org_id = $1 and session_id = $2 and path = any($3::text[])`;
  return runSql<NamedFile>(tx, text, [ctx.org_id, session_id, paths]);
}

/** Returns the paths of everything below these directories. */
export async function listNamesBelow(
  tx: Tx,
  ctx: RequestContext,
  { session_id, directories }: { session_id: SessionId; directories: readonly string[] },
): Promise<string[]> {
  // One that lies in another of them adds nothing.
  const outer = directories.filter((path) => !directories.some((other) => path.startsWith(`${other}/`)));
  const text = `select f.path from session_files f where f.org_id = $1 and f.session_id = $2
    and exists (select from unnest($3::text[]) as d (path) where starts_with(f.path, d.path || '/'))`;
  const rows = await runSql<{ path: string }>(tx, text, [ctx.org_id, session_id, outer]);
  return rows.map(({ path }) => path);
}

const OF_CALL = 'org_id = $1 and turn_id = $2 and iteration = $3 and ordinal = $4';
const callKey = (ctx: RequestContext, { turn_id, iteration, ordinal }: AtomRef): unknown[] => [
  ctx.org_id,
  turn_id,
  iteration,
  ordinal,
];

/** Returns the sizes of what a call has uploaded, by the hash in hexadecimal digits. */
export async function measureUploads(tx: Tx, ctx: RequestContext, atom: AtomRef): Promise<Map<string, number>> {
  const text = `select encode(content_hash, 'hex') as hash, length(content) as bytes from file_uploads where ${OF_CALL}`;
  const rows = await runSql<{ hash: string; bytes: number }>(tx, text, callKey(ctx, atom));
  return new Map(rows.map(({ hash, bytes }) => [hash, bytes]));
}

export async function deleteUploads(tx: Tx, ctx: RequestContext, atom: AtomRef): Promise<void> {
  await runSql(tx, `delete from file_uploads where ${OF_CALL}`, callKey(ctx, atom));
}

const INSERT = 'insert into session_files (org_id, session_id, id, path, is_directory, content, size_bytes)';
const OR_REPLACE = `on conflict (session_id, path)
  do update set content = excluded.content, size_bytes = excluded.size_bytes, updated_at = now()`;
const INSERT_BYTES = `${INSERT} select $1, $2, f.id, f.path, false, f.content, length(f.content)
  from unnest($3::uuid[], $4::text[], $5::bytea[]) as f (id, path, content) ${OR_REPLACE}`;
const INSERT_UPLOADED = `${INSERT} select $1, $2, f.id, f.path, false, u.content, length(u.content)
  from unnest($3::uuid[], $4::text[], $5::bytea[]) as f (id, path, hash)
  join file_uploads u on u.org_id = $1 and u.turn_id = $6 and u.iteration = $7 and u.ordinal = $8 and u.content_hash = f.hash ${OR_REPLACE}`;

/** Creates files or replaces their bytes. The caller has checked that no path is a directory, and that every content was uploaded. */
export async function insertFiles(
  tx: Tx,
  ctx: RequestContext,
  { session_id, atom, files }: { session_id: SessionId; atom: AtomRef; files: readonly FileToWrite[] },
): Promise<void> {
  if (files.length === 0) return;
  await keepRevisions(tx, ctx, { session_id, paths: files.map(({ path }) => path) });
  const { bytes, uploaded } = splitByContent(files);
  if (bytes.paths.length > 0) await runSql(tx, INSERT_BYTES, [ctx.org_id, session_id, ...columnsOf(bytes)]);
  if (uploaded.paths.length === 0) return;
  const { turn_id, iteration, ordinal } = atom;
  await runSql(tx, INSERT_UPLOADED, [ctx.org_id, session_id, ...columnsOf(uploaded), turn_id, iteration, ordinal]);
}

interface Contents {
  ids: string[];
  paths: string[];
  contents: Buffer[];
}

function splitByContent(files: readonly FileToWrite[]): Record<FileContent['kind'], Contents> {
  const split = {
    bytes: { ids: [], paths: [], contents: [] },
    uploaded: { ids: [], paths: [], contents: [] },
  } as Record<FileContent['kind'], Contents>;
  for (const { id, path, content } of files) {
    const { buffer, byteOffset, byteLength } = content.kind === 'bytes' ? content.bytes : content.hash;
    split[content.kind].ids.push(id);
    split[content.kind].paths.push(path);
    split[content.kind].contents.push(Buffer.from(buffer, byteOffset, byteLength));
  }
  return split;
}

const columnsOf = ({ ids, paths, contents }: Contents): unknown[] => [ids, paths, contents];
