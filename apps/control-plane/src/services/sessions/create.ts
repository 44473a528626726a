import {
  EventId,
  EverrunsError,
  SessionId,
  ZERO_USAGE,
  type CreateSessionRequest,
  type Session,
} from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { findAgent, findAgentVersion } from '../../repositories/agents.ts';
import { insertSession } from '../../repositories/sessions.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite } from '../../idempotency/idempotent-write.ts';
import { assertModelExists } from '../models/get.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { timestampOf } from '../../kernel/timestamp.ts';

/** Its log begins with `session.started`. Throws `not_found` for agent, version and model, and `agent_archived`. */
export async function createSession(
  services: Services,
  ctx: RequestContext,
  input: { request: CreateSessionRequest; idempotency: IdempotencyRequest | null },
): Promise<Session> {
  const { request, idempotency } = input;
  const now = timestampOf(services.clock);
  const session: Session = {
    ...request,
    id: SessionId.parse(services.ids.uuid()),
    organization_id: ctx.org_id,
    harness_id: 'default',
    status: 'idle',
    queued_count: 0,
    last_sequence: 1,
    usage: ZERO_USAGE,
    created_at: now,
    updated_at: now,
  };
  const startedEventId = EventId.parse(services.ids.uuid());
  const { answer } = await idempotentWrite(services.db, { ctx, idempotency, status: 201 }, async (tx) => {
    await assertUsable(tx, ctx, request);
    await insertSession(tx, ctx, { session, startedEventId });
    return session;
  });
  return answer;
}

async function assertUsable(tx: Tx, ctx: RequestContext, request: CreateSessionRequest): Promise<void> {
  const { agent_id, agent_version, model_id } = request;
  const agent = await findAgent(tx, ctx, agent_id);
  if (agent === null) throw notFound('agent');
  if (agent.status === 'archived') throw new EverrunsError('agent_archived', 'An archived agent takes no new session.');
  if (agent_version !== undefined && (await findAgentVersion(tx, ctx, { agent_id, version: agent_version })) === null) {
    throw notFound('version of this agent');
  }
  if (model_id !== undefined) await assertModelExists(tx, ctx, model_id);
}
