import { Agent, AgentId, CreateAgentRequest, pageOf, UpdateAgentRequest, WrittenAgent } from '@everruns/schemas';
import { z } from 'zod';
import { archiveAgent } from '../../services/agents/archive.ts';
import { createAgent } from '../../services/agents/create.ts';
import { agentTag } from '../../services/agents/entity-tag.ts';
import { getAgent } from '../../services/agents/get.ts';
import { listAgents, ListAgentsQuery } from '../../services/agents/list.ts';
import { unarchiveAgent } from '../../services/agents/unarchive.ts';
import { updateAgent } from '../../services/agents/update.ts';
import { withWarnings } from '../../services/agents/warn.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, replyOnce, type Route, type RouteReply } from '../route.ts';

const base = { tag: 'agents', auth: 'session' } as const;
const AgentParams = z.strictObject({ agent_id: AgentId });
const one = { kind: 'json', status: 200, description: 'The agent. ETag holds its tag.', schema: Agent } as const;
const written = { ...one, schema: WrittenAgent } as const;

export function agentRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/agents',
      operationId: 'create_agent',
      summary: 'Create an agent',
      scopes: ['write'],
      isAudited: true,
      body: CreateAgentRequest,
      example: {
        name: 'Researcher',
        system_prompt: 'You answer with sources.',
        capabilities: ['math'],
        tags: ['demo'],
      },
      responses: [{ ...written, status: 201 }],
      errors: ['not_found'],
      handler: async ({ ctx, body, idempotency }) =>
        replyOnce(await createAgent(services, ctx, { request: body, idempotency }), toWritten(services)),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/agents',
      operationId: 'list_agents',
      summary: 'List agents, newest first',
      scopes: ['read'],
      query: ListAgentsQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of agents', schema: pageOf(Agent) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listAgents(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/agents/{agent_id}',
      operationId: 'get_agent',
      summary: 'Get an agent',
      scopes: ['read'],
      params: AgentParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => tagged(await getAgent(services, ctx, params)),
    }),
    ...changingRoutes(services),
  ];
}

function changingRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'patch',
      path: '/v1/agents/{agent_id}',
      operationId: 'update_agent',
      summary: 'Change an agent (RFC 7396), which creates its next version',
      scopes: ['write'],
      isAudited: true,
      params: AgentParams,
      body: UpdateAgentRequest,
      example: { description: 'Finds things out.', tags: ['demo', 'research'] },
      responses: [written],
      errors: ['not_found', 'agent_archived', 'precondition_failed'],
      handler: async ({ ctx, params, body, headers }) =>
        toWritten(services)(
          await updateAgent(services, ctx, { ...params, patch: body, if_match: headers.get('if-match') }),
        ),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/agents/{agent_id}',
      operationId: 'archive_agent',
      summary: 'Archive an agent',
      scopes: ['write'],
      isAudited: true,
      params: AgentParams,
      responses: [{ kind: 'empty', status: 204, description: 'Archived' }],
      errors: ['not_found', 'precondition_failed'],
      handler: async ({ ctx, params, headers }) => {
        await archiveAgent(services, ctx, { ...params, if_match: headers.get('if-match') });
        return {};
      },
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/agents/{agent_id}/unarchive',
      operationId: 'unarchive_agent',
      summary: 'Make an archived agent active again',
      scopes: ['write'],
      isAudited: true,
      params: AgentParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params, idempotency }) =>
        replyOnce(await unarchiveAgent(services, ctx, { ...params, idempotency }), tagged),
    }),
  ];
}

/** The reply of a route that wrote an agent. */
export function toWritten(services: Services, leftOut: readonly string[] = []): (agent: Agent) => RouteReply {
  return (agent) => ({
    value: withWarnings(services.capabilities, agent, leftOut),
    headers: { ETag: agentTag(agent) },
  });
}

function tagged(agent: Agent): RouteReply {
  return { value: agent, headers: { ETag: agentTag(agent) } };
}
