import { revokeLogin } from '@everruns/mcp';
import { McpServerId, Subject, type McpConnection, type McpConnectionId, type Page } from '@everruns/schemas';
import type { z } from 'zod';
import { inTransaction } from '../../db/transaction.ts';
import { listPage, ListQuery } from '../../kernel/list-page.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import { deleteConnectionRow, findConnection, listConnections } from '../../repositories/mcp-connections.ts';
import { findMcpServer } from '../../repositories/mcp-servers.ts';
import type { Services } from '../services.ts';
import { openLoginFetch } from './login-fetch.ts';
import { decryptLogin } from './place-of-login.ts';
import { credentialOf } from './server-access.ts';
import { assertMaySignIn } from './start-login.ts';

export const ListConnectionsQuery = ListQuery.extend({
  server_id: McpServerId.optional(),
  subject: Subject.optional(),
});

/** Lists the logins that the caller reaches, newest first. Throws `invalid_cursor`. */
export async function listMcpConnections(
  deps: Services,
  ctx: RequestContext,
  { server_id, subject, ...input }: z.infer<typeof ListConnectionsQuery>,
): Promise<Page<McpConnection>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'mcp-connections', server_id, subject } };
  return listPage(deps, { ...input, binding }, (after, count) =>
    listConnections(deps.db, ctx, { server_id, subject, after, count }),
  );
}

/** Erases a login, and tells the authorization server that its tokens are no longer wanted. Throws `not_found` and `forbidden`. */
export async function deleteMcpConnection(
  deps: Services,
  ctx: RequestContext,
  { connection_id, is_admin }: { connection_id: McpConnectionId; is_admin: boolean },
): Promise<void> {
  const stored = await findConnection(deps.db, ctx, { id: connection_id });
  if (stored === null || !reachesSubject(ctx, stored.connection.subject)) throw notFound('login');
  const { server_id, subject } = stored.connection;
  assertMaySignIn(subject, is_admin);
  await inTransaction(deps.db, (tx) => deleteConnectionRow(tx, ctx, connection_id));
  const found = await findMcpServer(deps.db, ctx, { id: server_id });
  if (found === null) return;
  deps.mcp.directory.forget(found.server, credentialOf(found.server, { org_id: ctx.org_id, subject }));
  const login = decryptLogin(deps, ctx, stored);
  await revokeLogin({ login, fetch: openLoginFetch(deps, login.server_url) });
}
