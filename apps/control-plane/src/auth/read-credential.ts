import { EverrunsError } from '@everruns/schemas';
import type { SessionCookie } from './session-cookie.ts';

export const API_KEY_PREFIX = 'evr_';

/** A credential of a request, not yet looked up. */
export interface ShownCredential {
  kind: 'session' | 'token' | 'api_key';
  secret: string;
}

/**
 * Reads `Authorization: Bearer <access token | key>`, `<key>`, `ApiKey <key>`, or the session cookie. If the header is none of these, the
 * cookie is not used. Null if there is neither; throws `unauthenticated`.
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
