import type { SessionId } from '@everruns/schemas';
import { runSql, type Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

export interface FilesOfFork {
  from: SessionId;
  to: SessionId;
  /** The files are taken as they were at this place of the log. */
  at: number;
  found: Pick<FilesFound, 'hasFiles' | 'hasSources'>;
}

const COLUMNS =
  'path, is_directory, is_readonly, content, size_bytes, revision, sequence, content_hash, created_at, updated_at';
const INTO = `insert into session_files (org_id, id, session_id, ${COLUMNS})`;

/** What has not changed since. What was written before files knew their place counts as that. */
const UNCHANGED = `${INTO} select org_id, gen_random_uuid(), $3, ${COLUMNS} from session_files
  where org_id = $1 and session_id = $2 and (sequence is null or sequence <= $4)`;

/** What was replaced or deleted since, and is kept. */
const REPLACED = `${INTO} select org_id, gen_random_uuid(), $3, path, false, false, content, size_bytes, revision, sequence, content_hash, now(), now()
  from session_file_revisions where org_id = $1 and session_id = $2 and coalesce(sequence, 0) <= $4 and until_sequence > $4
  on conflict (session_id, path) do nothing`;

/** What messages name of the time before. */
const REVISIONS = `insert into session_file_revisions (org_id, session_id, path, revision, sequence, until_sequence, content, content_hash, size_bytes)
  select org_id, $3, path, revision, sequence, until_sequence, content, content_hash, size_bytes
  from session_file_revisions where org_id = $1 and session_id = $2 and until_sequence <= $4`;

/*
 * What was there, as the log says, and is no longer kept as it was: it is taken as it is now. Of a path that has changed since, only the log knows
 * whether it was there.
 */
const OF_NOW = `with changed as (
    select f.* from session_files f where f.org_id = $1 and f.session_id = $2 and f.sequence > $4 and not f.is_directory
      and not exists (select from session_files t where t.session_id = $3 and t.path = f.path)
  ), last as (
    select distinct on (e.data ->> 'path') e.data ->> 'path' as path, e.type from events e
    where e.org_id = $1 and e.session_id = $2 and e.sequence <= $4 and e.chunk_types && '{file.written,file.deleted}'
      and e.type in ('file.written', 'file.deleted') and e.data ->> 'path' in (select path from changed)
    order by e.data ->> 'path', e.chunk desc, e.sequence desc
  )
  ${INTO} select c.org_id, gen_random_uuid(), $3, ${COLUMNS.replaceAll(/\w+/g, 'c.$&')} from changed c join last l on l.path = c.path and l.type = 'file.written'
  returning path`;

/** The directories of what was taken. */
const DIRECTORIES = `insert into session_files (org_id, id, session_id, path, is_directory)
  select $1, gen_random_uuid(), $2, path, true from (
    select distinct '/' || array_to_string(names[1:n], '/') as path
    from (select string_to_array(substr(path, 2), '/') as names from session_files where org_id = $1 and session_id = $2) as f
      cross join lateral generate_series(1, cardinality(names) - 1) as n) as parents
  on conflict (session_id, path) do nothing`;

const SOURCES = `insert into session_sources (org_id, session_id, url_hash, url, sequence)
  select org_id, $3, url_hash, url, sequence from session_sources where org_id = $1 and session_id = $2 and sequence <= $4`;

/**
 * Gives a fork the files of its parent as they were, with their revisions, and the addresses that its tools had read. Returns the paths whose content of
 * then is no longer kept.
 */
export async function copyFilesOfThen(
  tx: Tx,
  { org_id }: Pick<RequestContext, 'org_id'>,
  { from, to, at, found }: FilesOfFork,
): Promise<string[]> {
  const values = [org_id, from, to, at];
  if (found.hasSources) await runSql(tx, SOURCES, values);
  if (!found.hasFiles) return [];
  await runSql(tx, UNCHANGED, values);
  await runSql(tx, REPLACED, values);
  await runSql(tx, REVISIONS, values);
  const ofNow = await runSql<{ path: string }>(tx, OF_NOW, values);
  await runSql(tx, DIRECTORIES, [org_id, to]);
  return ofNow.map(({ path }) => path);
}

const FOUND = `select coalesce(sum(size_bytes), 0)::bigint as bytes,
    count(*) > 0 or exists (select from session_file_revisions where org_id = $1 and session_id = $2) as "hasFiles",
    coalesce(bool_or(sequence is null and not is_directory), false) as "hasUnplaced",
    exists (select from session_sources where org_id = $1 and session_id = $2) as "hasSources"
  from session_files where org_id = $1 and session_id = $2`;

/** What a session has that a fork takes along. */
export interface FilesFound {
  bytes: number;
  /** There are files, or revisions of files. */
  hasFiles: boolean;
  /** There are files of releases that did not keep what a file held before. */
  hasUnplaced: boolean;
  hasSources: boolean;
}

export async function findFilesToTake(
  tx: Tx,
  { org_id }: Pick<RequestContext, 'org_id'>,
  session_id: SessionId,
): Promise<FilesFound> {
  const [found] = await runSql<FilesFound>(tx, FOUND, [org_id, session_id]);
  if (found === undefined) throw new Error('an aggregate has one row');
  return found;
}
