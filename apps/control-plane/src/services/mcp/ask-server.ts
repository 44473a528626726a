import { timestampOf } from '../../kernel/timestamp.ts';
import { noteMcpServerCheck, type StoredMcpServer } from '../../repositories/mcp-servers.ts';
import type { CoreServices } from '../services.ts';
import { findConnection } from '../../repositories/mcp-connections.ts';
import type { FailedServer, ListedServer, ServerAccess } from './mcp-directory.ts';
import { renewLogin } from './renew-login.ts';
import { credentialOf, openServerAccess } from './server-access.ts';
import type { ServerUser } from './server-user.ts';
import { endLogin, hasRefreshToken } from './usable-login.ts';

type Deps = Pick<CoreServices, 'db' | 'clock' | 'envelope' | 'openFetch' | 'allowPrivateProviders' | 'uiUrl' | 'mcp'>;

/** Asks a server for its tools and remembers in its row how that went. A login that is missing says nothing about the server. */
export async function askMcpServer(
  deps: Deps,
  user: ServerUser,
  stored: StoredMcpServer,
): Promise<ListedServer | FailedServer> {
  const access = await openServerAccess(deps, user, stored);
  if ('kind' in access) {
    if (access.reason === 'login_required')
      deps.mcp.directory.noteLoginMissing(stored.server, credentialOf(stored.server, user), access);
    return access;
  }
  const first = await deps.mcp.directory.ask(access);
  const answer = await withNewLogin(deps, user, { stored, first, access });
  const error = answer.kind === 'failed' ? answer.message : null;
  const check = { error, checkedAt: timestampOf(deps.clock) };
  const { id } = stored.server;
  if (!deps.mcp.operated.note(id, check)) await noteMcpServerCheck(deps.db, user, { id, ...check });
  return answer;
}

/** A login that the server refuses is renewed once. If that does not help, it has ended. */
async function withNewLogin(
  deps: Deps,
  user: ServerUser,
  { stored, first, access }: { stored: StoredMcpServer; first: ListedServer | FailedServer; access: ServerAccess },
): Promise<ListedServer | FailedServer> {
  const { server } = stored;
  if (server.auth !== 'oauth' || first.kind !== 'failed' || first.reason !== 'unauthorized') return first;
  const refused = await findConnection(deps.db, user, { server_id: server.id, subject: user.subject });
  if (refused === null) return first;
  if (hasRefreshToken(deps, user, refused)) await renewLogin(deps, user, refused);
  deps.mcp.directory.forget(server, access.credential);
  const again = await openServerAccess(deps, user, stored);
  const answer = 'kind' in again ? again : await deps.mcp.directory.ask(again);
  const current = await findConnection(deps.db, user, { server_id: server.id, subject: user.subject });
  const isRefused = answer.kind === 'failed' && answer.reason === 'unauthorized' && current !== null;
  const error = 'The server no longer accepts the login.';
  const ended = isRefused
    ? await endLogin(deps, deps.db, { user, server, stored: current, error, wanted: [] })
    : answer;
  if (ended.kind === 'failed' && ended.reason === 'login_required')
    deps.mcp.directory.noteLoginMissing(server, access.credential, ended);
  return ended;
}
