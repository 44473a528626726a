import { LineageEntry, type SessionId, type SessionLineage } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import { readOne } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';

const MOST = 200;

const LINEAGE = `with root as (select coalesce((select root_session_id from session_forks where org_id = $1 and session_id = $2), $2) as id)
  select root.id as root, s.id as session_id, coalesce(s.title, x.title) as title, s.status, s.created_at, f.from_session_id, f.at_sequence
  from root join sessions s on (s.org_id = $1) is true and s.deleting_at is null
      and (s.id = root.id or s.id in (select session_id from session_forks where org_id = $1 and root_session_id = root.id))
    left join session_forks f on f.org_id = s.org_id and f.session_id = s.id
    left join session_texts x on x.org_id = s.org_id and x.session_id = s.id
  order by s.created_at, s.id limit ${MOST + 1}`;

interface LineageRow {
  root: SessionId;
  session_id: SessionId;
  title: string | null;
  status: string;
  created_at: Date;
  from_session_id: SessionId | null;
  at_sequence: number | null;
}

/** The sessions that were forked from the same beginning as this one, which is there. Forks have the subject of their parents. */
export async function findLineage(db: Database, ctx: RequestContext, id: SessionId): Promise<SessionLineage> {
  const rows = await runSql<LineageRow>(db, LINEAGE, [ctx.org_id, id]);
  const sessions = rows.slice(0, MOST).map((row) => readOne('session', row, toEntry));
  return { root_session_id: rows[0]?.root ?? id, sessions, has_more: rows.length > MOST };
}

function toEntry({ session_id, title, status, created_at, from_session_id, at_sequence }: LineageRow): LineageEntry {
  return LineageEntry.parse({
    session_id,
    title: title ?? undefined,
    status,
    from_session_id: from_session_id ?? undefined,
    at_sequence: at_sequence ?? undefined,
    created_at: created_at.toISOString(),
  });
}

/** The sequence up to which a fork has the log of another session. 0: the session is no fork. */
export async function findForkPlace(db: Database, ctx: RequestContext, id: SessionId): Promise<number> {
  const sql = 'select at_sequence from session_forks where org_id = $1 and session_id = $2';
  const [fork] = await runSql<{ at_sequence: number }>(db, sql, [ctx.org_id, id]);
  return fork?.at_sequence ?? 0;
}

const BELOW = `with recursive below as (
    select session_id, created_at from session_forks where org_id = $1 and from_session_id = $2
    union all
    select f.session_id, f.created_at from session_forks f join below b on f.from_session_id = b.session_id where f.org_id = $1
  )
  select session_id from below order by created_at desc, session_id desc`;

/** The forks of a session, and theirs, newest first. */
export async function listForksBelow(db: Database, ctx: RequestContext, id: SessionId): Promise<SessionId[]> {
  const rows = await runSql<{ session_id: SessionId }>(db, BELOW, [ctx.org_id, id]);
  return rows.map(({ session_id }) => session_id);
}
