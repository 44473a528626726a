import type { McpServer } from '@everruns/schemas';
import type { Database, Tx } from '../../db/database.ts';
import { findConnection, noteFailed, type StoredConnection } from '../../repositories/mcp-connections.ts';
import type { CoreServices } from '../services.ts';
import type { FailedServer } from './mcp-directory.ts';
import { decryptLogin } from './place-of-login.ts';
import type { ServerUser } from './server-user.ts';

type Deps = Pick<CoreServices, 'envelope' | 'uiUrl'>;

/** What is known of the login of a subject: the header that signs in, that it has to be renewed first, or why there is none. */
export type LoginState =
  | { kind: 'usable'; authorization: string; stored: StoredConnection }
  | { kind: 'renew'; stored: StoredConnection }
  | FailedServer;

/** Reads the login of a subject at a server. It asks nobody. */
export async function readLogin(
  deps: Deps,
  db: Database | Tx,
  { user, server, isRenewed }: { user: ServerUser; server: McpServer; isRenewed: boolean },
): Promise<LoginState> {
  const { subject } = user;
  const stored = await findConnection(db, user, { server_id: server.id, subject });
  if (stored === null) return loginRequired(deps, { server, subject }, 'Nobody has signed in there yet.');
  const { status, last_error } = stored.connection;
  if (status === 'login_required')
    return loginRequired(deps, { server, subject }, last_error ?? 'The login has ended.');
  if (stored.is_ending && !isRenewed && hasRefreshToken(deps, user, stored)) return { kind: 'renew', stored };
  if (stored.is_over) {
    if (!hasRefreshToken(deps, user, stored)) return loginRequired(deps, { server, subject }, 'The login has expired.');
    const message = last_error ?? 'The authorization server does not answer, and the login cannot be renewed.';
    return { kind: 'failed', reason: 'unreachable', message };
  }
  return { kind: 'usable', authorization: `Bearer ${decryptLogin(deps, user, stored).tokens.access_token}`, stored };
}

export function hasRefreshToken(deps: Deps, user: ServerUser, stored: StoredConnection): boolean {
  return decryptLogin(deps, user, stored).tokens.refresh_token !== undefined;
}

/** Notes that a login cannot be used for a call, and says where one signs in. */
export async function endLogin(
  deps: Deps,
  db: Database | Tx,
  ended: { user: ServerUser; server: McpServer; stored: StoredConnection; error: string; wanted: readonly string[] },
): Promise<FailedServer> {
  const { user, server, stored, error, wanted } = ended;
  const { id } = stored.connection;
  await noteFailed(db, user, { id, version: stored.version, status: 'login_required', error, wanted });
  return loginRequired(deps, { server, subject: user.subject }, error);
}

function loginRequired(
  { uiUrl }: Pick<Deps, 'uiUrl'>,
  { server, subject }: { server: McpServer; subject: string },
  why: string,
): FailedServer {
  const query = new URLSearchParams({ connect: server.id, subject });
  return {
    kind: 'failed',
    reason: 'login_required',
    message: `A login at ${server.name} is needed. ${why}`,
    connection: {
      server_id: server.id,
      server: server.name,
      connect_url: `${uiUrl}/settings/mcp-servers?${query.toString()}`,
    },
  };
}
