import { omitUndefined } from '@everruns/kernel';
import { LIMITS } from '@everruns/schemas';
import type { Operation, Parameter } from './operations.ts';
import type { RawRequest } from './raw-client.ts';
import { NO_SUBJECT, NOBODY } from '../fuzz/hostile-values.ts';
import type { JsonSchema } from './schema-values.ts';
import type { World } from './world.ts';

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

const JSON_TYPE = { 'content-type': 'application/json' };
const UNSAFE = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);

/** Returns every hostile input for one operation, whose path names existing resources. */
export function hostileInputs(operation: Operation, world: World): HostileInput[] {
  const inputs = [
    ...bodyAttacks(operation),
    ...pathInputs(operation, world),
    ...operation.parameters.flatMap((parameter) => (parameter.in === 'query' ? queryInputs(parameter) : [])),
    { title: 'an unknown parameter', query: '?nonsense=1', status: 400, code: 'unknown_parameter', names: 'nonsense' },
    ...headerInputs(operation),
  ];
  const base = { method: operation.method, path: operation.fill(world), ...sampleRequest(operation) };
  return inputs.map(({ title, path, query = '', headers, body, ...expected }) => ({
    title: `${operation.operationId}: ${title}`,
    request: {
      ...base,
      path: (path ?? base.path) + query,
      headers: { ...base.headers, ...headers },
      ...omitUndefined({ body }),
    },
    ...expected,
  }));
}

interface Attack extends Omit<HostileInput, 'request'> {
  path?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

function sampleRequest({ sample, textTypes: [type] }: Operation): Pick<RawRequest, 'headers' | 'body'> {
  if (type !== undefined) return { headers: { 'content-type': type }, body: 'sample' };
  return sample === null ? { headers: {} } : { headers: JSON_TYPE, body: JSON.stringify(sample) };
}

function bodyAttacks(operation: Operation): Attack[] {
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
  if (!UNSAFE.has(operation.method)) return [];
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

function pathInputs(operation: Operation, world: World): Attack[] {
  const names = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  return names.flatMap((name): Attack[] => {
    const withId = (raw: string) => operation.fill({ ...world, [name]: '@' }).replace('%40', raw);
    const missing: Attack = {
      title: `an unknown ${name}`,
      status: 404,
      path: withId(name === 'subject' ? NO_SUBJECT : NOBODY),
      code: 'not_found',
    };
    // A list filtered by an agent that does not exist is an empty list.
    if (operation.operationId === 'list_sessions_nested')
      Object.assign(missing, { path: withId('x'), status: 400, code: 'invalid_request', names: name });
    if (name === 'version' || name === 'to') {
      const wrong = ['x', '0', '-1', '1.5', '%00', '99999999999', NOBODY];
      return [
        { ...missing, path: withId('99') },
        ...wrong.map((raw) => ({ title: `${name} ${raw}`, status: 400, path: withId(raw), names: name })),
      ];
    }
    if (name === 'generation') {
      const wrong = ['x', '0', '-1', '1.5', '%00', '9'.repeat(16), `${NOBODY}0`];
      return [
        missing,
        ...wrong.map((raw) => ({ title: `${name} ${raw}`, status: 400, path: withId(raw), names: name })),
      ];
    }
    if (name === 'path') return filePathInputs(withId);
    if (name === 'message_id' && operation.path.includes('/queue/'))
      Object.assign(missing, { status: 409, code: 'not_queued' });
    if (name === 'capability_id' || name === 'provider') {
      const long = {
        title: `a ${name} that is too long`,
        status: 400,
        path: withId('x'.repeat(257)),
        names: name,
        limit: 256,
      };
      return [missing, long, { title: `a NUL in ${name}`, status: 400, path: withId('%00'), names: name }];
    }
    const bad = [
      '1',
      'x'.repeat(300),
      '%00',
      '%FF',
      '%F0%9F%92%A9',
      '..%2f..',
      `${NOBODY}0`,
      "'; drop table events; --".replaceAll(' ', '%20'),
    ];
    // The organization chooses the names of its secrets, and a PUT makes the one that it names. Tools have names too.
    const isName = name === 'secret_name' || name === 'tool';
    const isMade = operation.operationId === 'put_secret';
    const refused = isName ? bad.filter((raw) => !/^[\w-]{1,64}$/.test(raw)) : bad;
    return [
      ...(isMade ? [] : [missing]),
      ...refused.map((raw) => ({ title: `${name} ${raw.slice(0, 40)}`, status: 400, path: withId(raw), names: name })),
    ];
  });
}

/** A path that does not exist is not tried, because creating it is correct. */
function filePathInputs(withId: (raw: string) => string): Attack[] {
  const bad = [
    '%00',
    '..%2f..%2fetc%2fpasswd',
    'a//b',
    'a%5Cb',
    'a%252fb',
    '_',
    '_/nothing',
    '%FF',
    'a%0Ab',
    '%0D',
    'a%E2%80%A8b',
    'e%CC%81',
    'x'.repeat(1_025),
  ];
  return bad.map((raw) => ({ title: `path ${raw.slice(0, 40)}`, status: 400, path: withId(raw), names: 'path' }));
}

function queryInputs({ name, schema }: Parameter): Attack[] {
  const ask = (raw: string, rest: Partial<Attack> = {}): Attack => ({
    title: `${name}=${raw.slice(0, 30)}`,
    status: 400,
    query: `?${name}=${raw}`,
    names: name,
    ...rest,
  });
  const refused = refusedValues(schema).map((raw) => ask(raw));
  const tooLong =
    typeof schema['maxLength'] === 'number'
      ? [ask('x'.repeat(schema['maxLength'] + 1), { limit: schema['maxLength'] })]
      : [];
  const isList = JSON.stringify(schema).includes('"array"');
  const twice = isList ? [] : [{ ...ask('x', { title: `${name} twice` }), query: `?${name}=1&${name}=2` }];
  return [ask('%00'), ...refused, ...tooLong, ...twice];
}

/** Returns values that the schema of a parameter excludes, encoded as in a URL. */
function refusedValues(schema: JsonSchema): string[] {
  const options = schema['anyOf'] as JsonSchema[] | undefined;
  if (options !== undefined) {
    const [first = [], ...rest] = options.map(refusedValues);
    return first.filter((value) => rest.every((values) => values.includes(value)));
  }
  if (schema['type'] === 'integer') {
    const edges = [Number(schema['minimum'] ?? 0) - 1, Number(schema['maximum'] ?? 1e15) + 1].map(String);
    return [...edges, 'x', '1.5', '', '1e400', 'NaN', '-1', 'null'];
  }
  if ('enum' in schema || 'const' in schema || 'pattern' in schema)
    return ['x', '', '1.5', '-1', '1e400', 'NaN', 'null', '%F0%9F%92%A9'];
  return [];
}

const PROBES = new Set(['/health/live', '/health/ready']);
const FOREIGN_HOSTS: readonly Attack[] = [
  {
    title: 'a foreign Host',
    status: 421,
    headers: { host: 'evil.example' },
    code: 'misdirected_host',
    names: 'Host',
  },
  {
    title: 'a Host that only looks like ours',
    status: 421,
    headers: { host: '127.0.0.1.evil.example:9000' },
    names: 'Host',
  },
];

function headerInputs(operation: Operation): Attack[] {
  // Load balancers send probes to an address, so probes ignore the Host header.
  const attacks: Attack[] = PROBES.has(operation.path) ? [] : [...FOREIGN_HOSTS];
  if (UNSAFE.has(operation.method)) {
    const crossSite = { status: 403, code: 'cross_site_request' };
    attacks.push(
      { ...crossSite, title: 'a foreign Origin', headers: { origin: 'https://evil.example' }, names: 'Origin' },
      { ...crossSite, title: 'an opaque Origin', headers: { origin: 'null' }, names: 'Origin' },
      { ...crossSite, title: 'another site', headers: { 'sec-fetch-site': 'cross-site' }, names: 'Sec-Fetch-Site' },
    );
  }
  if (operation.parameters.some(({ name }) => name === 'Idempotency-Key')) {
    const ofKey = { status: 400, names: 'Idempotency-Key', limit: LIMITS.idempotencyKeyLength };
    for (const key of ['', 'k'.repeat(LIMITS.idempotencyKeyLength + 1), 'a key', 'ké']) {
      attacks.push({ ...ofKey, title: `Idempotency-Key ${key.slice(0, 10)}`, headers: { 'idempotency-key': key } });
    }
  }
  if (operation.path.endsWith('/sse')) {
    for (const id of ['x', '0', NOBODY, 'x'.repeat(5_000)]) {
      attacks.push({
        title: `Last-Event-ID ${id.slice(0, 40)}`,
        status: 400,
        code: 'invalid_event_id',
        headers: { 'last-event-id': id },
        names: 'Last-Event-ID',
      });
    }
  }
  return attacks;
}
