import { LIMITS, type SessionId } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

const KEEP = `insert into session_file_revisions
    (org_id, session_id, path, revision, sequence, until_sequence, content, content_hash, size_bytes)
  select f.org_id, f.session_id, f.path, f.revision, f.sequence, s.next_sequence, coalesce(f.content, ''), f.content_hash, f.size_bytes
  from session_files f join sessions s on s.id = f.session_id and s.org_id = f.org_id
  where f.org_id = $1 and f.session_id = $2 and f.path = any($3::text[]) and not f.is_directory
  returning 1`;

/** The newest are kept: so many of each path, and so many with so many bytes of the session. */
const TRIM = `delete from session_file_revisions r using (
    select path, revision, row_number() over (partition by path order by revision desc) as of_path,
      row_number() over (order by revision desc) as of_session, sum(size_bytes) over (order by revision desc) as bytes
    from session_file_revisions where org_id = $1 and session_id = $2) k
  where r.org_id = $1 and r.session_id = $2 and r.path = k.path and r.revision = k.revision
    and (k.of_path > $3 or k.of_session > $4 or k.bytes > $5)`;

/** Keeps what these paths hold, before it is replaced or deleted, and forgets what is beyond the limits. */
export async function keepRevisions(
  tx: Tx,
  ctx: RequestContext,
  { session_id, paths }: { session_id: SessionId; paths: readonly string[] },
): Promise<void> {
  const kept = await runSql(tx, KEEP, [ctx.org_id, session_id, paths]);
  if (kept.length === 0) return;
  const { revisionsPerPath, revisionsPerSession, revisionBytesPerSession } = LIMITS;
  await runSql(tx, TRIM, [ctx.org_id, session_id, revisionsPerPath, revisionsPerSession, revisionBytesPerSession]);
}

/** Returns what a path held in a revision that is over; null where that is not kept. */
export async function findRevision(
  db: Database | Tx,
  ctx: RequestContext,
  { session_id, path, revision }: { session_id: SessionId; path: string; revision: number },
): Promise<Buffer | null> {
  const [row] = await runSql<{ content: Buffer }>(
    db,
    `select content from session_file_revisions where org_id = $1 and session_id = $2 and path = $3 and revision = $4`,
    [ctx.org_id, session_id, path, revision],
  );
  return row?.content ?? null;
}
