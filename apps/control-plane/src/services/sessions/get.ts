import type { AgentId, Session, SessionId } from '@everruns/schemas';
import { findSession, isSessionOfAgent } from '../../repositories/sessions.ts';
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
  return session;
}

/** Throws `not_found` unless the session belongs to this agent. */
export async function assertSessionOfAgent(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  input: { session_id: SessionId; agent_id: AgentId },
): Promise<void> {
  if (!(await isSessionOfAgent(db, ctx, input))) throw notFound('session');
}
