import { beginLogin, LoginFailure, McpFailure, type BegunLogin, type Challenge } from '@everruns/mcp';
import {
  EverrunsError,
  LOCAL_SUBJECT,
  type McpLogin,
  type McpServer,
  type McpServerId,
  type StartMcpLoginRequest,
} from '@everruns/schemas';
import { hashSecretToken, makeSecretToken } from '../../auth/secret-token.ts';
import { inTransaction } from '../../db/transaction.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { subjectOfNew } from '../../kernel/subject-reach.ts';
import { findConnection } from '../../repositories/mcp-connections.ts';
import { insertLogin } from '../../repositories/mcp-logins.ts';
import { findMcpServer, storeOauthClients, type StoredMcpServer } from '../../repositories/mcp-servers.ts';
import type { Services } from '../services.ts';
import { getStoredMcpServer } from './get.ts';
import { unavailable } from './list-tools.ts';
import { clientMetadataUrlFor, connectPageOf } from './client-metadata.ts';
import { allowsLoopback, openLoginFetch } from './login-fetch.ts';
import { toLoginFailureReason } from './login-failure-reason.ts';
import { decryptClients, encryptClients, findClient, rememberClient } from './oauth-clients.ts';
import { placeOfBegunLogin } from './place-of-login.ts';
import { toAccess } from './server-access.ts';

export interface StartMcpLoginInput {
  server_id: McpServerId;
  request: StartMcpLoginRequest;
  /** Whether the caller may sign in for the whole organization. */
  is_admin: boolean;
}

/**
 * Begins a login of a subject at a server: finds its authorization server, registers a client if need be, and returns the page on which the
 * person signs in. Throws `not_found`, `forbidden`, `conflict` for a server without logins, and `mcp_server_unavailable`.
 */
export async function startMcpLogin(
  deps: Services,
  ctx: RequestContext,
  { server_id, request, is_admin }: StartMcpLoginInput,
): Promise<McpLogin> {
  const stored = await getStoredMcpServer(deps, ctx, { server_id });
  const subject = subjectOfNew(ctx, request.subject);
  assertMaySignIn(subject, is_admin);
  const { server } = stored;
  if (server.auth !== 'oauth')
    throw new EverrunsError('conflict', `The MCP server ${server.name} has no logins. Set auth to oauth first.`);
  const state = makeSecretToken('');
  const redirectUri = request.redirect_uri ?? connectPageOf(deps);
  const before = await findConnection(deps.db, ctx, { server_id, subject });
  const scopes = before?.wanted_scopes ?? [];
  const begun = await begin(deps, ctx, { stored, state, redirectUri, scopes });
  const id = deps.ids.uuid();
  const pending = deps.envelope.encrypt(JSON.stringify(begun.pending), placeOfBegunLogin(ctx, id));
  const expiresAt = await inTransaction(deps.db, async (tx) => {
    const locked = await findMcpServer(tx, ctx, { id: server_id, lock: true });
    if (locked === null) throw notFound('MCP server');
    const clients = decryptClients(deps.envelope, ctx, { id: server_id, payload: locked.clients });
    const used = { client: begun.pending.client, redirectUri, isRegistered: begun.registered !== null };
    const changed = rememberClient(clients, used);
    if (changed !== null)
      await storeOauthClients(tx, ctx, {
        id: server_id,
        clients: encryptClients(deps.envelope, ctx, { id: server_id, clients: changed }),
      });
    return insertLogin(tx, ctx, { id, server_id, subject, stateHash: hashSecretToken(state), pending });
  });
  deps.mcp.logins.note('started');
  return { authorize_url: begun.authorizeUrl, expires_at: expiresAt.toISOString() };
}

/** A login of the organization is used by all its members. */
export function assertMaySignIn(subject: string, isAdmin: boolean): void {
  if (subject !== LOCAL_SUBJECT || isAdmin) return;
  const message = 'is the organization as a whole, for which only an admin signs in';
  throw new EverrunsError('forbidden', `subject: ${message}.`, {
    errors: [{ path: 'subject', code: 'not_yours', message }],
  });
}

interface Beginning {
  stored: StoredMcpServer;
  state: string;
  redirectUri: string;
  scopes: readonly string[];
}

async function begin(
  deps: Services,
  ctx: RequestContext,
  { stored, state, redirectUri, scopes }: Beginning,
): Promise<BegunLogin> {
  const { server } = stored;
  const clients = decryptClients(deps.envelope, ctx, { id: server.id, payload: stored.clients });
  try {
    return await beginLogin({
      serverUrl: server.url,
      redirectUri,
      state,
      fetch: openLoginFetch(deps, server.url),
      challenge: await findChallenge(deps, ctx, stored),
      scopes,
      clientMetadataUrl: clientMetadataUrlFor(deps, redirectUri),
      findClient: (issuer) => {
        if (clients.given?.issuer !== undefined && clients.given.issuer !== issuer)
          throw new LoginFailure(
            'refused',
            'The server has moved to another authorization server. Set oauth_client again.',
          );
        return findClient(clients, { issuer, redirectUri });
      },
      allowsLoopback: allowsLoopback(deps, server.url),
    });
  } catch (error) {
    deps.mcp.logins.noteFailed(toLoginFailureReason(error));
    throw toUnavailable(server, error);
  }
}

/** Asks the server without a login, for what it says when it refuses that. One that refuses nothing is asked by its well-known address. */
async function findChallenge(
  deps: Services,
  ctx: RequestContext,
  stored: StoredMcpServer,
): Promise<Challenge | undefined> {
  const access = toAccess(deps, { org_id: ctx.org_id, subject: LOCAL_SUBJECT }, { stored });
  try {
    await deps.mcp.directory.use({ ...access, credential: 'none' }, (client) => client.list('tools'));
    return undefined;
  } catch (error) {
    if (error instanceof McpFailure && error.kind === 'unauthorized') return error.challenge;
    throw error;
  }
}

export function toUnavailable({ name }: McpServer, error: unknown): unknown {
  const isAnswer = error instanceof LoginFailure || error instanceof McpFailure;
  return isAnswer ? unavailable(name, { message: error.message }) : error;
}
