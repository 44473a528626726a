import {
  CreateMcpServerRequest,
  McpServer,
  McpServerCheck,
  McpServerId,
  pageOf,
  UpdateMcpServerRequest,
} from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../kernel/list-page.ts';
import { checkMcpServer } from '../../services/mcp/check.ts';
import { createMcpServer } from '../../services/mcp/create.ts';
import { deleteMcpServer } from '../../services/mcp/delete.ts';
import { getMcpServer } from '../../services/mcp/get.ts';
import { listMcpServers } from '../../services/mcp/list.ts';
import { mcpServerTag } from '../../services/mcp/server-tag.ts';
import { updateMcpServer } from '../../services/mcp/update.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, replyOnce, type Route, type RouteReply } from '../route.ts';

const base = { tag: 'mcp', auth: 'session' } as const;
const ServerParams = z.strictObject({ server_id: McpServerId });
const one = {
  kind: 'json',
  status: 200,
  description: 'The server, without the values of its headers. ETag holds its tag.',
  schema: McpServer,
} as const;

export function mcpServerRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/mcp-servers',
      operationId: 'create_mcp_server',
      summary: 'Register an MCP server',
      scopes: ['admin'],
      isAudited: true,
      body: CreateMcpServerRequest,
      example: {
        name: 'github',
        url: 'https://mcp.example.com/mcp',
        auth: 'headers',
        headers: { Authorization: 'Bearer 0123456789' },
      },
      responses: [{ ...one, status: 201 }],
      errors: ['conflict'],
      handler: async ({ ctx, body, idempotency }) =>
        replyOnce(await createMcpServer(services, ctx, { request: body, idempotency }), tagged),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/mcp-servers',
      operationId: 'list_mcp_servers',
      summary: 'List MCP servers, newest first',
      scopes: ['read'],
      query: ListQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of servers', schema: pageOf(McpServer) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listMcpServers(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/mcp-servers/{server_id}',
      operationId: 'get_mcp_server',
      summary: 'Get an MCP server',
      scopes: ['read'],
      params: ServerParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => tagged(await getMcpServer(services, ctx, params)),
    }),
    ...changingRoutes(services),
  ];
}

function changingRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'patch',
      path: '/v1/mcp-servers/{server_id}',
      operationId: 'update_mcp_server',
      summary: 'Change an MCP server (RFC 7396). A change of its origin without new headers erases its headers.',
      scopes: ['admin'],
      isAudited: true,
      params: ServerParams,
      body: UpdateMcpServerRequest,
      example: { policy_overrides: { 'delete_*': 'requires_approval' } },
      responses: [one],
      errors: ['not_found', 'conflict', 'precondition_failed'],
      handler: async ({ ctx, params, body, headers }) =>
        tagged(await updateMcpServer(services, ctx, { ...params, patch: body, if_match: headers.get('if-match') })),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/mcp-servers/{server_id}',
      operationId: 'delete_mcp_server',
      summary: 'Erase an MCP server and its headers',
      scopes: ['admin'],
      isAudited: true,
      params: ServerParams,
      responses: [{ kind: 'empty', status: 204, description: 'Erased' }],
      errors: ['not_found', 'precondition_failed'],
      handler: async ({ ctx, params, headers }) => {
        await deleteMcpServer(services, ctx, { ...params, if_match: headers.get('if-match') });
        return {};
      },
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/mcp-servers/{server_id}/check',
      operationId: 'check_mcp_server',
      summary: 'Connect to an MCP server and ask for its tools',
      scopes: ['write'],
      params: ServerParams,
      responses: [{ kind: 'json', status: 200, description: 'The result of the check', schema: McpServerCheck }],
      errors: ['not_found'],
      handler: async ({ ctx, params, idempotency }) => ({
        value: await checkMcpServer(services, ctx, { ...params, idempotency }),
      }),
    }),
  ];
}

function tagged(server: McpServer): RouteReply {
  return { value: server, headers: { ETag: mcpServerTag(server) } };
}
