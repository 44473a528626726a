import type { SessionId } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { notFound } from '../kernel/not-found.ts';

/** Throws `not_found` for a session that is missing or belongs to another organization. */
export async function assertSession(db: Database, ctx: RequestContext, sessionId: SessionId): Promise<void> {
  const rows = await runSql(db, 'select 1 from sessions where org_id = $1 and id = $2', [ctx.org_id, sessionId]);
  if (rows.length === 0) throw notFound('session');
}
