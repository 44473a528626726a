import type { McpClient } from '@everruns/mcp';
import type { StoredMcpServer } from '../../repositories/mcp-servers.ts';
import type { CoreServices } from '../services.ts';
import { askMcpServer } from './ask-server.ts';
import { unavailable } from './list-tools.ts';
import { toFailed, type FailedServer } from './mcp-directory.ts';
import { openServerAccess } from './server-access.ts';
import type { ServerUser } from './server-user.ts';

interface Use<Value> {
  stored: StoredMcpServer;
  work: (client: McpClient) => Promise<Value>;
}

/** Asks a server something for this user. A login that the server refuses is renewed once. Throws `mcp_server_unavailable`. */
export async function useMcpServer<Value>(
  deps: CoreServices,
  user: ServerUser,
  { stored, work }: Use<Value>,
): Promise<Value> {
  const { name, auth } = stored.server;
  const first = await attempt(deps, user, { stored, work });
  if ('value' in first) return first.value;
  if (auth !== 'oauth' || first.reason !== 'unauthorized') throw unavailable(name, first);
  const asked = await askMcpServer(deps, user, stored);
  if (asked.kind === 'failed') throw unavailable(name, asked);
  const second = await attempt(deps, user, { stored, work });
  if ('value' in second) return second.value;
  throw unavailable(name, second);
}

async function attempt<Value>(
  deps: CoreServices,
  user: ServerUser,
  { stored, work }: Use<Value>,
): Promise<{ value: Value } | FailedServer> {
  const access = await openServerAccess(deps, user, stored);
  if ('kind' in access) return access;
  try {
    return { value: await deps.mcp.directory.use(access, work) };
  } catch (error) {
    return toFailed(error);
  }
}
