import type { SessionId } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

/** A sub-agent of a tree, as readers of all its logs know it. */
export interface TreeChild {
  parent: SessionId;
  id: SessionId;
  /** The sequence of the event in the parent's log that tells of it. */
  spawned_at: number;
  /** Null: it was not started yet, or never will be. */
  number: number | null;
  head: number;
}

/** What is older is not found again by a reader that comes back. */
const MOST_CHILDREN = 1_000;

const CHILDREN = `select w.session_id as parent, w.child_session_id as id, coalesce((w.state ->> 'spawned_at')::bigint, 0) as spawned_at,
    c.child_number as number, coalesce(c.next_sequence - 1, 0) as head
  from waits w left join sessions c on c.id = w.child_session_id and (c.org_id = w.org_id) is true
  where w.org_id = $1 and w.root_session_id = (select coalesce(s.root_session_id, s.id) from sessions s where s.org_id = $1 and s.id = $2)
    and w.child_turn_id is not null order by w.id desc limit ${MOST_CHILDREN}`;

/** Lists the sub-agents of the tree to which a session belongs. */
export function listTreeChildren(db: Database, ctx: RequestContext, session: SessionId): Promise<TreeChild[]> {
  return runSql<TreeChild>(db, CHILDREN, [ctx.org_id, session]);
}

/** Whether the log of a session can still be read. */
export async function hasSession(db: Database, ctx: RequestContext, id: SessionId): Promise<boolean> {
  const sql = 'select 1 from sessions where org_id = $1 and id = $2';
  return (await runSql(db, sql, [ctx.org_id, id])).length > 0;
}
