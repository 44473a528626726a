import type { McpServer, Page } from '@everruns/schemas';
import type { z } from 'zod';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listMcpServers as listMcpServerRows } from '../../repositories/mcp-servers.ts';
import type { Services } from '../services.ts';

/** Lists servers, newest first, and at the end of the list those of the operator. Throws `invalid_cursor`. */
export async function listMcpServers(
  deps: Services,
  ctx: RequestContext,
  input: z.infer<typeof ListQuery>,
): Promise<Page<McpServer>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'mcp-servers' } };
  return listPage(deps, { ...input, binding }, async (after, count) => {
    const rows = await listMcpServerRows(deps.db, ctx, { after, count });
    return [...rows, ...deps.mcp.operated.listAfter(ctx, after)].slice(0, count);
  });
}
