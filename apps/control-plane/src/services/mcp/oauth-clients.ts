import { OauthClient } from '@everruns/mcp';
import { z } from 'zod';
import type { EncryptedSecret, Envelope, SecretPlace } from '../../crypto/envelope.ts';
import type { RequestContext } from '../../kernel/request-context.ts';

type Organization = Pick<RequestContext, 'org_id'>;

/** The OAuth clients of a server. */
export const OauthClients = z.object({
  /** The one that an admin gave. */
  given: OauthClient.optional(),
  /** Those that were registered, newest first: each for one authorization server and one address to come back to. */
  registered: z.array(z.object({ redirect_uri: z.string(), client: OauthClient })).default([]),
});
export type OauthClients = z.infer<typeof OauthClients>;

const MAX_REGISTERED = 8;

export function encryptClients(
  envelope: Envelope,
  ctx: Organization,
  { id, clients }: { id: string; clients: OauthClients },
): EncryptedSecret {
  return envelope.encrypt(JSON.stringify(clients), placeOf(ctx.org_id, id));
}

/** Throws `internal` when they were altered, moved, or are of another key ring. */
export function decryptClients(
  envelope: Envelope,
  ctx: Organization,
  { id, payload }: { id: string; payload: unknown },
): OauthClients {
  if (payload === null) return { registered: [] };
  return OauthClients.parse(JSON.parse(envelope.decrypt(payload, placeOf(ctx.org_id, id))));
}

/** The client to be used with an authorization server. One that belongs to another is never used. */
export function findClient(
  { given, registered }: OauthClients,
  { issuer, redirectUri }: { issuer: string; redirectUri: string },
): OauthClient | undefined {
  if (given !== undefined) return given.issuer === undefined || given.issuer === issuer ? given : undefined;
  return registered.find(({ redirect_uri, client }) => redirect_uri === redirectUri && client.issuer === issuer)
    ?.client;
}

/** The clients after a login was begun: a given one belongs to its first authorization server from then on. */
export function rememberClient(
  clients: OauthClients,
  used: { client: OauthClient; redirectUri: string; isRegistered: boolean },
): OauthClients | null {
  const { given, registered } = clients;
  const { client, redirectUri: redirect_uri, isRegistered } = used;
  if (isRegistered)
    return { ...clients, registered: [{ redirect_uri, client }, ...registered].slice(0, MAX_REGISTERED) };
  const isFirstUse = given?.client_id === client.client_id && given.issuer === undefined && client.issuer !== undefined;
  return isFirstUse ? { ...clients, given: { ...given, issuer: client.issuer } } : null;
}

function placeOf(orgId: string, id: string): SecretPlace {
  return { table: 'mcp_servers', row_id: id, org_id: orgId };
}
