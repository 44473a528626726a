import { z } from 'zod';
import type { RequestContext } from '../../kernel/request-context.ts';
import { toInputError } from '../../kernel/problem.ts';
import type { Route, RouteInput, RouteReply, RouteResponse } from '../route.ts';
import { type Fields, toFields, withoutUndefined } from './fields.ts';

/** A request that has passed the checks of every route. Its body and query still have the original's format. */
export type DoorInput = RouteInput<RequestContext | null, unknown, unknown, unknown>;
export type Answer = RouteReply | Response;

/** The arguments for one of our routes, in our format. An absent part is what the client sent. */
export interface OurRequest {
  params?: Fields;
  query?: Fields;
  body?: unknown;
}

export interface Translation {
  method?: Route['method'];
  path?: string;
  params?: z.ZodObject;
  /** Converts the request to our route's format. Without it, the request is passed unchanged. */
  request?: (input: DoorInput, given: { query: Fields; body: Fields }) => OurRequest | Promise<OurRequest>;
  /** Converts our answer to the client's format. Without it, the answer is passed unchanged. */
  answer?: (value: unknown, input: DoorInput) => unknown;
  status?: 200 | 201;
}

const AnyFields = z.looseObject({});
const NONE = z.strictObject({});

/** Makes a compatibility route from one of our routes, with the same checks and the same verb. */
export function translateRoute(route: Route, by: Translation): Route {
  return makeDoorRoute(route, {
    ...by,
    async handle(input) {
      const given = { query: toFields(input.query), body: toFields(input.body) };
      const ours = by.request === undefined ? { query: given.query } : await by.request(input, given);
      if (by.answer === undefined) return callRoute(route, input, ours);
      const reply = await callRoute(route, asJson(input), ours);
      return answerWith(reply, await by.answer(await valueOf(reply), input));
    },
  });
}

/** A converted answer is always JSON, even if the client accepts other types, because a stream would never end. */
function asJson(input: DoorInput): DoorInput {
  const headers = new Headers(input.headers);
  headers.delete('accept');
  return { ...input, headers };
}

export interface DoorRoute extends Pick<Translation, 'method' | 'path' | 'params' | 'status'> {
  handle: (input: DoorInput) => Promise<Answer> | Answer;
}

/** Makes a route with the permissions, limits and audit entry of one of our routes, but with its own handler. */
export function makeDoorRoute(route: Route, { handle, status, ...at }: DoorRoute): Route {
  const isJson = route.body !== undefined && route.textMediaTypes === undefined;
  const body = isJson ? AnyFields : route.body;
  return {
    ...route,
    ...at,
    query: AnyFields,
    body,
    bodyReader: isJson ? AnyFields : route.bodyReader,
    responses: status === undefined ? route.responses : [answerOf(route, status)],
    handle: async (input) => handle(input),
  };
}

function answerOf(route: Route, status: 200 | 201): RouteResponse {
  const [first] = route.responses;
  return { kind: 'json', status, description: first?.description ?? '', schema: z.unknown() };
}

/** Calls one of our routes after validation by its own schemas. Throws their errors and those of the route. */
export async function callRoute(route: Route, input: DoorInput, ours: OurRequest): Promise<Answer> {
  const query = check(route.query ?? NONE, withoutUndefined(ours.query ?? {}), 'query');
  const params = ours.params === undefined ? input.params : check(route.params ?? NONE, ours.params, 'path');
  const given = 'body' in ours ? ours.body : input.body;
  const body = route.bodyReader === undefined ? undefined : check(route.bodyReader, given, 'body');
  return route.handle({ ...input, params, query, body });
}

/** Returns the value of a reply. If the route wrote JSON itself, it is parsed. */
export async function valueOf(reply: Answer): Promise<unknown> {
  if (!(reply instanceof Response)) return reply.value;
  return reply.body === null ? undefined : await reply.json();
}

/** Returns the reply with another body and the same headers. */
export function answerWith(reply: Answer, value: unknown): RouteReply {
  if (!(reply instanceof Response)) return { ...reply, value };
  const tag = reply.headers.get('etag');
  return tag === null ? { value } : { value, headers: { ETag: tag } };
}

function check(schema: z.ZodType, value: unknown, source: 'query' | 'path' | 'body'): unknown {
  const result = schema.safeParse(value);
  if (!result.success) throw toInputError(result.error, source);
  return result.data;
}
