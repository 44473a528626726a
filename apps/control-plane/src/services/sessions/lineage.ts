import type { SessionId, SessionLineage } from '@everruns/schemas';
import { assertSession } from '../../repositories/assert-session.ts';
import { findLineage } from '../../repositories/forks.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';

/** Everything that was forked from the same beginning as a session. Throws `not_found`. */
export async function getLineage(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { session_id }: { session_id: SessionId },
): Promise<SessionLineage> {
  await assertSession(db, ctx, session_id);
  return findLineage(db, ctx, session_id);
}
