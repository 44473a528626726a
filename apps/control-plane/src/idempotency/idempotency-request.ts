import { createHash } from 'node:crypto';
import { EverrunsError, LIMITS } from '@everruns/schemas';

/** One keyed write. The same key in the same scope must come with the same fingerprint. */
export interface IdempotencyRequest {
  /** Principal, method and concrete path. */
  scope: string;
  key: string;
  /** Of the raw body and the query without `wait`. */
  fingerprint: string;
}

export interface KeyedRequest {
  key: string | null;
  principal: string;
  method: string;
  /** Path and query as the client sent them. */
  url: URL;
  rawBody: Uint8Array;
}

/** Reads an `Idempotency-Key` header. Null without one; throws `invalid_request` for a key that is empty, too long or unprintable. */
export function parseIdempotencyRequest(request: KeyedRequest): IdempotencyRequest | null {
  if (request.key === null) return null;
  if (request.key.length > LIMITS.idempotencyKeyLength || !/^[\x21-\x7e]+$/.test(request.key)) {
    const message = `must be 1 to ${LIMITS.idempotencyKeyLength} printable ASCII characters without spaces`;
    throw new EverrunsError('invalid_request', `Idempotency-Key ${message}.`, {
      errors: [{ path: 'Idempotency-Key', code: 'invalid', message, limit: LIMITS.idempotencyKeyLength }],
    });
  }
  const query = [...request.url.searchParams].filter(([name]) => name !== 'wait');
  const hash = createHash('sha256').update(JSON.stringify(query)).update('\0').update(request.rawBody);
  return {
    scope: `${request.principal} ${request.method.toUpperCase()} ${request.url.pathname}`,
    key: request.key,
    fingerprint: hash.digest('base64url'),
  };
}
