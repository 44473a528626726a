import type { McpServerId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { PLATFORM, refuseConnectionWaits } from '../../engine/index.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { deleteMcpServerRow, findMcpServer } from '../../repositories/mcp-servers.ts';
import type { Services } from '../services.ts';
import { mcpServerTag } from './server-tag.ts';

export interface DeleteMcpServerInput {
  server_id: McpServerId;
  /** The `If-Match` header. */
  if_match: string | null;
}

/**
 * Deletes a server and its headers. Agents that name it run without its tools, and calls that wait for a login there get an error. Throws
 * `not_found` and `precondition_failed`.
 */
export async function deleteMcpServer(deps: Services, ctx: RequestContext, input: DeleteMcpServerInput): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const stored = await findMcpServer(tx, ctx, { id: input.server_id, lock: true });
    if (stored === null) throw notFound('MCP server');
    assertIfMatch('MCP server', mcpServerTag(stored.server), input.if_match);
    await deleteMcpServerRow(tx, ctx, input.server_id);
  });
  deps.mcp.forget(ctx.org_id);
  await refuseConnectionWaits(deps.engine, PLATFORM, {
    org_id: ctx.org_id,
    server_id: input.server_id,
    by: ctx.principal,
  });
}
