import { omitUndefined } from '@everruns/kernel';
import { LIMITS } from '@everruns/schemas';
import type { Operation, Parameter } from './operations.ts';
import { bodyAttacks, isUnsafe, type Attack, type HostileInput } from './hostile-body-inputs.ts';
import type { RawRequest } from './raw-client.ts';
import { NO_SUBJECT, NOBODY } from '../fuzz/hostile-values.ts';
import type { JsonSchema } from './schema-values.ts';
import type { World } from './world.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

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

function sampleRequest({ sample, textTypes: [type] }: Operation): Pick<RawRequest, 'headers' | 'body'> {
  if (type !== undefined) return { headers: { 'content-type': type }, body: 'sample' };
  return sample === null ? { headers: {} } : { headers: JSON_TYPE, body: JSON.stringify(sample) };
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
    const told = namedInputs(operation, { name, missing, withId });
    if (told !== null) return told;
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

interface NamedPart {
  name: string;
  missing: Attack;
  withId: (raw: string) => string;
}

/** Parts of a path that are no ids. Null: this one is. */
function namedInputs({ method }: Operation, { name, missing, withId }: NamedPart): Attack[] | null {
  const refused = (wrong: string[]): Attack[] =>
    wrong.map((raw) => ({ title: `${name} ${raw}`, status: 400, path: withId(raw), names: name }));
  switch (name) {
    case 'version':
    case 'to':
      return [{ ...missing, path: withId('99') }, ...refused(['x', '0', '-1', '1.5', '%00', '99999999999', NOBODY])];
    case 'generation':
      return [missing, ...refused(['x', '0', '-1', '1.5', '%00', '9'.repeat(16), `${NOBODY}0`])];
    case 'label': {
      const wrong = refused(['1', 'A', 'a.b', 'x'.repeat(33), '%00', '%F0%9F%92%A9', NOBODY]);
      // A PUT makes the label that it names.
      return method === 'PUT' ? wrong : [{ ...missing, path: withId('nothing') }, ...wrong];
    }
    default:
      return null;
  }
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
  if (isUnsafe(operation)) {
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
