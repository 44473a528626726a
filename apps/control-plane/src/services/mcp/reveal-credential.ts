import { McpServerId, type McpCredential } from '@everruns/schemas';
import type { ResolveSecret } from '../../engine/index.ts';
import { findMcpServer, type StoredMcpServer } from '../../repositories/mcp-servers.ts';
import type { CoreServices } from '../services.ts';
import { openServerAccess, type ServerUser } from './server-access.ts';

const NAME = /^mcp:([0-9a-f-]{36})(?::([0-9a-f]{32}))?$/;

/** Whether a name asks for the credential of a server. No secret of an organization can have it. */
export const isServerCredential = (name: string): boolean => name.startsWith('mcp:');

type Deps = Pick<CoreServices, 'envelope' | 'allowPrivateProviders'>;

/**
 * Returns, as JSON, the credential with which a turn calls a server, or why there is none: it was deleted or switched off, or moved to another
 * host since the turn began.
 */
export function createCredentialResolver(deps: Deps): ResolveSecret {
  return async (tx, ctx, { name, subject, host }) => {
    const user = { ...ctx, subject };
    const [, id = ''] = NAME.exec(name) ?? [];
    const parsed = McpServerId.safeParse(id);
    const stored = parsed.success ? await findMcpServer(tx, user, { id: parsed.data }) : null;
    return JSON.stringify(await reveal(deps, user, { stored, host }));
  };
}

async function reveal(
  deps: Deps,
  user: ServerUser,
  { stored, host }: { stored: StoredMcpServer | null; host: string },
): Promise<McpCredential> {
  if (stored === null) return { reason: 'not_found', message: 'The MCP server was deleted.' };
  if (hostOf(stored.server.url) !== host) {
    const message = 'The MCP server has moved since this turn began. Its tools are there in the next turn.';
    return { reason: 'not_found', message };
  }
  const access = await openServerAccess(deps, user, stored);
  if ('kind' in access) return { reason: access.reason, message: access.message };
  const { headers, allowPrivateAddress } = access;
  return { headers, allow_private_address: allowPrivateAddress, is_renewable: false };
}

function hostOf(address: string): string {
  const { protocol, hostname, port } = new URL(address);
  return `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
}
