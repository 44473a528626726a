import { addUsage, toSoundUsage, type SessionId, type SessionPlace, type Usage } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

const PATH = `select a.id as session_id, coalesce(p.title, x.title) as title from sessions s cross join lateral unnest(s.ancestors || s.id) with ordinality as a (id, place)
  left join sessions p on p.id = a.id and (p.org_id = s.org_id) is true
  left join session_texts x on x.session_id = a.id and (x.org_id = s.org_id) is true where s.org_id = $1 and s.id = $2 order by a.place`;

/** The sessions from the root to this one. */
export async function findSessionPath(db: Database, ctx: RequestContext, id: SessionId): Promise<SessionPlace[]> {
  const rows = await runSql<{ session_id: SessionId; title: string | null }>(db, PATH, [ctx.org_id, id]);
  return rows.map(({ session_id, title }) => (title === null ? { session_id } : { session_id, title }));
}

const USAGES = `select s.usage from sessions s where s.org_id = $1
    and (s.id = $2 or (s.root_session_id = coalesce($3::uuid, $2) and $2 = any(s.ancestors)))
  union all select d.usage from session_tombstones d where d.org_id = $1
    and d.root_session_id = coalesce($3::uuid, $2) and $2 = any(d.ancestors)`;

/** The usage of a session and of all below it, of which a root has few. Those that were deleted count too. */
export async function sumUsage(
  db: Database,
  ctx: RequestContext,
  { id, root }: { id: SessionId; root: SessionId | undefined },
): Promise<Usage> {
  const rows = await runSql<{ usage: unknown }>(db, USAGES, [ctx.org_id, id, root ?? null]);
  const [first, ...others] = rows.map(({ usage }) => toSoundUsage(usage));
  if (first === undefined) throw new Error('a session has its usage');
  return others.reduce(addUsage, first);
}
