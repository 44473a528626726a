import { EverrunsError, hasErrorCode, type ForksOfDeleted, type SessionId } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { eraseSession } from '../../repositories/erase-session.ts';
import { listForksBelow } from '../../repositories/forks.ts';
import { findSession, findSessionForUpdate, markSessionDeleting } from '../../repositories/sessions.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { cancelSession, deleteTree } from '../../engine/index.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { sessionTag } from './session-tag.ts';

const ATTEMPTS = 5;

export interface DeleteSessionInput {
  session_id: SessionId;
  /** The `If-Match` header. */
  if_match: string | null;
  /** What becomes of its forks, and theirs. */
  forks: ForksOfDeleted;
  /** Writes an entry of the audit log with the deletion, or not at all. */
  audit?: (tx: Tx) => Promise<void>;
}

/**
 * Ends what runs, so that its worker stops, then deletes the session with everything in it and all sessions of its sub-agents. Throws
 * `not_found`, `precondition_failed`, and `session_busy` when messages keep arriving.
 */
export async function deleteSession(
  deps: Services,
  ctx: RequestContext,
  { forks, ...input }: DeleteSessionInput,
): Promise<void> {
  if (forks === 'delete') await deleteForks(deps, ctx, input);
  return deleteOne(deps, ctx, input);
}

type OneSession = Omit<DeleteSessionInput, 'forks'>;

/** The newest first, so that none of them has to keep what another one has. Those that are made meanwhile are found by another look. */
async function deleteForks(deps: Services, ctx: RequestContext, { session_id, if_match }: OneSession): Promise<void> {
  const session = await findSession(deps.db, ctx, session_id);
  if (session === null) throw notFound('session');
  assertIfMatch('session', sessionTag(session), if_match);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const below = await listForksBelow(deps.db, ctx, session_id);
    if (below.length === 0) return;
    for (const fork of below) await deleteIfThere(deps, ctx, fork);
  }
}

async function deleteIfThere(deps: Services, ctx: RequestContext, session_id: SessionId): Promise<void> {
  try {
    await deleteOne(deps, ctx, { session_id, if_match: null });
  } catch (error) {
    if (!hasErrorCode(error, 'not_found')) throw error;
  }
}

async function deleteOne(deps: Services, ctx: RequestContext, input: OneSession): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { done, subject } = await eraseIfIdle(deps, ctx, input);
    if (done !== 'busy')
      deps.hub.feed.publish(ctx.org_id, subject, {
        type: 'session.changed',
        data: { session_id: input.session_id },
      });
    if (done === 'erased') return;
    if (done === 'marked') {
      // What is left is deleted by the sweep; nobody finds the session any more.
      await deleteTree(deps.engine, ctx, { session_id: input.session_id });
      return;
    }
    await cancelSession(deps.engine, ctx, { session_id: input.session_id, idempotency: null });
  }
  throw new EverrunsError('session_busy', 'Messages keep arriving in this session. Stop sending them, then delete it.');
}

/** This is decided under the session's lock, so no turn can start in between. A session of a tree is only marked. */
function eraseIfIdle(
  { db, hub }: Services,
  ctx: RequestContext,
  input: OneSession,
): Promise<{ done: 'erased' | 'marked' | 'busy'; subject: string }> {
  return inTransaction(db, async (tx) => {
    const session = await findSessionForUpdate(tx, ctx, input.session_id);
    if (session === null) throw notFound('session');
    assertIfMatch('session', sessionTag(session), input.if_match);
    const { subject } = session;
    if (session.has_children === true || session.parent_session_id !== undefined) {
      await markSessionDeleting(tx, ctx, input.session_id);
      await input.audit?.(tx);
      return { done: 'marked', subject };
    }
    if (session.active_turn_id !== undefined || session.queued_count > 0) return { done: 'busy', subject };
    hub.forgetNewLog(input.session_id);
    await eraseSession(tx, ctx, input.session_id);
    await input.audit?.(tx);
    return { done: 'erased', subject };
  });
}
