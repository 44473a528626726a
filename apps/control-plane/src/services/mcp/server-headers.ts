import { EverrunsError, type McpAuth } from '@everruns/schemas';
import type { EncryptedSecret, Envelope, SecretPlace } from '../../crypto/envelope.ts';
import type { RequestContext } from '../../kernel/request-context.ts';

type Organization = Pick<RequestContext, 'org_id'>;
type Headers = Readonly<Record<string, string>>;

export function encryptHeaders(
  envelope: Envelope,
  ctx: Organization,
  { id, headers }: { id: string; headers: Headers },
): EncryptedSecret {
  return envelope.encrypt(JSON.stringify(headers), placeOf(ctx.org_id, id));
}

/** Throws `internal` when they were altered, moved, or are of another key ring. */
export function decryptHeaders(
  envelope: Envelope,
  ctx: Organization,
  { id, payload }: { id: string; payload: unknown },
): Headers {
  // Only `encryptHeaders` writes what can be decrypted at this place.
  return payload === null ? {} : (JSON.parse(envelope.decrypt(payload, placeOf(ctx.org_id, id))) as Headers);
}

/** Throws `invalid_request` for headers that would not be sent, and for their absence where they are all that signs in. */
export function assertHeadersFit(auth: McpAuth, headerNames: readonly string[]): void {
  if (auth === 'none' && headerNames.length > 0) throw refuse('headers', 'must be absent while auth is none');
  if (auth === 'headers' && headerNames.length === 0) throw refuse('headers', 'must be given while auth is headers');
}

/** Throws `invalid_request` for a client that would not be used. */
export function assertClientFits(auth: McpAuth, client: object | null | undefined): void {
  if (auth !== 'oauth' && client !== null && client !== undefined)
    throw refuse('oauth_client', 'must be absent unless auth is oauth');
}

function refuse(path: string, message: string): EverrunsError {
  return new EverrunsError('invalid_request', `${path}: ${message}.`, {
    errors: [{ path, code: 'invalid', message }],
  });
}

function placeOf(orgId: string, id: string): SecretPlace {
  return { table: 'mcp_servers', row_id: id, org_id: orgId };
}
