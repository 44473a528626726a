import { createHash, subtle } from 'node:crypto';
import { EverrunsError, LIMITS } from '@everruns/schemas';

/** A write with an `Idempotency-Key`. The same key in the same scope must come with the same fingerprint. */
export interface IdempotencyRequest {
  /** Principal, method and concrete path. */
  scope: string;
  key: string;
  /** The fingerprint of the raw body, and of the query without `wait`. */
  fingerprint: string;
}

export interface KeyedRequest {
  key: string;
  principal: string;
  method: string;
  /** Path and query as the client sent them. */
  url: URL;
  rawBody: Uint8Array;
}

/** Reads an `Idempotency-Key` header. Throws `invalid_request` for a key that is empty, too long or unprintable. */
export async function parseIdempotencyRequest(request: KeyedRequest): Promise<IdempotencyRequest> {
  if (request.key.length > LIMITS.idempotencyKeyLength || !/^[\x21-\x7e]+$/.test(request.key)) {
    const message = `must be 1 to ${LIMITS.idempotencyKeyLength} printable ASCII characters without spaces`;
    throw new EverrunsError('invalid_request', `Idempotency-Key ${message}.`, {
      errors: [{ path: 'Idempotency-Key', code: 'invalid', message, limit: LIMITS.idempotencyKeyLength }],
    });
  }
  const query = [...request.url.searchParams].filter(([name]) => name !== 'wait');
  const parts = [Buffer.from(`${JSON.stringify(query)}\0`), request.rawBody];
  return {
    scope: `${request.principal} ${request.method.toUpperCase()} ${request.url.pathname}`,
    key: request.key,
    fingerprint: (await digest(parts)).toString('base64url'),
  };
}

const DIGESTED_HERE_BYTES = 64 * 1024;

/** Returns the SHA-256. A large body is hashed in libuv's threads, because 16 MB take 50 ms. */
async function digest(parts: readonly Uint8Array[]): Promise<Buffer> {
  const all = Buffer.concat(parts);
  if (all.length <= DIGESTED_HERE_BYTES) return createHash('sha256').update(all).digest();
  return Buffer.from(await subtle.digest('SHA-256', all));
}
