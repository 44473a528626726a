import type { McpServer, McpServerId } from '@everruns/schemas';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { findMcpServer, type StoredMcpServer } from '../../repositories/mcp-servers.ts';
import type { Services } from '../services.ts';

/** Throws `not_found`. */
export async function getMcpServer(
  deps: Pick<Services, 'db' | 'mcp'>,
  ctx: RequestContext,
  input: { server_id: McpServerId },
): Promise<McpServer> {
  return (await getStoredMcpServer(deps, ctx, input)).server;
}

/** Returns the server with its headers, still encrypted. Throws `not_found`. */
export async function getStoredMcpServer(
  { db, mcp }: Pick<Services, 'db' | 'mcp'>,
  ctx: RequestContext,
  { server_id }: { server_id: McpServerId },
): Promise<StoredMcpServer> {
  const stored = mcp.operated.find(ctx, { id: server_id }) ?? (await findMcpServer(db, ctx, { id: server_id }));
  if (stored === null) throw notFound('MCP server');
  return stored;
}
