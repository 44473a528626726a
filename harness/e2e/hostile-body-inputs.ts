import { LIMITS } from '@everruns/schemas';
import type { Operation } from './operations.ts';
import type { RawRequest } from './raw-client.ts';

/** A request that must be refused, and what the error must contain. */
export interface HostileInput {
  title: string;
  request: RawRequest;
  status: number;
  code?: string;
  /** A path that `errors` must name; absent for a 404, which names no field. */
  names?: string;
  limit?: number;
}

/** What a hostile input changes of a request that is taken. */
export interface Attack extends Omit<HostileInput, 'request'> {
  path?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

const UNSAFE = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);

/** Whether an operation changes something. */
export function isUnsafe({ method }: Operation): boolean {
  return UNSAFE.has(method);
}

/** Returns what an operation must refuse of bodies and their media types. */
export function bodyAttacks(operation: Operation): Attack[] {
  if (operation.textTypes.length > 0) return [...textInputs(operation), ...mediaTypeInputs(operation)];
  if (operation.body === null) return bodilessInputs(operation);
  return [...malformedInputs(operation), ...mediaTypeInputs(operation), ...fieldInputs(operation)];
}

function textInputs(operation: Operation): Attack[] {
  return [
    { title: 'bytes that are no UTF-8', status: 400, body: Buffer.from([0x7b, 0xff, 0x7d]), names: '$' },
    { title: 'a NUL', status: 400, body: 'a\u0000', names: '$' },
    tooLargeInput(operation),
  ];
}

const OF_BODY = { status: 400, names: '$' };

function malformedInputs(operation: Operation): Attack[] {
  const text = JSON.stringify(operation.sample);
  const malformed = [
    '',
    '{',
    `${text}}`,
    text.slice(0, -1),
    '{"a":1,}',
    'nonsense',
    '\u0000',
    "{'a':1}",
    'NaN',
    '{"a":01}',
  ];
  return [
    ...malformed.map((body) => ({
      ...OF_BODY,
      title: `malformed ${JSON.stringify(body.slice(-20))}`,
      body,
      code: 'malformed_json',
    })),
    { ...OF_BODY, title: 'bytes that are no UTF-8', body: Buffer.from([0x7b, 0xff, 0x7d]), code: 'malformed_json' },
    ...['null', '[]', '1', '"text"', 'true'].map((body) => ({ ...OF_BODY, title: `${body} for an object`, body })),
    { ...OF_BODY, title: 'a key with NUL', body: text.replace('{', '{"a\\u0000":1,') },
    { ...OF_BODY, title: 'the key __proto__', body: text.replace('{', '{"__proto__":{"admin":true},') },
    { ...OF_BODY, title: '20,000 brackets', body: '['.repeat(20_000), limit: LIMITS.bodyDepth },
    tooLargeInput(operation),
  ];
}

function mediaTypeInputs({ textTypes }: Operation): Attack[] {
  const wrongTypes = [
    ...(textTypes.includes('text/plain') ? [] : ['text/plain']),
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/jsonp',
    '',
  ];
  return [
    ...wrongTypes.map((type) => ({
      title: `the media type ${type}`,
      status: 415,
      headers: { 'content-type': type },
      names: 'Content-Type',
    })),
    { title: 'a compressed body', status: 415, headers: { 'content-encoding': 'gzip' }, names: 'Content-Encoding' },
  ];
}

function fieldInputs({ sample }: Operation): Attack[] {
  const [field = ''] = Object.keys(sample ?? {});
  /** Returns the sample with raw JSON text as the value of its first field. */
  const withRaw = (raw: string): string => JSON.stringify({ ...sample, [field]: '@' }).replace('"@"', raw);
  const ofField = { status: 400, names: field };
  return [
    {
      title: 'an unknown field',
      status: 400,
      body: JSON.stringify({ ...sample, nonsense: 1 }),
      code: 'unknown_field',
      names: 'nonsense',
    },
    { ...ofField, title: 'a NUL', body: withRaw('"\\u0000"') },
    { ...ofField, title: 'a lone surrogate', body: withRaw('"\\ud800"') },
    {
      ...ofField,
      title: '20,000 brackets in a field',
      body: withRaw('['.repeat(20_000) + ']'.repeat(20_000)),
      limit: LIMITS.bodyDepth,
    },
    { ...ofField, title: '1e400', body: withRaw('1e400') },
    {
      ...ofField,
      title: 'too many items',
      body: withRaw(`[${'0,'.repeat(LIMITS.bodyItems + 1)}0]`),
      limit: LIMITS.bodyItems,
    },
  ];
}

function tooLargeInput(operation: Operation): Attack {
  const limit = maxBodyBytes(operation);
  return { title: 'a body over the cap', status: 413, body: 'x'.repeat(limit + 1), names: '$', limit };
}

/** The routes with a larger limit than the default, by id without `_nested`. */
const BODY_CAPS: Readonly<Record<string, number>> = {
  create_message: LIMITS.messageBodyBytes,
  create_session: LIMITS.messageBodyBytes,
  fork_session: LIMITS.messageBodyBytes,
  update_queued_message: LIMITS.messageBodyBytes,
  create_file: LIMITS.fileBodyBytes,
  update_file: LIMITS.fileBodyBytes,
  import_agent: LIMITS.agentFileBytes,
};

/** Returns the maximum size of an operation's body. */
export function maxBodyBytes({ operationId }: Operation): number {
  return BODY_CAPS[operationId.replace(/_nested$/, '')] ?? LIMITS.bodyBytes;
}

function bodilessInputs(operation: Operation): Attack[] {
  if (!isUnsafe(operation)) return [];
  return [
    {
      title: 'a body that it does not take',
      status: 400,
      body: '{"reason":"x"}',
      code: 'unknown_field',
      names: 'reason',
    },
    { title: 'a list for a body', status: 400, body: '[1]', names: '$' },
    { title: 'a malformed body', status: 400, body: '{', code: 'malformed_json', names: '$' },
  ];
}
