import type { EncryptedSecret, Envelope, SecretPlace } from '../../crypto/envelope.ts';
import type { RequestContext } from '../../kernel/request-context.ts';

type Organization = Pick<RequestContext, 'org_id'>;

export function encryptProviderKey(
  envelope: Envelope,
  ctx: Organization,
  secret: { id: string; api_key: string },
): EncryptedSecret {
  return envelope.encrypt(secret.api_key, placeOf(ctx.org_id, secret.id));
}

/** Throws `internal` when the key was altered, moved, or is of another key ring. */
export function decryptProviderKey(
  envelope: Envelope,
  ctx: Organization,
  stored: { id: string; payload: unknown },
): string {
  return envelope.decrypt(stored.payload, placeOf(ctx.org_id, stored.id));
}

function placeOf(orgId: string, id: string): SecretPlace {
  return { table: 'llm_providers', row_id: id, org_id: orgId };
}
