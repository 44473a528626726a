import { CreateAgentRequest, LIMITS, utf8Length, type Agent, type AgentId } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { Answered } from '../../idempotency/idempotent-write.ts';
import type { Services } from '../services.ts';
import { createAgent } from './create.ts';
import { getAgent } from './get.ts';

const MARK = ' (copy)';

/** Makes a new agent with the same definition, archived or not, and a name of its own. Throws `not_found`. */
export async function copyAgent(
  deps: Services,
  ctx: RequestContext,
  input: { agent_id: AgentId; idempotency: IdempotencyRequest | null },
): Promise<Answered<Agent>> {
  const agent = await getAgent(deps, ctx, input);
  const { name, ...definition } = definitionOf(agent);
  const request = { ...definition, name: utf8Length(name + MARK) > LIMITS.agentNameBytes ? name : name + MARK };
  return createAgent(deps, ctx, { request, idempotency: input.idempotency });
}

/** The part of an agent that a person wrote: everything that a request to create it holds. */
export function definitionOf(agent: Agent): CreateAgentRequest {
  const { id: _id, version: _version, harness_id: _harness, status: _status, kind: _kind, ...rest } = agent;
  const { created_at: _created, updated_at: _updated, labels: _labels, ...definition } = rest;
  return definition;
}
