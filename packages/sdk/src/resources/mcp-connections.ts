import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { FinishMcpLoginRequest, McpClientMetadata, McpConnection } from '../nouns.ts';

export type ListMcpConnectionsQuery = NonNullable<operations['list_mcp_connections']['parameters']['query']>;

export type McpConnections = ReturnType<typeof createMcpConnections>;

/** Logins at MCP servers. */
export function createMcpConnections(client: Client) {
  const all = '/v1/mcp-connections';
  return {
    list: (query: ListMcpConnectionsQuery = {}, options: CallOptions = {}): PageList<McpConnection> =>
      createPageList((cursor) =>
        client.call('get', all, { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Finishes a login with what the authorization server sent back. Calls that waited for it run again. */
    finish: (body: FinishMcpLoginRequest, options: CallOptions = {}): Promise<McpConnection> =>
      client.call('post', all, { body, ...options }),
    /** What the platform says of itself to authorization servers. It needs no credential. */
    clientMetadata: (options: CallOptions = {}): Promise<McpClientMetadata> =>
      client.call('get', '/v1/mcp-client-metadata', options),
    /** Erases a login and revokes its tokens. */
    delete: (connection_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', `${all}/{connection_id}`, { path: { connection_id }, ...options }),
  };
}
