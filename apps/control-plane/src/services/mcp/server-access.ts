import type { McpServer } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { StoredMcpServer } from '../../repositories/mcp-servers.ts';
import type { CoreServices } from '../services.ts';
import type { FailedServer, ServerAccess } from './mcp-directory.ts';
import { decryptHeaders } from './server-headers.ts';

/** The caller for whom a server is asked. */
export interface ServerUser extends Pick<RequestContext, 'org_id'> {
  subject: string;
}

/** Names the credential with which this user asks the server, without a secret. */
export function credentialOf(_server: McpServer, _user: ServerUser): string {
  return 'shared';
}

/** Returns how this process may speak to the server for this user, or why it may not. */
export async function openServerAccess(
  deps: Pick<CoreServices, 'envelope' | 'allowPrivateProviders'>,
  user: ServerUser,
  { server, payload }: StoredMcpServer,
): Promise<ServerAccess | FailedServer> {
  if (server.status === 'disabled')
    return { kind: 'failed', reason: 'disabled', message: 'The server is switched off.' };
  return {
    server,
    credential: credentialOf(server, user),
    headers: decryptHeaders(deps.envelope, user, { id: server.id, payload }),
    allowPrivateAddress: deps.allowPrivateProviders,
  };
}

/** The person or the key that asks over the API. */
export function userOf({ org_id, principal }: RequestContext): ServerUser {
  return { org_id, subject: principal };
}
