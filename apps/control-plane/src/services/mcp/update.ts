import { mergePatch } from '@everruns/kernel';
import type { McpServer, McpServerId, UpdateMcpServerRequest } from '@everruns/schemas';
import type { EncryptedSecret } from '../../crypto/envelope.ts';
import { isUniqueViolation } from '../../db/pg-errors.ts';
import { inTransaction } from '../../db/transaction.ts';
import { PLATFORM, resolveConnectionWaits } from '../../engine/index.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampAfter } from '../../kernel/timestamp.ts';
import { deleteLoginsOfServer } from '../../repositories/mcp-connections.ts';
import { findMcpServer, updateMcpServerRow } from '../../repositories/mcp-servers.ts';
import type { Services } from '../services.ts';
import { assertNameFree, nameTaken } from './create.ts';
import { encryptClients } from './oauth-clients.ts';
import { assertClientFits, assertHeadersFit, encryptHeaders } from './server-headers.ts';
import { mcpServerTag } from './server-tag.ts';

export interface UpdateMcpServerInput {
  server_id: McpServerId;
  patch: UpdateMcpServerRequest;
  /** The `If-Match` header. */
  if_match: string | null;
}

/**
 * Patches a server (RFC 7396). A server that moves to another origin loses its headers, unless the patch has new ones. Calls that wait for a
 * login run again if there is none any more. Throws `not_found`, `conflict` for a name that is taken, `precondition_failed`, and `invalid_request`
 * for headers that do not fit `auth`.
 */
export async function updateMcpServer(
  deps: Services,
  ctx: RequestContext,
  input: UpdateMcpServerInput,
): Promise<McpServer> {
  assertNameFree(deps, ctx, input.patch);
  try {
    const updated = await inTransaction(deps.db, async (tx) => {
      const stored = await findMcpServer(tx, ctx, { id: input.server_id, lock: true });
      if (stored === null) throw notFound('MCP server');
      assertIfMatch('MCP server', mcpServerTag(stored.server), input.if_match);
      const { headers: given, oauth_client: client, ...patch } = input.patch;
      const moved = mergePatch(stored.server, patch);
      const isElsewhere = new URL(moved.url).origin !== new URL(stored.server.url).origin;
      const isUnused = moved.auth === 'none' && given === undefined;
      const headers = given === undefined && (isElsewhere || isUnused) ? null : given;
      const losesLogins = isElsewhere || moved.auth !== 'oauth';
      const newClient = losesLogins ? (client ?? null) : client;
      const server: McpServer = {
        ...moved,
        oauth_client_id: newClient === undefined ? moved.oauth_client_id : newClient?.client_id,
        header_names: headers === undefined ? moved.header_names : Object.keys(headers ?? {}),
        updated_at: timestampAfter(deps.clock, stored.server.updated_at),
      };
      assertHeadersFit(server.auth, server.header_names);
      assertClientFits(server.auth, client);
      const sealed = headers ? encryptHeaders(deps.envelope, ctx, { id: server.id, headers }) : headers;
      const clients = toClients(deps, ctx, { id: server.id, client: newClient });
      await updateMcpServerRow(tx, ctx, { server, headers: sealed, clients });
      if (losesLogins) await deleteLoginsOfServer(tx, ctx, server.id);
      return server;
    });
    deps.mcp.forget(ctx.org_id);
    if (updated.auth !== 'oauth') {
      const waits = { org_id: ctx.org_id, server_id: updated.id, subject: null, by: ctx.principal };
      await resolveConnectionWaits(deps.engine, PLATFORM, waits);
    }
    return updated;
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(error) : error;
  }
}

/** A new client replaces all that were registered; undefined leaves them as they are. */
function toClients(
  { envelope }: Services,
  ctx: RequestContext,
  { id, client }: { id: McpServerId; client: UpdateMcpServerRequest['oauth_client'] },
): EncryptedSecret | null | undefined {
  if (client === undefined || client === null) return client;
  return encryptClients(envelope, ctx, { id, clients: { given: client, registered: [] } });
}
