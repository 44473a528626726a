import { z } from 'zod';
import type { RequestContext } from '../../kernel/request-context.ts';
import { toInputError } from '../../kernel/problem.ts';
import type { Route, RouteInput, RouteReply, RouteResponse } from '../route.ts';
import { type Fields, toFields, withoutUndefined } from './fields.ts';

/** A request that has passed the checks of every route: its body and query are still in the original's shape. */
export type DoorInput = RouteInput<RequestContext | null, unknown, unknown, unknown>;
export type Answer = RouteReply | Response;

/** What one of our routes is called with, in our shape. What is absent is as the client sent it. */
export interface OurRequest {
  params?: Fields;
  query?: Fields;
  body?: unknown;
}

export interface Translation {
  method?: Route['method'];
  path?: string;
  params?: z.ZodObject;
  /** Turns what was sent into what our route takes. Absent: the same. */
  request?: (input: DoorInput, given: { query: Fields; body: Fields }) => OurRequest | Promise<OurRequest>;
  /** Turns our answer into what the client reads. Absent: the same. */
  answer?: (value: unknown, input: DoorInput) => unknown;
  status?: 200 | 201;
}

const AnyFields = z.looseObject({});
const NONE = z.strictObject({});

/** One of our routes as the original's clients know it: the same checks before it, the same verb behind it. */
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

/** An answer that is translated is JSON, whatever else the client accepts: a stream would never end. */
function asJson(input: DoorInput): DoorInput {
  const headers = new Headers(input.headers);
  headers.delete('accept');
  return { ...input, headers };
}

export interface DoorRoute extends Pick<Translation, 'method' | 'path' | 'params' | 'status'> {
  handle: (input: DoorInput) => Promise<Answer> | Answer;
}

/** A route with the rights, limits and audit entry of one of ours, and a handler of its own. */
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

/** Calls one of our routes with what its own schemas let through. Throws what they refuse, and what the route throws. */
export async function callRoute(route: Route, input: DoorInput, ours: OurRequest): Promise<Answer> {
  const query = check(route.query ?? NONE, withoutUndefined(ours.query ?? {}), 'query');
  const params = ours.params === undefined ? input.params : check(route.params ?? NONE, ours.params, 'path');
  const given = 'body' in ours ? ours.body : input.body;
  const body = route.bodyReader === undefined ? undefined : check(route.bodyReader, given, 'body');
  return route.handle({ ...input, params, query, body });
}

/** What a reply says, read from its JSON where the route wrote that itself. */
export async function valueOf(reply: Answer): Promise<unknown> {
  if (!(reply instanceof Response)) return reply.value;
  return reply.body === null ? undefined : await reply.json();
}

/** The reply with another body, and the headers that it had. */
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
