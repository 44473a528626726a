import {
  FinishMcpLoginRequest,
  isRoleAtLeast,
  McpClientMetadata,
  McpConnection,
  McpConnectionId,
  McpLogin,
  McpServerId,
  pageOf,
  StartMcpLoginRequest,
} from '@everruns/schemas';
import { z } from 'zod';
import { getClientMetadata } from '../../services/mcp/client-metadata.ts';
import { deleteMcpConnection, listMcpConnections, ListConnectionsQuery } from '../../services/mcp/connections.ts';
import { finishMcpLogin } from '../../services/mcp/finish-login.ts';
import { startMcpLogin } from '../../services/mcp/start-login.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { tag: 'mcp', auth: 'session' } as const;

/** Logins of subjects at MCP servers. */
export function mcpConnectionRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/mcp-connections',
      operationId: 'list_mcp_connections',
      summary: 'List logins at MCP servers, newest first',
      scopes: ['read'],
      query: ListConnectionsQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of logins', schema: pageOf(McpConnection) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listMcpConnections(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/mcp-servers/{server_id}/login',
      operationId: 'start_mcp_login',
      summary:
        'Begin a login at an MCP server. The person opens the link; the same caller finishes it within ten minutes.',
      scopes: ['write'],
      isAudited: true,
      params: z.strictObject({ server_id: McpServerId }),
      body: StartMcpLoginRequest,
      example: { subject: 'local' },
      responses: [{ kind: 'json', status: 200, description: 'Where the person signs in', schema: McpLogin }],
      errors: ['not_found', 'forbidden', 'conflict', 'mcp_server_unavailable'],
      handler: async ({ ctx, principal, params, body }) => {
        const is_admin = isRoleAtLeast(principal.role, 'admin');
        return { value: await startMcpLogin(services, ctx, { ...params, request: body, is_admin }) };
      },
    }),
    ...endingRoutes(services),
    metadataRoute(services),
  ];
}

function metadataRoute(services: Services): Route {
  return defineRoute({
    method: 'get',
    tag: 'mcp',
    auth: 'public',
    scopes: [],
    path: '/v1/mcp-client-metadata',
    operationId: 'get_mcp_client_metadata',
    summary: 'What this platform says of itself to authorization servers of MCP servers',
    responses: [{ kind: 'json', status: 200, description: 'A client ID metadata document', schema: McpClientMetadata }],
    errors: [],
    handler: () => ({ value: getClientMetadata(services), headers: { 'Cache-Control': 'public, max-age=3600' } }),
  });
}

function endingRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/mcp-connections',
      operationId: 'finish_mcp_login',
      summary: 'Finish a login with what the authorization server sent back. Calls that waited for it run again.',
      scopes: ['write'],
      isAudited: true,
      body: FinishMcpLoginRequest,
      example: { state: '0123456789', code: '0123456789' },
      responses: [{ kind: 'json', status: 200, description: 'The login', schema: McpConnection }],
      errors: ['not_found', 'conflict', 'mcp_server_unavailable'],
      handler: async ({ ctx, body }) => ({ value: await finishMcpLogin(services, ctx, { request: body }) }),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/mcp-connections/{connection_id}',
      operationId: 'delete_mcp_connection',
      summary: 'Erase a login and revoke its tokens',
      scopes: ['write'],
      isAudited: true,
      params: z.strictObject({ connection_id: McpConnectionId }),
      responses: [{ kind: 'empty', status: 204, description: 'Erased' }],
      errors: ['not_found', 'forbidden'],
      handler: async ({ ctx, principal, params }) => {
        const is_admin = isRoleAtLeast(principal.role, 'admin');
        await deleteMcpConnection(services, ctx, { ...params, is_admin });
        return {};
      },
    }),
  ];
}
