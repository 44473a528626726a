import {
  hasErrorCode,
  LOCAL_SUBJECT,
  type SessionId,
  type SubjectErasure,
  type SubjectSessions,
} from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { findSessionForUpdate } from '../../repositories/sessions.ts';
import { countSubjectData, eraseSubjectRows, listSessionsOf, moveSession } from '../../repositories/subjects.ts';
import type { Services } from '../services.ts';
import { deleteSession } from '../sessions/delete.ts';
import { getSubject } from './get.ts';

/** How many sessions one request erases at most, and how many are read at once. */
const MOST_SESSIONS = 1_000;
const PAGE = 100;

export interface DeleteSubjectInput {
  subject: string;
  sessions: SubjectSessions;
}

/**
 * Erases what is stored of a subject: its secrets, remembered approvals, logins at MCP servers and devices, and its sessions with all that is
 * in them, unless they are kept for the organization. Throws `not_found` like `getSubject`, and `session_busy` when messages keep arriving in one of them.
 */
export async function deleteSubject(
  deps: Services,
  ctx: RequestContext,
  { subject, sessions }: DeleteSubjectInput,
): Promise<SubjectErasure> {
  await getSubject(deps, ctx, { subject });
  // First, so that no session that still runs uses them again.
  const erased = await inTransaction(deps.db, (tx) => eraseSubjectRows(tx, ctx, subject));
  const endOne = sessions === 'delete' ? eraseOne : keepOne;
  let done = 0;
  while (done < MOST_SESSIONS) {
    const ids = await listSessionsOf(deps.db, ctx, { subject, count: Math.min(PAGE, MOST_SESSIONS - done) });
    if (ids.length === 0) break;
    for (const session_id of ids) await endOne(deps, ctx, session_id);
    done += ids.length;
  }
  const { sessions: left } = await countSubjectData(deps.db, ctx, subject);
  const [deleted, kept] = sessions === 'delete' ? [done, 0] : [0, done];
  return { subject, sessions_deleted: deleted, sessions_kept: kept, ...erased, sessions_left: left };
}

/** Somebody else may have deleted it meanwhile. */
async function eraseOne(deps: Services, ctx: RequestContext, session_id: SessionId): Promise<void> {
  try {
    await deleteSession(deps, ctx, { session_id, if_match: null, forks: 'keep' });
  } catch (error) {
    if (!hasErrorCode(error, 'not_found')) throw error;
  }
}

function keepOne({ db }: Services, ctx: RequestContext, session_id: SessionId): Promise<void> {
  return inTransaction(db, async (tx) => {
    const session = await findSessionForUpdate(tx, ctx, session_id);
    if (session !== null) await moveSession(tx, ctx, { session_id, subject: LOCAL_SUBJECT });
  });
}
