import { hasErrorCode, type Session, type SessionId, type SessionJob } from '@everruns/schemas';
import { recordAuditIn } from '../../auth/record-audit.ts';
import type { Tx } from '../../db/database.ts';
import { cancelSession, retryTurn } from '../../engine/index.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { findListedFacts } from '../../repositories/listed-facts.ts';
import { findSession } from '../../repositories/sessions.ts';
import type { Services } from '../services.ts';
import { deleteSession } from '../sessions/delete.ts';
import { changeTags } from '../sessions/change-tags.ts';

export interface SessionOfJob {
  job: SessionJob;
  session_id: SessionId;
}

/**
 * Does with one session what the job is for; doing it again changes nothing more. `skipped`: there was nothing to do, or no such session. Throws
 * what the single action throws.
 */
export async function applyAction(
  deps: Services,
  ctx: RequestContext,
  { job, session_id }: SessionOfJob,
): Promise<'changed' | 'skipped'> {
  const session = await findSession(deps.db, ctx, session_id);
  if (session === null) return 'skipped';
  try {
    return (await act(deps, ctx, { job, session })) ? 'changed' : 'skipped';
  } catch (error) {
    if (hasErrorCode(error, 'not_found')) return 'skipped';
    throw error;
  }
}

async function act(
  deps: Services,
  ctx: RequestContext,
  { job, session }: { job: SessionJob; session: Session },
): Promise<boolean> {
  const { id: session_id } = session;
  switch (job.action) {
    case 'cancel': {
      if (session.active_turn_id === undefined && session.queued_count === 0) return false;
      await cancelSession(deps.engine, ctx, { session_id, idempotency: null });
      return true;
    }
    case 'retry':
      return retryLast(deps, ctx, { job, session });
    case 'tag':
      return changeTags(deps, ctx, { session_id, add: job.tags, remove: [] });
    case 'untag':
      return changeTags(deps, ctx, { session_id, add: [], remove: job.tags });
    case 'delete': {
      const change = { action: 'delete_session', targetId: session_id, fields: [] };
      const audit = (tx: Tx): Promise<void> => recordAuditIn(tx, deps, { ctx, change });
      await deleteSession(deps, ctx, { session_id, if_match: null, forks: 'keep', audit });
      return true;
    }
  }
}

/** The turn is tried again once, however often a process that works at the job dies meanwhile. */
async function retryLast(
  deps: Services,
  ctx: RequestContext,
  { job, session }: { job: SessionJob; session: Session },
): Promise<boolean> {
  const { id: session_id } = session;
  const last = (await findListedFacts(deps.db, ctx, [session_id])).get(session_id)?.last_turn;
  if (last === undefined || (last.status !== 'failed' && last.status !== 'canceled')) return false;
  const idempotency = { scope: `job ${job.id}`, key: session_id, fingerprint: 'retry' };
  await retryTurn(deps.engine, ctx, { session_id, turn_id: last.id, idempotency });
  return true;
}
