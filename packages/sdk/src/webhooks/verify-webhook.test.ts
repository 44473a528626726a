import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { verifyWebhook, WebhookVerificationError } from './verify-webhook.ts';

const SECRET = `whsec_${btoa('0123456789abcdef0123456789abcdef')}`;
const OTHER = `whsec_${btoa('another key of thirty-two bytes!')}`;
const ID = '0194f7a0-0000-7000-8000-0000000000d2';
const BODY = JSON.stringify({
  type: 'turn.completed',
  timestamp: '2026-12-01T09:30:04.125Z',
  data: { text: 'Grüße 🦜' },
});

/** Headers that the official package signs. */
function headersOf(secret: string, { body = BODY, at = new Date() } = {}): Record<string, string> {
  return {
    'webhook-id': ID,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(ID, at, body),
  };
}

it('accepts what the official package has signed, as text and as bytes, with either kind of headers', async () => {
  const headers = headersOf(SECRET);
  const message = { id: ID, ...(JSON.parse(BODY) as object) };
  expect(await verifyWebhook({ headers, body: BODY, secret: SECRET })).toEqual(message);
  const bytes = new TextEncoder().encode(BODY);
  expect(await verifyWebhook({ headers: new Headers(headers), body: bytes, secret: SECRET })).toEqual(message);
});

it('accepts one of two signatures, and one of two secrets, while a secret is rotated', async () => {
  const [old, now] = [headersOf(OTHER), headersOf(SECRET)];
  const both = { ...now, 'webhook-signature': `${old['webhook-signature']} v1a,AAAA ${now['webhook-signature']}` };
  expect(new Webhook(OTHER).verify(BODY, both)).toBeDefined();
  expect(await verifyWebhook({ headers: both, body: BODY, secret: SECRET })).toMatchObject({ id: ID });
  expect(await verifyWebhook({ headers: old, body: BODY, secret: [SECRET, OTHER] })).toMatchObject({ id: ID });
});

it.each([
  ['another secret', { headers: headersOf(OTHER) }],
  ['a changed body', { headers: headersOf(SECRET), body: BODY.replace('completed', 'failed') }],
  ['another id', { headers: { ...headersOf(SECRET), 'webhook-id': 'x' } }],
  ['a request of six minutes ago', { headers: headersOf(SECRET, { at: new Date(Date.now() - 360_000) }) }],
  ['a request of the future', { headers: headersOf(SECRET, { at: new Date(Date.now() + 360_000) }) }],
  ['no signature', { headers: { 'webhook-id': ID, 'webhook-timestamp': '1' } }],
  ['a signature that is no base64', { headers: { ...headersOf(SECRET), 'webhook-signature': 'v1,%%% v1, x' } }],
  ['a time that is none', { headers: { ...headersOf(SECRET), 'webhook-timestamp': 'now' } }],
])('refuses %s', async (_, given) => {
  await expect(verifyWebhook({ body: BODY, secret: SECRET, ...given })).rejects.toThrow(WebhookVerificationError);
});

it('says that a secret is none', async () => {
  await expect(verifyWebhook({ headers: headersOf(SECRET), body: BODY, secret: 'hunter2' })).rejects.toThrow(TypeError);
});
