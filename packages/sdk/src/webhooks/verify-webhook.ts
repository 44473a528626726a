import { systemClock } from '@everruns/kernel';
import type { Webhook } from '../nouns.ts';

/** The body of a request to a webhook, once its signature was verified. */
export interface WebhookMessage {
  /** The same in every attempt, and when a delivery is replayed: handle each id once. */
  id: string;
  type: Webhook['events'][number];
  /** When it happened, in RFC 3339. */
  timestamp: string;
  /** Ids and small values: what is needed beyond them is read over the API. */
  data: Record<string, unknown>;
}

/** The request is not from Everruns, was changed, or is old. Answer it with 400. */
export class WebhookVerificationError extends Error {
  override name = 'WebhookVerificationError';
}

export interface WebhookRequest {
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it came. It must not have been parsed and written again. */
  body: string | Uint8Array;
  /** `whsec_…`, or several of them while a secret is rotated. */
  secret: string | readonly string[];
  /** How old a request may be, and how far its clock may be ahead, in seconds. Default: 300. */
  toleranceSeconds?: number;
}

const PREFIX = 'whsec_';
const TOLERANCE_SECONDS = 300;

/**
 * Verifies a request to a webhook by the rules of Standard Webhooks, and returns its message. It runs in Node, browsers and edge runtimes.
 * Throws `WebhookVerificationError`, and `TypeError` for a secret that is none.
 */
export async function verifyWebhook(request: WebhookRequest): Promise<WebhookMessage> {
  const id = headerOf(request, 'webhook-id');
  const timestamp = headerOf(request, 'webhook-timestamp');
  const signatures = headerOf(request, 'webhook-signature').split(' ');
  assertRecent(timestamp, request.toleranceSeconds ?? TOLERANCE_SECONDS);
  const body = typeof request.body === 'string' ? new TextEncoder().encode(request.body) : request.body;
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  const secrets = typeof request.secret === 'string' ? [request.secret] : request.secret;
  for (const secret of secrets) {
    if (await isSigned(signed, signatures, secret)) return { id, ...parse(body) };
  }
  throw new WebhookVerificationError('No signature of the request fits the secret.');
}

function headerOf({ headers }: WebhookRequest, name: string): string {
  const found = headers instanceof Headers ? headers.get(name) : headers[name];
  if (typeof found === 'string' && found !== '') return found;
  throw new WebhookVerificationError(`The request has no header ${name}.`);
}

function assertRecent(timestamp: string, toleranceSeconds: number): void {
  const seconds = /^\d{1,15}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  if (Math.abs(systemClock.now() / 1_000 - seconds) <= toleranceSeconds) return;
  throw new WebhookVerificationError('The request is too old, or its time is ahead.');
}

/** Compares in constant time: that is what `verify` does. */
async function isSigned(
  signed: Uint8Array<ArrayBuffer>,
  signatures: readonly string[],
  secret: string,
): Promise<boolean> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', keyOf(secret), algorithm, false, ['verify']);
  for (const signature of signatures) {
    const [version, value = ''] = signature.split(',', 2);
    const bytes = version === 'v1' ? decodeBase64(value) : null;
    if (bytes !== null && (await crypto.subtle.verify('HMAC', key, bytes, signed))) return true;
  }
  return false;
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  const key = secret.startsWith(PREFIX) ? decodeBase64(secret.slice(PREFIX.length)) : null;
  if (key === null || key.length === 0)
    throw new TypeError('The secret of a webhook begins with whsec_, and the rest is base64.');
  return key;
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0);
  } catch {
    return null;
  }
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Its signature says that the control plane wrote it, so it has this form. */
function parse(body: Uint8Array): Omit<WebhookMessage, 'id'> {
  return JSON.parse(new TextDecoder().decode(body)) as Omit<WebhookMessage, 'id'>;
}
