import { finishLogin, LoginFailure, PendingLogin } from '@everruns/mcp';
import { EverrunsError, LIMITS, type FinishMcpLoginRequest, type McpConnection } from '@everruns/schemas';
import { hashSecretToken } from '../../auth/secret-token.ts';
import { inTransaction } from '../../db/transaction.ts';
import { PLATFORM, resolveConnectionWaits } from '../../engine/index.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import { countConnections, findConnection, upsertConnection } from '../../repositories/mcp-connections.ts';
import { takeLogin, type BegunLoginRow } from '../../repositories/mcp-logins.ts';
import { lockOrganization } from '../../repositories/memberships.ts';
import type { Services } from '../services.ts';
import { getStoredMcpServer } from './get.ts';
import { openLoginFetch } from './login-fetch.ts';
import { toLoginFailureReason } from './login-failure-reason.ts';
import { placeOfBegunLogin, toNewTokens } from './place-of-login.ts';
import { credentialOf } from './server-access.ts';
import { toUnavailable } from './start-login.ts';

/**
 * Finishes a login that this caller has begun, and lets the calls run that wait for it. Its state is used up, whatever comes of it. Throws
 * `not_found` for any other state, and `mcp_server_unavailable` where the authorization server refused.
 */
export async function finishMcpLogin(
  deps: Services,
  ctx: RequestContext,
  { request }: { request: FinishMcpLoginRequest },
): Promise<McpConnection> {
  const begun = await takeLogin(deps.db, ctx, hashSecretToken(request.state));
  if (begun === null || !reachesSubject(ctx, begun.subject)) {
    deps.mcp.logins.noteFailed('unknown_state');
    throw notFound('login');
  }
  const { server_id, subject } = begun;
  const { server } = await getStoredMcpServer(deps, ctx, { server_id });
  const login = await redeem(deps, ctx, { begun, request }).catch((error: unknown) => {
    deps.mcp.logins.noteFailed(request.error === 'access_denied' ? 'declined' : toLoginFailureReason(error));
    throw toUnavailable(server, error);
  });
  const connection = await inTransaction(deps.db, async (tx) => {
    await lockOrganization(tx, ctx);
    const before = await findConnection(tx, ctx, { server_id, subject });
    if (before === null && (await countConnections(tx, ctx)) >= LIMITS.mcpConnectionsPerOrganization) {
      deps.mcp.logins.noteFailed('limit');
      throw tooMany();
    }
    const id = before?.connection.id ?? deps.ids.uuid();
    await upsertConnection(tx, ctx, { id, server_id, subject, tokens: toNewTokens(deps, ctx, { id, login }) });
    return (await findConnection(tx, ctx, { server_id, subject }))?.connection;
  });
  if (connection === undefined) throw notFound('login');
  deps.mcp.logins.note('completed');
  deps.mcp.directory.forget(server, credentialOf(server, { org_id: ctx.org_id, subject }));
  await resolveConnectionWaits(deps.engine, PLATFORM, {
    org_id: ctx.org_id,
    subject,
    server_id,
    by: ctx.principal,
  });
  return connection;
}

async function redeem(
  deps: Services,
  ctx: RequestContext,
  { begun, request }: { begun: BegunLoginRow; request: FinishMcpLoginRequest },
) {
  const { code, iss, error, error_description } = request;
  const text = deps.envelope.decrypt(begun.payload, placeOfBegunLogin(ctx, begun.id));
  const pending = PendingLogin.parse(JSON.parse(text));
  if (code === undefined) {
    const said = `${error ?? 'no code'}${error_description === undefined ? '' : `: ${error_description}`}`;
    throw new LoginFailure('refused', `The authorization server sent back ${said.slice(0, 500)}.`);
  }
  return finishLogin({ pending, code, iss, fetch: openLoginFetch(deps, pending.server_url) });
}

function tooMany(): EverrunsError {
  const limit = LIMITS.mcpConnectionsPerOrganization;
  return new EverrunsError('conflict', `An organization may have ${limit} logins at MCP servers; delete one first.`);
}
