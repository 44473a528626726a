import { omitUndefined } from '@everruns/kernel';
import { DEFAULT_ORGANIZATION_ID } from '@everruns/schemas';
import fc from 'fast-check';
import type { OpenApiDocument, Operation } from '../e2e/operations.ts';
import type { RawRequest } from '../e2e/raw-client.ts';
import { HOSTILE, valuesOf, type JsonSchema } from '../e2e/schema-values.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import { HOSTILE_BODIES, HOSTILE_HEADER_VALUES, HOSTILE_MEDIA_TYPES, HOSTILE_TEXTS, NOBODY } from './hostile-values.ts';

export interface FuzzedRequest {
  operation: Operation;
  request: RawRequest;
}

/** This parameter asks for a wait, which cannot be distinguished from a hang. */
const SLOW_PARAMETERS: ReadonlySet<string> = new Set(['wait']);

/**
 * Generates requests for any of the operations. Most name a resource of one of the worlds and follow the document, with a
 * few flaws.
 */
export function requestsOf(
  operations: readonly Operation[],
  { components }: OpenApiDocument,
  worlds: readonly FuzzWorld[],
): fc.Arbitrary<FuzzedRequest> {
  const ids = (name: keyof FuzzWorld) => worlds.flatMap((world) => world[name] ?? []);
  const known = {
    agent_id: ids('agent_id'),
    organization_id: [DEFAULT_ORGANIZATION_ID, ...ids('organization_id')],
    default_model_id: ids('model_id'),
    fallback_model_id: ids('model_id'),
    path: FILES,
    src_path: FILES,
    dst_path: ['/b.txt', '/c/d.txt'],
  };
  const values = (schema: JsonSchema) => valuesOf(schema, { components: components.schemas, known });
  const generator = { worlds, values };
  return fc.oneof(...operations.map((operation) => requestsFor(operation, generator)));
}

/** The files of a world, and one that a request may have created. */
const FILES = ['/a.txt', '/b.txt'];

interface Generator {
  worlds: readonly FuzzWorld[];
  values: (schema: JsonSchema) => fc.Arbitrary<unknown>;
}

function requestsFor(operation: Operation, generator: Generator): fc.Arbitrary<FuzzedRequest> {
  const { method } = operation;
  return fc
    .record({
      path: pathsOf(operation, generator),
      search: searchesOf(operation, generator),
      headers: headersOf(operation, generator),
      body: bodiesOf(operation, generator),
    })
    .map(({ path, search, headers, body: { headers: ofBody, body } }) => ({
      operation,
      request: {
        method,
        path: path + search,
        headers: { ...ofBody, ...headers },
        ...omitUndefined({ body }),
      },
    }));
}

/** An id of only dots would change the path. */
function pathsOf({ path }: Operation, { worlds }: Generator): fc.Arbitrary<string> {
  const idOf = (world: FuzzWorld, name: string) =>
    fc.oneof(
      { weight: 20, arbitrary: fc.constant(idIn(world, name)) },
      { weight: 2, arbitrary: fc.constantFrom(...worlds).map((other) => idIn(other, name)) },
      { weight: 1, arbitrary: fc.constant(NOBODY) },
      { weight: 1, arbitrary: HOSTILE.filter((value) => !/^\.{0,2}$/.test(asText(value))) },
    );
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return fc
    .constantFrom(...worlds)
    .chain((world) =>
      fc
        .record(Object.fromEntries(names.map((name) => [name, idOf(world, name)])))
        .map((ids) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(ids[name]))),
    );
}

function searchesOf({ parameters }: Operation, { values }: Generator): fc.Arbitrary<string> {
  const asked = parameters.filter((parameter) => parameter.in === 'query' && !SLOW_PARAMETERS.has(parameter.name));
  const pair = ({ name, schema }: Operation['parameters'][number]) =>
    mostly(
      '',
      3,
      fc.oneof({ weight: 8, arbitrary: values(schema) }, HOSTILE).map((value) => `${name}=${encode(value)}`),
    );
  const unknown = fc.constantFrom(...HOSTILE_TEXTS).map((text) => `${encode(text)}=${encode(text)}`);
  return fc
    .tuple(fc.tuple(...asked.map(pair)), mostly('', 40, unknown))
    .map(([pairs, extra]) => [...pairs, extra].filter((text) => text !== ''))
    .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.join('&')}`));
}

interface UsualHeader {
  usual: fc.Arbitrary<string>;
  /** The number of requests without the header for each one with it. */
  without: number;
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 });
const OTHER: UsualHeader = { usual: text, without: 12 };
/** Keys are frequent and have few values, so that they repeat. */
const USUAL_HEADERS: Readonly<Record<string, UsualHeader>> = {
  'Idempotency-Key': { usual: text, without: 1 },
  'If-Match': { usual: fc.constantFrom('*', '"a"', '*, "a"'), without: 3 },
  'X-Org-Id': { usual: fc.constantFrom(NOBODY, DEFAULT_ORGANIZATION_ID), without: 12 },
  'Last-Event-ID': { usual: fc.constantFrom(NOBODY, '1'), without: 2 },
  traceparent: { usual: fc.constant('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'), without: 12 },
};

/**
 * Generates the documented headers with few different values, so that keys and tags repeat, and now and then an
 * undocumented one.
 */
function headersOf({ parameters }: Operation, { values }: Generator): fc.Arbitrary<Record<string, string>> {
  const hostile = fc.constantFrom(...HOSTILE_HEADER_VALUES);
  const ofDocument = parameters
    .filter((parameter) => parameter.in === 'header')
    .map(({ name, schema }) => {
      const { usual, without } = USUAL_HEADERS[name] ?? OTHER;
      const allowed = values(schema).filter((value): value is string => isHeaderValue(value));
      const value = fc.oneof({ weight: 8, arbitrary: usual }, allowed, hostile);
      return mostly(
        {},
        without,
        value.map((given) => ({ [name.toLowerCase()]: given })),
      );
    });
  const names = ['accept', 'if-none-match', 'range', 'x-forwarded-for', 'x-forwarded-host', 'cookie'];
  const other = fc.tuple(fc.constantFrom(...names), hostile);
  const extra = mostly(
    {},
    6,
    other.map(([name, given]) => ({ [name]: given })),
  );
  return fc.tuple(...ofDocument, extra).map((headers) => Object.assign({}, ...headers) as Record<string, string>);
}

interface Body {
  headers: Record<string, string>;
  body?: string;
}

function bodiesOf({ body, textTypes }: Operation, { values }: Generator): fc.Arbitrary<Body> {
  const mediaTypes = textTypes.length > 0 ? textTypes : ['application/json'];
  const typed = (text: string, mediaType: string): Body => ({ headers: { 'content-type': mediaType }, body: text });
  const rightType = fc.constantFrom(...mediaTypes);
  const raw = fc.tuple(fc.constantFrom(...HOSTILE_BODIES), rightType).map(([text, type]) => typed(text, type));
  const asText = textTypes.length > 0 ? AGENT_FILES : body === null ? null : values(body).map((value) => toJson(value));
  if (asText === null) return fc.oneof({ weight: 20, arbitrary: fc.constant({ headers: {} }) }, raw);
  const anyType = fc.oneof({ weight: 30, arbitrary: rightType }, fc.constantFrom(...HOSTILE_MEDIA_TYPES));
  const given = fc.tuple(asText, anyType).map(([text, type]) => typed(text, type));
  return fc.oneof({ weight: 20, arbitrary: given }, raw);
}

/** The only text that the API accepts: an agent as a file. */
const AGENT_FILES: fc.Arbitrary<string> = fc
  .record({
    fields: fc.dictionary(
      fc.constantFrom('name', 'description', 'tags', 'capabilities', 'tools', 'limits', 'system_prompt', '<<', 'x'),
      fc.oneof(fc.constantFrom('a', '[a, b]', '{a: b}', '&a 1', '*a', '!!binary x', '|\n  a', '>', '[', '~'), HOSTILE),
    ),
    fence: fc.constantFrom('---\n', '---\r\n', '--- \n', '', '----\n', '---'),
    prompt: fc.constantFrom('You help.', '# Title\n\nYou help.', ...HOSTILE_TEXTS),
  })
  .map(({ fields, fence, prompt }) => {
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${asText(value)}\n`);
    return fence + lines.join('') + fence + prompt;
  });

/** Generates the plain value `times` as often as the other values. */
function mostly<Value>(plain: Value, times: number, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: times, arbitrary: fc.constant(plain) }, { weight: 1, arbitrary: other });
}

const idIn = (world: FuzzWorld, name: string): string =>
  Object.hasOwn(world, name) ? (world[name as keyof FuzzWorld] ?? NOBODY) : NOBODY;

const asText = (value: unknown): string => (typeof value === 'string' ? value : toJson(value));

const toJson = (value: unknown): string => JSON.stringify(value) ?? 'null';

/** Encodes a value for a URL: any text that UTF-8 can represent, otherwise a byte that UTF-8 cannot contain. */
function encode(value: unknown): string {
  const text = asText(value);
  return text.isWellFormed() ? encodeURIComponent(text) : '%FF';
}

/** HTTP headers cannot contain control characters or characters beyond Latin-1. */
function isHeaderValue(value: unknown): boolean {
  return typeof value === 'string' && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value);
}
