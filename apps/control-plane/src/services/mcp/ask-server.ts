import { timestampOf } from '../../kernel/timestamp.ts';
import { noteMcpServerCheck, type StoredMcpServer } from '../../repositories/mcp-servers.ts';
import type { CoreServices } from '../services.ts';
import type { FailedServer, ListedServer } from './mcp-directory.ts';
import { credentialOf, openServerAccess, type ServerUser } from './server-access.ts';

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
  const answer = await deps.mcp.directory.ask(access);
  const error = answer.kind === 'failed' ? answer.message : null;
  await noteMcpServerCheck(deps.db, user, { id: stored.server.id, error, checkedAt: timestampOf(deps.clock) });
  return answer;
}
