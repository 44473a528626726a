import type { AgentId, Session, SessionId } from '@everruns/schemas';
import { findSession, isSessionOfAgent } from '../../repositories/sessions.ts';
import { findSessionPath, sumUsage } from '../../repositories/session-tree.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';

/** Throws `not_found`. */
export async function getSession(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { session_id }: { session_id: SessionId },
): Promise<Session> {
  const session = await findSession(db, ctx, session_id);
  if (session === null) throw notFound('session');
  return { ...session, ...(await findTree({ db }, ctx, session)) };
}

/** What a session says of those above and below it. Most have none, which costs no statement. */
async function findTree(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { id, parent_session_id, root_session_id: root, has_children }: Session,
): Promise<Pick<Session, 'path' | 'usage_total'>> {
  return {
    ...(parent_session_id === undefined ? {} : { path: await findSessionPath(db, ctx, id) }),
    ...(has_children === undefined ? {} : { usage_total: await sumUsage(db, ctx, { id, root }) }),
  };
}

/** Throws `not_found` unless the session belongs to this agent. */
export async function assertSessionOfAgent(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  input: { session_id: SessionId; agent_id: AgentId },
): Promise<void> {
  if (!(await isSessionOfAgent(db, ctx, input))) throw notFound('session');
}
