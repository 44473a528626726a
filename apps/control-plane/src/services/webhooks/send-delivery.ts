import { isEverrunsError, LIMITS } from '@everruns/schemas';
import type { CoreServices } from '../services.ts';
import type { AttemptResult, TakenDelivery } from './statements.ts';
import { placeOfWebhook, signDelivery } from './webhook-secret.ts';

export type SendDeps = Pick<CoreServices, 'clock' | 'envelope' | 'openFetch' | 'allowPrivateProviders'>;

const TIMEOUT_MS = 15_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** The times between attempts: three days in all. Each is spread by a fifth, up and down. */
const DELAYS_MS = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  20 * HOUR,
];
const SPREAD = 0.2;
/** A server may ask for more time, but not for more than this. */
const MAX_ASKED_MS = HOUR;

export interface Sent extends AttemptResult {
  /** The server answered 410: it wants no more. */
  isGone: boolean;
}

/** Sends one delivery once. Never throws. */
export async function sendDelivery(deps: SendDeps, delivery: TakenDelivery, random = Math.random): Promise<Sent> {
  try {
    const response = await post(deps, delivery);
    const responseBody = await readStart(response);
    const answered = { responseStatus: response.status, responseBody, error: null };
    if (response.ok) return { ...answered, status: 'delivered', delayMs: 0, isGone: false };
    const isGone = response.status === 410;
    return { ...answered, ...(isGone ? FAILED : next(delivery, askedMs(response), random)), isGone };
  } catch (error) {
    const told = { responseStatus: null, responseBody: null, error: describe(error) };
    return { ...told, ...next(delivery, 0, random), isGone: false };
  }
}

const FAILED = { status: 'failed', delayMs: 0 } as const;

function next({ attempts }: TakenDelivery, askedFor: number, random: () => number): Pick<Sent, 'status' | 'delayMs'> {
  const delay = DELAYS_MS[attempts - 1];
  if (delay === undefined) return FAILED;
  const spread = delay * (1 - SPREAD + 2 * SPREAD * random());
  return { status: 'pending', delayMs: Math.max(spread, askedFor) };
}

function post(deps: SendDeps, delivery: TakenDelivery): Promise<Response> {
  const { org_id, id, webhook_id, event, data, created_at, url } = delivery;
  const body = JSON.stringify({ type: event, timestamp: created_at.toISOString(), data });
  const place = placeOfWebhook(org_id, webhook_id);
  const sealed = [delivery.secret, ...(delivery.previous === null ? [] : [delivery.previous])];
  const secrets = sealed.map((secret) => deps.envelope.decrypt(secret, place));
  const seconds = Math.floor(deps.clock.now() / SECOND);
  const send = deps.openFetch({
    purpose: 'tool',
    allowPrivateAddress: deps.allowPrivateProviders,
    timeoutMs: TIMEOUT_MS,
  });
  return send(url, {
    method: 'POST',
    // An address that has moved is changed by a person, so that nothing is sent to where they did not point.
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'everruns-webhooks/1',
      ...signDelivery(secrets, { id, body, seconds }),
    },
    body,
  });
}

/** Reads the beginning of the body, and leaves the rest. */
async function readStart({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < LIMITS.webhookResponseBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, LIMITS.webhookResponseBytes), { stream: true });
    }
  } catch {
    // The answer counts by its status; its body is only shown.
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  // PostgreSQL stores no NUL, and half of a surrogate pair is no text.
  return text.slice(0, LIMITS.webhookResponseBytes).replaceAll('\0', '').toWellFormed();
}

function askedMs({ headers, status }: Response): number {
  if (status !== 429 && status !== 503) return 0;
  const seconds = Number(headers.get('retry-after') ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * SECOND, MAX_ASKED_MS) : 0;
}

function describe(error: unknown): string {
  if (isEverrunsError(error)) return error.message.slice(0, LIMITS.webhookResponseBytes);
  return `The server cannot be reached, or did not answer within ${TIMEOUT_MS / SECOND} s.`;
}
