import {
  GetMcpPromptRequest,
  McpPrompt,
  McpPromptMessages,
  McpResource,
  McpResourceContents,
  McpResourceTemplate,
  McpServerId,
  McpTool,
  pageOf,
  ReadMcpResourceRequest,
} from '@everruns/schemas';
import { z } from 'zod';
import { getMcpPrompt } from '../../services/mcp/get-prompt.ts';
import { listMcpPrompts, listMcpResources, listMcpResourceTemplates } from '../../services/mcp/list-offers.ts';
import { listMcpTools } from '../../services/mcp/list-tools.ts';
import { readMcpResource } from '../../services/mcp/read-resource.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = {
  tag: 'mcp',
  auth: 'session',
  params: z.strictObject({ server_id: McpServerId }),
  errors: ['not_found', 'mcp_server_unavailable'],
} as const;
const asking = { ...base, method: 'get', scopes: ['read'] } as const;
/** Whoever may not run agents does not see with the credential of a server what agents see with it. */
const reading = { ...base, method: 'post', scopes: ['write'] } as const;
const page = { kind: 'json', status: 200, description: 'All of them, at most 500' } as const;

/** What MCP servers offer, asked for with the request. */
export function mcpOfferRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...asking,
      path: '/v1/mcp-servers/{server_id}/tools',
      operationId: 'list_mcp_tools',
      summary: 'List the tools of an MCP server that agents get, at most five minutes old',
      responses: [{ ...page, schema: pageOf(McpTool) }],
      handler: async ({ ctx, params }) => ({ value: await listMcpTools(services, ctx, params) }),
    }),
    defineRoute({
      ...asking,
      path: '/v1/mcp-servers/{server_id}/resources',
      operationId: 'list_mcp_resources',
      summary: 'List the resources of an MCP server',
      responses: [{ ...page, schema: pageOf(McpResource) }],
      handler: async ({ ctx, params }) => ({ value: await listMcpResources(services, ctx, params) }),
    }),
    defineRoute({
      ...asking,
      path: '/v1/mcp-servers/{server_id}/resource-templates',
      operationId: 'list_mcp_resource_templates',
      summary: 'List the templates of the resources of an MCP server',
      responses: [{ ...page, schema: pageOf(McpResourceTemplate) }],
      handler: async ({ ctx, params }) => ({ value: await listMcpResourceTemplates(services, ctx, params) }),
    }),
    defineRoute({
      ...asking,
      path: '/v1/mcp-servers/{server_id}/prompts',
      operationId: 'list_mcp_prompts',
      summary: 'List the prompts of an MCP server',
      responses: [{ ...page, schema: pageOf(McpPrompt) }],
      handler: async ({ ctx, params }) => ({ value: await listMcpPrompts(services, ctx, params) }),
    }),
    ...readingRoutes(services),
  ];
}

function readingRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...reading,
      path: '/v1/mcp-servers/{server_id}/resources/read',
      operationId: 'read_mcp_resource',
      summary: 'Read a resource of an MCP server',
      body: ReadMcpResourceRequest,
      example: { uri: 'docs://handbook' },
      responses: [
        { kind: 'json', status: 200, description: 'What the server says there now', schema: McpResourceContents },
      ],
      handler: async ({ ctx, params, body }) => ({
        value: await readMcpResource(services, ctx, { ...params, request: body }),
      }),
    }),
    defineRoute({
      ...reading,
      path: '/v1/mcp-servers/{server_id}/prompts/get',
      operationId: 'get_mcp_prompt',
      summary: 'Fill in a prompt of an MCP server',
      body: GetMcpPromptRequest,
      example: { name: 'review', arguments: { code: 'let a = 1;' } },
      responses: [{ kind: 'json', status: 200, description: 'The messages that it makes', schema: McpPromptMessages }],
      handler: async ({ ctx, params, body }) => ({
        value: await getMcpPrompt(services, ctx, { ...params, request: body }),
      }),
    }),
  ];
}
