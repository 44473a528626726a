import { Problem } from '@everruns/schemas';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listOperations, loadDocument, type OpenApiDocument, type Operation } from './operations.ts';
import { RawClient, type RawAnswer, type RawRequest } from './raw-client.ts';
import { HOSTILE, NOBODY, valuesOf } from './schema-values.ts';
import { useStack } from './shared-stack.ts';
import { createWorld, type World } from './world.ts';

const shared = useStack();

const REQUESTS = 2_000;
const CLIENTS = 12;
/** The same requests each time, unless `FUZZ_SEED` asks for others. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_121);

interface FuzzedRequest {
  operation: Operation;
  request: RawRequest;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
/** As a URL may hold it: anything that UTF-8 can say, else a byte that it cannot. */
const encode = (value: unknown): string => {
  const text = asText(value);
  return text.isWellFormed() ? encodeURIComponent(text) : '%FF';
};

/** One request for an operation: its path mostly names what is there, its query and body are what the document allows, mostly. */
function requestsFor(operation: Operation, { components }: OpenApiDocument, world: World): fc.Arbitrary<FuzzedRequest> {
  const values = (schema: Operation['parameters'][number]['schema']) => valuesOf(schema, components.schemas);
  const path = fc.record(
    Object.fromEntries(
      Object.entries(world).map(([name, id]) => [
        name,
        fc.oneof(
          { weight: 12, arbitrary: fc.constant(id) },
          { weight: 1, arbitrary: fc.constant(NOBODY) },
          { weight: 1, arbitrary: HOSTILE },
        ),
      ]),
    ),
  );
  const queries = operation.parameters.filter((parameter) => parameter.in === 'query' && parameter.name !== 'wait');
  const query = fc.record(Object.fromEntries(queries.map(({ name, schema }) => [name, values(schema)])), {
    requiredKeys: [],
  });
  const body = operation.body === null ? fc.constant(undefined) : values(operation.body);
  const key = fc.option(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 4 }), { nil: undefined, freq: 4 });
  return fc.tuple(path, query, body, key).map(([ids, asked, given, idempotencyKey]) => {
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(ids[name]));
    const search = Object.entries(asked).map(([name, value]) => `${name}=${encode(value)}`);
    const request: RawRequest = {
      method: operation.method,
      path: filled + (search.length === 0 ? '' : `?${search.join('&')}`),
      headers: {
        ...(given === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(given === undefined ? {} : { body: JSON.stringify(given) ?? '' }),
    };
    return { operation, request };
  });
}

function faultOf({ operation }: FuzzedRequest, answer: RawAnswer): string | null {
  const seen = `${answer.status} ${answer.text.slice(0, 300)}`;
  if (answer.status >= 500) return `failed: ${seen}`;
  // An id that is empty, or has a slash, is another address.
  const isElsewhere = (answer.status === 404 || answer.status === 405) && answer.text.includes('address');
  if (isElsewhere) return null;
  const mediaTypes = operation.responses.get(answer.status);
  if (mediaTypes === undefined) return `undeclared: ${seen}`;
  const mediaType = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
  if (mediaTypes.length > 0 && !mediaTypes.includes(mediaType)) return `undeclared media type ${mediaType}: ${seen}`;
  if (answer.status >= 400 && !Problem.strict().safeParse(JSON.parse(answer.text)).success)
    return `no Problem: ${seen}`;
  return null;
}

it(`${REQUESTS} requests made from the document: no 5xx, nothing undeclared, no answer later than 5 s (seed ${seed})`, async () => {
  const document = await loadDocument(shared.api);
  const world = await createWorld(shared.api);
  const operations = listOperations(document).filter(({ path }) => path.startsWith('/v1/'));
  const arbitrary = fc.oneof(...operations.map((operation) => requestsFor(operation, document, world)));
  const requests = fc.sample(arbitrary, { numRuns: REQUESTS, seed }).values();
  const faults: string[] = [];
  const statuses = new Map<number, number>();
  await using client = new RawClient(shared.running.urls[0] ?? '');
  const work = async () => {
    for (const fuzzed of requests) {
      const { method, path, body } = fuzzed.request;
      const fault = await client.send(fuzzed.request).then((answer) => {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        return faultOf(fuzzed, answer);
      }, String);
      if (fault !== null) faults.push(`${method} ${path} ${String(body ?? '').slice(0, 300)} → ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  expect(faults).toEqual([]);
  // A fuzz that is only ever refused at the door proves nothing.
  for (const status of [200, 201, 204, 400, 404, 409])
    expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  expect(shared.running.controlPlanes[0]?.output()).not.toContain('request failed');
}, 60_000);
