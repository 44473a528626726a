import type { AgentId, Session, SessionId } from '@everruns/schemas';
import { findSession, isSessionOfAgent } from '../../repositories/sessions.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';

/** Throws `not_found`. */
export async function getSession({ db }: Pick<Services, 'db'>, ctx: RequestContext, id: SessionId): Promise<Session> {
  const session = await findSession(db, ctx, id);
  if (session === null) throw notFound('session');
  return session;
}

/** Throws `not_found` unless the session is one of this agent's. */
export async function assertSessionOfAgent(
  services: Services,
  ctx: RequestContext,
  pair: { session_id: SessionId; agent_id: AgentId },
): Promise<void> {
  if (!(await isSessionOfAgent(services.db, ctx, pair))) throw notFound('session');
}
