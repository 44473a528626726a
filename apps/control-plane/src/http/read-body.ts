import type { Clock } from '@everruns/core/catalog';
import { EverrunsError, LIMITS } from '@everruns/schemas';
import { decodeUtf8, malformed, parseJson } from '../kernel/parse-json.ts';
import { JSON_LIMITS } from '../kernel/json-limits.ts';

/** The part of a request that is needed to read its body. */
export interface BodyCarrier {
  headers: Headers;
  body: ReadableStream<Uint8Array> | null;
  /** The whole body at once, used when its length is announced: creating a stream would cost more than everything else. */
  arrayBuffer?(): Promise<ArrayBuffer>;
}

export interface BodyLimits {
  maxBytes: number;
  timeoutMs: number;
}

export const BODY_LIMITS: BodyLimits = {
  maxBytes: LIMITS.bodyBytes,
  timeoutMs: LIMITS.bodyTimeoutMs,
};

/** A route without a body reads only as many bytes as it needs to detect a body that was sent by mistake. */
export const NO_BODY_LIMITS: BodyLimits = { ...BODY_LIMITS, maxBytes: 16 * 1024 };

const MAX_ERRORS = 50;
const NOTHING = new Uint8Array(0);

/** Reads the raw bytes of a body, within its size and time limits. Throws `payload_too_large`, `request_timeout`, `malformed_json`. */
export async function readBytes(carrier: BodyCarrier, clock: Clock, limits: BodyLimits): Promise<Uint8Array> {
  const announced = carrier.headers.get('content-length');
  if (Number(announced ?? 0) > limits.maxBytes) throw tooLarge(limits.maxBytes);
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const stopWaiting = clock.after(limits.timeoutMs, () => resolve('late'));
  try {
    if (announced !== null && carrier.arrayBuffer !== undefined) {
      const whole = await Promise.race([carrier.arrayBuffer().catch(brokenBody), late]);
      return within(limits, new Uint8Array(whole === 'late' ? refuseLate(limits) : whole));
    }
    return carrier.body === null ? NOTHING : await collect(carrier.body.getReader(), late, limits);
  } finally {
    stopWaiting();
  }
}

function within({ maxBytes }: BodyLimits, bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

function refuseLate({ timeoutMs }: BodyLimits): never {
  throw new EverrunsError('request_timeout', `The body did not arrive within ${timeoutMs} ms.`, {
    errors: [{ path: '$', code: 'too_slow', message: 'did not arrive in time', limit: timeoutMs }],
  });
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  late: Promise<'late'>,
  limits: BodyLimits,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const next = await Promise.race([reader.read().catch(brokenBody), late]);
    if (next === 'late') return refuseLate(limits);
    if (next.done) return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    size += next.value.byteLength;
    if (size > limits.maxBytes) throw tooLarge(limits.maxBytes);
    chunks.push(next.value);
  }
}

/** Routes without a body accept nothing, white space or `{}` under any media type. */
export function assertNoBody(bytes: Uint8Array): void {
  if (bytes.byteLength === 0) return;
  const text = decodeUtf8(bytes).trim();
  if (text === '') return;
  const value = parseJson(text, JSON_LIMITS);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new EverrunsError('invalid_request', 'This route takes no body. Send none, or {}.', {
      errors: [{ path: '$', code: 'not_empty', message: 'must be empty or {}' }],
    });
  }
  const errors = Object.keys(value)
    .slice(0, MAX_ERRORS)
    .map((path) => ({
      path,
      code: 'unknown_field',
      message: 'is not a field of this object',
    }));
  if (errors.length > 0)
    throw new EverrunsError('unknown_field', 'This route takes no body. Send none, or {}.', { errors });
}

/** The media type of a body, in lower case and without parameters. */
export function mediaTypeOf(headers: Headers): string {
  return (headers.get('content-type') ?? '').toLowerCase().split(';')[0]?.trim() ?? '';
}

/** Throws `unsupported_media_type` unless the body is uncompressed JSON in UTF-8. */
export function assertJsonMediaType(headers: Headers): void {
  assertMediaType(headers, {
    fits: (type) => /^application\/([a-z0-9.-]+\+)?json$/.test(type),
    names: 'application/json',
  });
}

/** Throws `unsupported_media_type` unless the body is uncompressed text in UTF-8 of one of these types. */
export function assertTextMediaType(headers: Headers, types: readonly string[]): void {
  assertMediaType(headers, { fits: (type) => types.includes(type), names: types.join(', ') });
}

function assertMediaType(headers: Headers, wanted: { fits: (type: string) => boolean; names: string }): void {
  const [, ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const encoding = headers.get('content-encoding') ?? 'identity';
  const isOfType = wanted.fits(mediaTypeOf(headers));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (isOfType && isUtf8 && encoding === 'identity') return;
  const path = isOfType && isUtf8 ? 'Content-Encoding' : 'Content-Type';
  const message = path === 'Content-Type' ? `must be ${wanted.names} in UTF-8` : 'must be identity';
  throw new EverrunsError('unsupported_media_type', `${path} ${message}.`, {
    errors: [{ path, code: 'unsupported', message }],
  });
}

function brokenBody(error: unknown): never {
  throw malformed('The connection was closed before the end of the body.', error);
}

function tooLarge(limit: number): EverrunsError {
  const message = `must be at most ${limit} bytes`;
  return new EverrunsError('payload_too_large', `The body ${message}.`, {
    errors: [{ path: '$', code: 'too_big', message, limit }],
  });
}
