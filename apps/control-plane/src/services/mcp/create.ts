import { EverrunsError, LIMITS, McpServerId, type CreateMcpServerRequest, type McpServer } from '@everruns/schemas';
import { isUniqueViolation } from '../../db/pg-errors.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { countMcpServers, insertMcpServer } from '../../repositories/mcp-servers.ts';
import { lockOrganization } from '../../repositories/memberships.ts';
import type { Services } from '../services.ts';
import { encryptClients } from './oauth-clients.ts';
import { assertClientFits, assertHeadersFit, encryptHeaders } from './server-headers.ts';

/**
 * Registers a server. Its headers are encrypted here, and no request returns them. Throws `conflict` for a name that is taken and when the
 * organization has as many servers as it may have.
 */
export async function createMcpServer(
  deps: Services,
  ctx: RequestContext,
  input: { request: CreateMcpServerRequest; idempotency: IdempotencyRequest | null },
): Promise<Answered<McpServer>> {
  const { headers = {}, oauth_client, ...request } = input.request;
  assertNameFree(deps, ctx, request);
  const names = Object.keys(headers);
  assertHeadersFit(request.auth, names);
  assertClientFits(request.auth, oauth_client);
  const now = timestampOf(deps.clock);
  const id = McpServerId.parse(deps.ids.uuid());
  const own = oauth_client === undefined ? {} : { oauth_client_id: oauth_client.client_id };
  const server: McpServer = {
    ...request,
    ...own,
    id,
    header_names: names,
    status: 'active',
    created_at: now,
    updated_at: now,
  };
  const clients =
    oauth_client === undefined
      ? null
      : encryptClients(deps.envelope, ctx, { id, clients: { given: oauth_client, registered: [] } });
  const sealed = names.length === 0 ? null : encryptHeaders(deps.envelope, ctx, { id, headers });
  try {
    const answered = await idempotentWrite(
      deps.db,
      { ctx, idempotency: input.idempotency, status: 201 },
      async (tx) => {
        await lockOrganization(tx, ctx);
        if ((await countMcpServers(tx, ctx)) >= LIMITS.mcpServersPerOrganization) throw tooMany();
        await insertMcpServer(tx, ctx, { server, headers: sealed, clients });
        return server;
      },
    );
    deps.mcp.forget(ctx.org_id);
    return answered;
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(error) : error;
  }
}

function tooMany(): EverrunsError {
  const limit = LIMITS.mcpServersPerOrganization;
  return new EverrunsError('conflict', `An organization may have ${limit} MCP servers; delete one first.`);
}

/** Throws `conflict` for the name of a server of the operator. */
export function assertNameFree({ mcp }: Services, ctx: RequestContext, { name }: { name?: string | undefined }): void {
  if (name !== undefined && mcp.operated.find(ctx, { name }) !== null) throw nameTaken(null);
}

export function nameTaken(cause: unknown): EverrunsError {
  return new EverrunsError('conflict', 'There is already an MCP server with this name.', {
    cause,
    errors: [{ path: 'name', code: 'conflict', message: 'is already the name of an MCP server' }],
  });
}
