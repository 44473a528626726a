import { hashHeaders } from '@everruns/mcp';
import { McpServerId, type McpCredential } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import type { ResolveSecret, SecretToPrepare } from '../../engine/index.ts';
import { findMcpServer, type StoredMcpServer } from '../../repositories/mcp-servers.ts';
import type { CoreServices } from '../services.ts';
import type { FailedServer } from './mcp-directory.ts';
import { renewLogin } from './renew-login.ts';
import { DISABLED, toAccess } from './server-access.ts';
import type { ServerUser } from './server-user.ts';
import { endLogin, hasRefreshToken, readLogin } from './usable-login.ts';

const NAME = /^mcp:([0-9a-f-]{36})(?::([0-9a-f]{32})(?::([A-Za-z0-9_-]{1,1400}))?)?$/;
const MAX_SCOPES = 50;

/** Whether a name asks for the credential of a server. No secret of an organization can have it. */
export const isServerCredential = (name: string): boolean => name.startsWith('mcp:');

type Deps = Pick<CoreServices, 'db' | 'clock' | 'envelope' | 'openFetch' | 'allowPrivateProviders' | 'uiUrl'>;

/**
 * Returns, as JSON, the credential with which a turn calls a server, or why there is none: it was deleted or switched off, moved to another
 * host since the turn began, or wants a login. A login that ends, or was refused, is renewed first, outside the transaction.
 */
export function createCredentialResolver(deps: Deps): ResolveSecret {
  return async (tx, ctx, { name, subject, host, isPrepared }) => {
    const user = { ...ctx, subject };
    const [, id = '', rejected = '', scopes = ''] = NAME.exec(name) ?? [];
    const parsed = McpServerId.safeParse(id);
    const stored = parsed.success ? await findMcpServer(tx, user, { id: parsed.data }) : null;
    const refusal = { rejected, wanted: readScopes(scopes) };
    const answer = await reveal(deps, tx, { user, stored, host, isPrepared, ...refusal });
    return 'prepare' in answer ? answer : JSON.stringify(answer);
  };
}

interface Question {
  user: ServerUser;
  stored: StoredMcpServer | null;
  host: string;
  isPrepared: boolean;
  /** The hash of the headers that the server has refused, or nothing. */
  rejected: string;
  /** The scopes that it wanted when it did. */
  wanted: readonly string[];
}

async function reveal(deps: Deps, tx: Tx, question: Question): Promise<McpCredential | SecretToPrepare> {
  const { user, stored, host } = question;
  if (stored === null) return { reason: 'not_found', message: 'The MCP server was deleted.' };
  if (hostOf(stored.server.url) !== host) {
    const message = 'The MCP server has moved since this turn began. Its tools are there in the next turn.';
    return { reason: 'not_found', message };
  }
  if (stored.server.status === 'disabled') return toReason(DISABLED);
  if (stored.server.auth === 'oauth') return revealLogin(deps, tx, { ...question, stored });
  return { ...toCredential(deps, user, { stored }), is_renewable: false };
}

async function revealLogin(
  deps: Deps,
  tx: Tx,
  { user, stored, isPrepared, rejected, wanted }: Question & { stored: StoredMcpServer },
): Promise<McpCredential | SecretToPrepare> {
  const { server } = stored;
  const login = await readLogin(deps, tx, { user, server, isRenewed: isPrepared });
  if (login.kind === 'failed') return toReason(login);
  if (login.kind === 'renew') return { prepare: () => renewLogin(deps, user, login.stored) };
  const credential = toCredential(deps, user, { stored, authorization: login.authorization });
  if (hashHeaders(credential.headers) !== rejected) return { ...credential, is_renewable: true };
  const { scopes } = login.stored.connection;
  const missing = wanted.filter((scope) => !scopes.includes(scope));
  const ended = { user, server, stored: login.stored };
  if (wanted.length > 0) {
    if (missing.length === 0) return { reason: 'unauthorized', message: 'The login is not allowed to do this.' };
    const error = `The call needs more than the login allows: ${missing.join(' ')}.`;
    return toReason(await endLogin(deps, tx, { ...ended, error, wanted: [...new Set([...scopes, ...wanted])] }));
  }
  if (!isPrepared && hasRefreshToken(deps, user, login.stored))
    return { prepare: () => renewLogin(deps, user, login.stored) };
  return toReason(await endLogin(deps, tx, { ...ended, error: 'The server no longer accepts the login.', wanted: [] }));
}

function toCredential(deps: Deps, user: ServerUser, given: { stored: StoredMcpServer; authorization?: string }) {
  const { headers, allowPrivateAddress } = toAccess(deps, user, given);
  return { headers: { ...headers }, allow_private_address: allowPrivateAddress };
}

function toReason({ reason, message, connection }: FailedServer): McpCredential {
  return { reason, message, ...(connection === undefined ? {} : { connection }) };
}

function readScopes(encoded: string): readonly string[] {
  const text = Buffer.from(encoded, 'base64url').toString('utf8');
  return text
    .split(' ')
    .filter((scope) => /^[\x21-\x7e]{1,256}$/.test(scope))
    .slice(0, MAX_SCOPES);
}

function hostOf(address: string): string {
  const { protocol, hostname, port } = new URL(address);
  return `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
}
