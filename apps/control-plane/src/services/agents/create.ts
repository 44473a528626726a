import { AgentId, type Agent, type CreateAgentRequest } from '@everruns/schemas';
import { insertAgent } from '../../repositories/agents.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import { checkControls } from '../controls/check-controls.ts';
import { assertModelsExist } from '../models/get.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { assertRunnable } from './resolve-runtime-agent.ts';

/** Creates an agent. Throws `not_found` for an unknown default model and `invalid_request` for tools with the same name
 * and for an output schema that cannot be used. */
export async function createAgent(
  deps: Services,
  ctx: RequestContext,
  input: { request: CreateAgentRequest; idempotency: IdempotencyRequest | null },
): Promise<Answered<Agent>> {
  const { request, idempotency } = input;
  await assertRunnable(deps.capabilities, request, bindOffload(deps, ctx));
  await checkControls(deps, ctx, { controls: request.controls });
  const now = timestampOf(deps.clock);
  const agent: Agent = {
    ...request,
    id: AgentId.parse(deps.ids.uuid()),
    version: 1,
    harness_id: 'default',
    status: 'active',
    created_at: now,
    updated_at: now,
  };
  return idempotentWrite(deps.db, { ctx, idempotency, status: 201 }, async (tx) => {
    await assertModelsExist(tx, ctx, agent);
    await insertAgent(tx, ctx, agent);
    return agent;
  });
}
