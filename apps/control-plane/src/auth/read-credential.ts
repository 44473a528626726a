import { EverrunsError } from '@everruns/schemas';
import type { SessionCookie } from './session-cookie.ts';

export const API_KEY_PREFIX = 'evr_';

/** What a request shows, not yet looked up. */
export interface ShownCredential {
  kind: 'session' | 'token' | 'api_key';
  secret: string;
}

/**
 * `Authorization: Bearer <access token | key>`, `<key>`, `ApiKey <key>`, or the session cookie. A header that is none of these never
 * falls back to the cookie. Null when there is neither; throws `unauthenticated`.
 */
export function readCredential(headers: Headers, cookie: SessionCookie): ShownCredential | null {
  const header = headers.get('authorization');
  if (header === null) {
    const secret = cookie.read(headers);
    return secret === null || secret === '' ? null : { kind: 'session', secret };
  }
  const [, scheme, value = ''] = /^(?:(bearer|apikey) +)?(\S+)$/i.exec(header.trim()) ?? [];
  if (value.startsWith(API_KEY_PREFIX)) return { kind: 'api_key', secret: value };
  if (scheme?.toLowerCase() === 'bearer' && value.split('.').length === 3) return { kind: 'token', secret: value };
  throw unauthenticated('The Authorization header holds no access token and no API key.');
}

export function unauthenticated(detail: string): EverrunsError {
  return new EverrunsError('unauthenticated', detail);
}
