import { isRoleAtLeast, type ErrorCode, type EverrunsError, type Role, type Scope } from '@everruns/schemas';
import { z } from 'zod';
import type { RequestContext } from '../kernel/request-context.ts';
import type { IdempotencyRequest } from '../idempotency/idempotency-request.ts';
import type { Answered } from '../idempotency/idempotent-write.ts';
import type { Principal } from '../auth/principal.ts';
import { dropNullOptionals } from './drop-null-optionals.ts';
import type { PublicOperationId } from './public-routes.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** How a route answers when all goes well. A `raw` answer, and a redirect, is a `Response` that the handler made itself (streams, files, pages). */
export type RouteResponse =
  | { kind: 'json'; status: 200 | 201; description: string; schema: z.ZodType }
  | { kind: 'empty'; status: 204; description: string }
  | { kind: 'redirect'; status: 302; description: string }
  | { kind: 'raw'; status: 200 | 204; description: string; mediaType: string };

/** What a handler gives back: the noun of the first declared response, with headers if it has some, or a `Response` of its own. */
export interface RouteReply {
  value?: unknown;
  headers?: Record<string, string>;
  /** `Set-Cookie` headers, each of its own. */
  cookies?: readonly string[];
  /** The value was stored by an earlier request with the same `Idempotency-Key`: this one changed nothing and is not audited. */
  isReplayed?: boolean;
}

/** The reply of a route whose verb may answer from storage. */
export function replyOnce<T>(
  { answer, isReplayed }: Answered<T>,
  toReply: (answer: T) => RouteReply = (value) => ({ value }),
): RouteReply {
  return { ...toReply(answer), isReplayed };
}

type IfCalled<Id extends string, T> = Id extends PublicOperationId ? null : T;
type Output<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler reads: everything here has passed the route's schemas. */
export interface RouteInput<Ctx, Params, Query, Body, Caller = Principal | null> {
  /** Null on public routes: nobody was asked who they are. */
  ctx: Ctx;
  /** Who calls, for the few routes that speak about logins, keys and members. */
  principal: Caller;
  /** The client's network address, as far as the proxies that are trusted tell it. */
  address: string;
  /** Of this request: public routes have no `ctx` that holds it. */
  requestId: string;
  params: Params;
  query: Query;
  body: Body;
  headers: Headers;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
  /** The request's `Idempotency-Key` with its scope and fingerprint; null without one, and on methods other than POST. */
  idempotency: IdempotencyRequest | null;
}

/** A route as the app, the OpenAPI document and the tests see it. */
export interface Route {
  method: Method;
  /** `/v1/agents/{agent_id}`; a last step `{path*}` takes the rest of the address, slashes and nothing at all included. */
  path: string;
  operationId: string;
  summary: string;
  tag: string;
  auth: 'public' | 'session';
  /** What the credential must hold, all of them. */
  scopes: readonly Scope[];
  /** The least role that may call; absent: the least one that has the scopes. See `leastRoleOf`. */
  role?: Role;
  /** A success is written to the organization's audit log. */
  isAudited?: boolean;
  params: z.ZodObject | undefined;
  query: z.ZodObject | undefined;
  body: z.ZodType | undefined;
  /** What a body is read with; of a POST it takes null for an optional field as its absence. */
  bodyReader: z.ZodType | undefined;
  /** A body that this route takes: in the document, and sent by a test. */
  example?: unknown;
  /** The body is text of one of these types, and `body` a schema of that text. Absent: JSON. */
  textMediaTypes?: readonly string[];
  /** The body may be `application/octet-stream` too: the same as the JSON `{content, encoding: 'base64'}` of these bytes. */
  takesBytes?: boolean;
  /** Of the body; the common cap where it is absent. */
  maxBodyBytes?: number;
  /** Of a route that does nothing: what it answers to whoever may ask, whatever they send. */
  refusal?: () => EverrunsError;
  responses: readonly RouteResponse[];
  /** Codes of this route's own, beside those that every route may answer. */
  errors: readonly ErrorCode[];
  handle(input: RouteInput<RequestContext | null, unknown, unknown, unknown>): Promise<RouteReply | Response>;
}

export interface RouteDefinition<
  Id extends string,
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
> {
  method: Method;
  path: string;
  operationId: Id;
  summary: string;
  tag: string;
  /** `public` compiles only for the operations in `public-routes.ts`. */
  auth: Id extends PublicOperationId ? 'public' : 'session';
  scopes: readonly Scope[];
  role?: Role;
  isAudited?: boolean;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Every body has one: `harness/e2e/examples` sends it. */
  example?: Body extends z.ZodType ? z.input<Body> : never;
  textMediaTypes?: readonly string[];
  takesBytes?: boolean;
  maxBodyBytes?: number;
  responses: readonly [RouteResponse, ...RouteResponse[]];
  errors: readonly ErrorCode[];
  handler: (
    input: RouteInput<
      IfCalled<Id, RequestContext>,
      Output<Params>,
      Output<Query>,
      Output<Body>,
      IfCalled<Id, Principal>
    >,
  ) => Promise<RouteReply | Response> | RouteReply | Response;
}

/** Declares a route. A route that declares no `auth`, or a public one that nobody reviewed, does not compile. */
export function defineRoute<
  const Id extends string,
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(definition: RouteDefinition<Id, Params, Query, Body>): Route {
  const { params, query, body, handler, ...rest } = definition;
  return {
    ...rest,
    params,
    query,
    body,
    bodyReader: toBodyReader(rest.method, body),
    // The app calls this with what these very schemas gave, so the input has the handler's type.
    handle: async (input) => handler(input as Parameters<typeof handler>[0]),
  };
}

/** What a route reads its body with: a POST makes something new, where null for an optional field means that it is absent. */
export function toBodyReader(method: Method, body: z.ZodType | undefined): z.ZodType | undefined {
  if (method !== 'post' || body === undefined) return body;
  return z.preprocess((given) => dropNullOptionals(body, given), body);
}

const ROLE_OF_SCOPE: Record<Scope, Role> = { read: 'viewer', write: 'member', admin: 'admin' };

/** The least role that may call a route. */
export function leastRoleOf({ role, scopes }: Pick<Route, 'role' | 'scopes'>): Role {
  const implied = scopes.map((scope) => ROLE_OF_SCOPE[scope]);
  return [...implied, role ?? 'viewer'].reduce((most, next) => (isRoleAtLeast(next, most) ? next : most));
}
