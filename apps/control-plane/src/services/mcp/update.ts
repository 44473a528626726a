import { mergePatch } from '@everruns/kernel';
import type { McpServer, McpServerId, UpdateMcpServerRequest } from '@everruns/schemas';
import { isUniqueViolation } from '../../db/pg-errors.ts';
import { inTransaction } from '../../db/transaction.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampAfter } from '../../kernel/timestamp.ts';
import { findMcpServer, updateMcpServerRow } from '../../repositories/mcp-servers.ts';
import type { Services } from '../services.ts';
import { nameTaken } from './create.ts';
import { assertHeadersFit, encryptHeaders } from './server-headers.ts';
import { mcpServerTag } from './server-tag.ts';

export interface UpdateMcpServerInput {
  server_id: McpServerId;
  patch: UpdateMcpServerRequest;
  /** The `If-Match` header. */
  if_match: string | null;
}

/**
 * Patches a server (RFC 7396). A server that moves to another origin loses its headers, unless the patch has new ones. Throws `not_found`,
 * `conflict` for a name that is taken, `precondition_failed`, and `invalid_request` for headers that do not fit `auth`.
 */
export async function updateMcpServer(
  deps: Services,
  ctx: RequestContext,
  input: UpdateMcpServerInput,
): Promise<McpServer> {
  try {
    const updated = await inTransaction(deps.db, async (tx) => {
      const stored = await findMcpServer(tx, ctx, { id: input.server_id, lock: true });
      if (stored === null) throw notFound('MCP server');
      assertIfMatch('MCP server', mcpServerTag(stored.server), input.if_match);
      const { headers: given, ...patch } = input.patch;
      const moved = mergePatch(stored.server, patch);
      const isElsewhere = new URL(moved.url).origin !== new URL(stored.server.url).origin;
      const isUnused = moved.auth === 'none' && given === undefined;
      const headers = given === undefined && (isElsewhere || isUnused) ? null : given;
      const server: McpServer = {
        ...moved,
        header_names: headers === undefined ? moved.header_names : Object.keys(headers ?? {}),
        updated_at: timestampAfter(deps.clock, stored.server.updated_at),
      };
      assertHeadersFit(server.auth, server.header_names);
      const sealed = headers ? encryptHeaders(deps.envelope, ctx, { id: server.id, headers }) : headers;
      await updateMcpServerRow(tx, ctx, { server, headers: sealed });
      return server;
    });
    deps.mcp.forget(ctx.org_id);
    return updated;
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(error) : error;
  }
}
