import type { McpServer } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import { subjectOfNew } from '../../kernel/subject-reach.ts';
import type { StoredMcpServer } from '../../repositories/mcp-servers.ts';
import type { CoreServices } from '../services.ts';
import type { FailedServer, ServerAccess } from './mcp-directory.ts';
import { renewLogin } from './renew-login.ts';
import { decryptHeaders } from './server-headers.ts';
import type { ServerUser } from './server-user.ts';
import { readLogin } from './usable-login.ts';

type Deps = Pick<CoreServices, 'db' | 'clock' | 'envelope' | 'openFetch' | 'allowPrivateProviders' | 'uiUrl'>;

/** Names the credential with which this user asks the server, without a secret. */
export function credentialOf({ auth }: McpServer, { subject }: ServerUser): string {
  return auth === 'oauth' ? `login of ${subject}` : 'shared';
}

/** Returns how this process may speak to the server for this user, or why it may not. A login that ends is renewed first. */
export async function openServerAccess(
  deps: Deps,
  user: ServerUser,
  stored: StoredMcpServer,
): Promise<ServerAccess | FailedServer> {
  const { server } = stored;
  if (server.status === 'disabled') return DISABLED;
  if (server.auth !== 'oauth') return toAccess(deps, user, { stored });
  let login = await readLogin(deps, deps.db, { user, server, isRenewed: false });
  if (login.kind === 'renew') {
    await renewLogin(deps, user, login.stored);
    login = await readLogin(deps, deps.db, { user, server, isRenewed: true });
  }
  if (login.kind === 'renew') throw new Error('a login is renewed once');
  return login.kind === 'failed' ? login : toAccess(deps, user, { stored, authorization: login.authorization });
}

export const DISABLED: FailedServer = { kind: 'failed', reason: 'disabled', message: 'The server is switched off.' };

/** The access with the headers of the server, and with the login of the user. */
export function toAccess(
  deps: Pick<Deps, 'envelope' | 'allowPrivateProviders'>,
  user: ServerUser,
  { stored: { server, payload }, authorization }: { stored: StoredMcpServer; authorization?: string },
): ServerAccess {
  const headers = decryptHeaders(deps.envelope, user, { id: server.id, payload });
  return {
    server,
    credential: credentialOf(server, user),
    headers: authorization === undefined ? headers : { ...headers, authorization },
    allowPrivateAddress: deps.allowPrivateProviders,
  };
}

/** The person or the key that asks over the API: what it would do in a session that it begins. */
export function userOf(ctx: RequestContext): ServerUser {
  return { org_id: ctx.org_id, subject: subjectOfNew(ctx, undefined) };
}
