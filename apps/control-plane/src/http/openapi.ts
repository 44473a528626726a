import { omitUndefined } from '@everruns/kernel';
import { type ErrorCode, HTTP_STATUS, Problem } from '@everruns/schemas';
import * as NAMED from './named-schemas.ts';
import { z } from 'zod';
import { documentSchema } from './document-schema.ts';
import { headerParametersOf } from './header-parameters.ts';
import { leastRoleOf, type Route, type RouteResponse } from './route.ts';

type Json = Record<string, unknown>;

/** Error codes that a route can return, whatever it does. */
const COMMON: readonly ErrorCode[] = ['misdirected_host', 'headers_too_large', 'unreadable', 'internal', 'unavailable'];

/** Builds the OpenAPI 3.1 document of these routes. The same routes always give the same text. */
export function createOpenApiDocument(routes: readonly Route[], version: string): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace('*}', '}');
    paths[path] = { ...paths[path], [route.method]: toOperation(route, components) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Everruns API', version, description: 'A durable execution platform for AI agents.' },
    paths,
    components: { schemas: components.schemas, securitySchemes: SECURITY_SCHEMES },
  };
}

/** The forms of a credential. AUTH_MODE=none needs none. */
const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'An access token, or an API key (`evr_…`).' },
  api_key: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'An API key, bare or after `ApiKey`.' },
  session: { type: 'apiKey', in: 'cookie', name: 'everruns_session', description: 'A browser’s login.' },
};
const ANY_CREDENTIAL = Object.keys(SECURITY_SCHEMES).map((name) => ({ [name]: [] }));

/** Collects every named schema once, under `components/schemas`. */
class Components {
  readonly schemas: Record<string, unknown> = {};
  readonly #registry = z.registry<{ id: string }>();

  constructor() {
    for (const [id, schema] of Object.entries(NAMED)) this.#registry.add(schema, { id });
  }

  convert(schema: z.ZodType, io: 'input' | 'output'): unknown {
    // The schema is wrapped in an object, so that a named schema becomes a reference here too.
    const wrapped = z.toJSONSchema(z.object({ it: schema }), {
      io,
      metadata: this.#registry,
      unrepresentable: 'any',
      override: (context) => documentSchema(context, io),
    });
    const { $defs, properties } = relocate(wrapped);
    for (const [name, definition] of Object.entries($defs ?? {})) this.schemas[name] ??= withoutId(definition);
    return properties['it'];
  }
}

function relocate(document: unknown): { $defs?: Record<string, Json>; properties: Json } {
  const text = JSON.stringify(document).replaceAll('"#/$defs/', '"#/components/schemas/');
  // `JSON.stringify` produced this text from an object schema.
  return JSON.parse(text) as { $defs?: Record<string, Json>; properties: Json };
}

function withoutId({ id: _id, ...definition }: Json): Json {
  return definition;
}

function toOperation(route: Route, components: Components): Json {
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    'x-auth': route.auth,
    'x-scopes': route.scopes,
    ...(route.auth === 'public' ? { security: [] } : { 'x-role': leastRoleOf(route), security: ANY_CREDENTIAL }),
    parameters: [
      ...toParameters(route.params, 'path', components),
      ...toParameters(route.query, 'query', components),
      ...headerParametersOf(route),
    ],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: toBodyContent(route, route.body, components),
          },
        }),
    responses: { ...toSuccesses(route.responses, components), ...toProblems(route, components) },
  };
}

function toBodyContent(route: Route, body: z.ZodType, components: Components): Json {
  const { textMediaTypes = ['application/json'], jsonOfText, example } = route;
  const content = { schema: components.convert(body, 'input'), ...omitUndefined({ example }) };
  const bytes = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
  return {
    ...Object.fromEntries(textMediaTypes.map((type) => [type, content])),
    ...(jsonOfText === undefined ? {} : { 'application/json': { schema: components.convert(jsonOfText, 'input') } }),
    ...(route.takesBytes === true ? bytes : {}),
  };
}

function toParameters(schema: z.ZodObject | undefined, place: 'path' | 'query', components: Components): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(field, undefined).success,
    schema: components.convert(field, 'input'),
  }));
}

function toSuccesses(responses: readonly RouteResponse[], components: Components): Json {
  const byStatus: Record<string, Success> = {};
  for (const response of responses) {
    const { content, ...rest } = toSuccess(response, components);
    const before = byStatus[response.status];
    byStatus[response.status] = { ...rest, ...before, ...mergeContent(before?.content, content) };
  }
  return byStatus;
}

/** One status may answer in several media types. */
function mergeContent(before: Json | undefined, content: Json | undefined): { content?: Json } {
  return content === undefined ? {} : { content: { ...before, ...content } };
}

interface Success extends Json {
  description: string;
  content?: Json;
}

function toSuccess(response: RouteResponse, components: Components): Success {
  const { description } = response;
  switch (response.kind) {
    case 'empty':
    case 'redirect':
      return { description };
    case 'raw':
      return { description, content: { [response.mediaType]: {} } };
    case 'json':
      return {
        description,
        content: { 'application/json': { schema: components.convert(response.schema, 'output') } },
      };
  }
}

function toProblems(route: Route, components: Components): Json {
  const codes = new Set<ErrorCode>([...COMMON, ...impliedCodes(route), ...route.errors]);
  const byStatus = Map.groupBy(codes, (code) => HTTP_STATUS[code]);
  const schema = components.convert(Problem, 'output');
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      { description: list.join(', '), content: { 'application/problem+json': { schema } } },
    ]),
  );
}

function impliedCodes(route: Route): ErrorCode[] {
  const codes: ErrorCode[] = ['invalid_request', 'unknown_parameter'];
  if (route.auth === 'session')
    codes.push('unauthenticated', 'forbidden', 'org_forbidden', 'rate_limited', 'limit_reached');
  if (route.method !== 'get') {
    codes.push('malformed_json', 'unknown_field', 'payload_too_large', 'request_timeout', 'cross_site_request');
  }
  if (route.body !== undefined) codes.push('unsupported_media_type');
  if (route.method === 'post') codes.push('idempotency_key_reused', 'idempotency_in_progress');
  return codes;
}
