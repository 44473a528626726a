import { AgentId, CreateAgentRequest, LIMITS, WrittenAgent } from '@everruns/schemas';
import { z } from 'zod';
import { AGENT_FILE_TYPES } from '../../services/agents/agent-file.ts';
import { copyAgent } from '../../services/agents/copy.ts';
import { agentTag } from '../../services/agents/entity-tag.ts';
import { exportAgent } from '../../services/agents/export.ts';
import { importAgent } from '../../services/agents/import.ts';
import type { Services } from '../../services/services.ts';
import { mediaTypeOf } from '../read-body.ts';
import { defineRoute, replyOnce, type Route } from '../route.ts';
import { toWritten } from './agents.ts';

const base = { tag: 'agents', auth: 'session' } as const;
const AgentParams = z.strictObject({ agent_id: AgentId });
const created = {
  kind: 'json',
  status: 201,
  description: 'The agent. ETag holds its tag.',
  schema: WrittenAgent,
} as const;

/** The routes that copy, import or export agents. */
export function agentFileRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/agents/import',
      operationId: 'import_agent',
      summary: 'Create an agent from a file: Markdown with front matter, YAML, JSON or a plain prompt',
      scopes: ['write'],
      isAudited: true,
      body: z.string(),
      example: '---\nname: Researcher\ncapabilities:\n  - math\n---\n\nYou answer with sources.\n',
      textMediaTypes: AGENT_FILE_TYPES,
      jsonOfText: CreateAgentRequest,
      maxBodyBytes: LIMITS.agentFileBytes,
      responses: [created],
      errors: ['not_found'],
      handler: async ({ ctx, body, headers, idempotency, signal }) => {
        const media_type = mediaTypeOf(headers);
        const input = { media_type, text: body, idempotency, signal };
        const { answered, leftOut } = await importAgent(services, ctx, input);
        return replyOnce(answered, toWritten(services, leftOut));
      },
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/agents/{agent_id}/copy',
      operationId: 'copy_agent',
      summary: 'Copy an agent',
      scopes: ['write'],
      isAudited: true,
      params: AgentParams,
      responses: [created],
      errors: ['not_found'],
      handler: async ({ ctx, params, idempotency }) =>
        replyOnce(await copyAgent(services, ctx, { ...params, idempotency }), toWritten(services)),
    }),
    exportRoute(services),
  ];
}

function exportRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'get',
    path: '/v1/agents/{agent_id}/export',
    operationId: 'export_agent',
    summary: 'Download an agent as Markdown with front matter',
    scopes: ['read'],
    params: AgentParams,
    responses: [{ kind: 'raw', status: 200, description: 'A file to import', mediaType: 'text/markdown' }],
    errors: ['not_found'],
    handler: async ({ ctx, params, signal }) => {
      const { agent, text } = await exportAgent(services, ctx, { ...params, signal });
      return new Response(text, {
        headers: {
          'Content-Type': 'text/markdown; charset=utf-8',
          'Content-Disposition': `attachment; filename="agent-${agent.id}.md"`,
          ETag: agentTag(agent),
        },
      });
    },
  });
}
