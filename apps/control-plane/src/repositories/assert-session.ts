import type { SessionId } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { notFound } from '../kernel/not-found.ts';
import { reachesSubject } from '../kernel/subject-reach.ts';

/** Throws `not_found` for a session that is missing, or belongs to another organization or to a subject out of the caller's reach. */
export async function assertSession(db: Database, ctx: RequestContext, sessionId: SessionId): Promise<void> {
  const sql = 'select subject from sessions where org_id = $1 and id = $2 and deleting_at is null';
  const [row] = await runSql<{ subject: string }>(db, sql, [ctx.org_id, sessionId]);
  if (row === undefined || !reachesSubject(ctx, row.subject)) throw notFound('session');
}
