import { EverrunsError, type McpServerId, type McpTool, type Page } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { askMcpServer } from './ask-server.ts';
import { getStoredMcpServer } from './get.ts';
import type { FailedServer } from './mcp-directory.ts';
import { credentialOf, userOf } from './server-access.ts';
import { toMcpTools } from './to-mcp-tool.ts';

/** Returns the tools of a server that agents get, at most five minutes old. Throws `not_found`, and `mcp_server_unavailable`. */
export async function listMcpTools(
  deps: Services,
  ctx: RequestContext,
  input: { server_id: McpServerId },
): Promise<Page<McpTool>> {
  const stored = await getStoredMcpServer(deps, ctx, input);
  const user = userOf(ctx);
  const known = deps.mcp.directory.find(stored.server, credentialOf(stored.server, user));
  const answer = known ?? (await askMcpServer(deps, user, stored));
  if (answer.kind === 'failed') throw unavailable(stored.server.name, answer);
  return { data: toMcpTools(stored.server, answer.tools), has_more: false };
}

export function unavailable(name: string, { message }: Pick<FailedServer, 'message'>): EverrunsError {
  return new EverrunsError('mcp_server_unavailable', `The MCP server ${name} has no answer to give. ${message}`);
}
