import { createHmac, randomBytes } from 'node:crypto';
import type { SecretPlace } from '../../crypto/envelope.ts';

const PREFIX = 'whsec_';
const KEY_BYTES = 32;

/** A new secret in the form of Standard Webhooks. */
export function makeWebhookSecret(): string {
  return PREFIX + randomBytes(KEY_BYTES).toString('base64');
}

export function placeOfWebhook(orgId: string, id: string): SecretPlace {
  return { table: 'webhooks', row_id: id, org_id: orgId };
}

/** The headers of one attempt. There is one signature for each secret that counts. */
export function signDelivery(
  secrets: readonly string[],
  { id, body, seconds }: { id: string; body: string; seconds: number },
): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') };
}
