import { isRoleAtLeast, type ErrorCode, type EverrunsError, type Role, type Scope } from '@everruns/schemas';
import { z } from 'zod';
import type { RequestContext } from '../kernel/request-context.ts';
import type { IdempotencyRequest } from '../idempotency/idempotency-request.ts';
import type { Answered } from '../idempotency/idempotent-write.ts';
import type { Principal } from '../auth/principal.ts';
import { dropNullOptionals } from './drop-null-optionals.ts';
import type { PublicOperationId } from './public-routes.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A successful answer of a route. A `raw` answer and a redirect are a `Response` that the handler makes itself (streams, files, pages). */
export type RouteResponse =
  | { kind: 'json'; status: 200 | 201 | 202; description: string; schema: z.ZodType }
  | { kind: 'empty'; status: 204; description: string }
  | { kind: 'redirect'; status: 302; description: string }
  | { kind: 'raw'; status: 200 | 204; description: string; mediaType: string };

/** The result of a handler: the noun of the first declared response, with headers if there are any, or its own `Response`. */
export interface RouteReply {
  value?: unknown;
  headers?: Record<string, string>;
  /** Separate `Set-Cookie` headers. */
  cookies?: readonly string[];
  /** An earlier request with the same `Idempotency-Key` stored the value. This request changed nothing and is not audited. */
  isReplayed?: boolean;
}

/** The reply of a route that may repeat the stored answer of an earlier request. */
export function replyOnce<T>(
  { answer, isReplayed }: Answered<T>,
  toReply: (answer: T) => RouteReply = (value) => ({ value }),
): RouteReply {
  return { ...toReply(answer), isReplayed };
}

type IfCalled<Id extends string, T> = Id extends PublicOperationId ? null : T;
type Output<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined;

/** The input of a handler. Everything here has passed the route's schemas. */
export interface RouteInput<Ctx, Params, Query, Body, Caller = Principal | null> {
  /** Null on public routes, which do not authenticate. */
  ctx: Ctx;
  /** The caller, for the few routes about logins, keys and members. */
  principal: Caller;
  /** The client's network address, as the trusted proxies report it. */
  address: string;
  /** The id of this request, because public routes have no `ctx` that holds it. */
  requestId: string;
  params: Params;
  query: Query;
  body: Body;
  headers: Headers;
  /** Aborts when the client closes the connection. */
  signal: AbortSignal;
  /** The request's `Idempotency-Key` with its scope and fingerprint; null without one, and on methods other than POST. */
  idempotency: IdempotencyRequest | null;
}

/** A route as the app, the OpenAPI document and the tests use it. */
export interface Route {
  method: Method;
  /**
   * A path such as `/v1/agents/{agent_id}`. A last step `{path*}` matches the rest of the address, with
   * slashes, even if it is empty.
   */
  path: string;
  operationId: string;
  summary: string;
  tag: string;
  auth: 'public' | 'session';
  /** The credential must have all of these. */
  scopes: readonly Scope[];
  /** The least role that may call. Default: the least role that has the scopes, see `leastRoleOf`. */
  role?: Role;
  /** Whether a success is written to the organization's audit log. */
  isAudited?: boolean;
  params: z.ZodObject | undefined;
  query: z.ZodObject | undefined;
  body: z.ZodType | undefined;
  /** The schema that reads the body. In a POST, null for an optional field counts as its absence. */
  bodyReader: z.ZodType | undefined;
  /** A body that this route accepts. The document shows it and a test sends it. */
  example?: unknown;
  /** The body is text of one of these types, and `body` is the schema of that text. Default: JSON. */
  textMediaTypes?: readonly string[];
  /** The schema of the same body as `application/json`. The OpenAPI document shows it. */
  jsonOfText?: z.ZodType;
  /** The body may also be `application/octet-stream`, which means the JSON `{content, encoding: 'base64'}` of these bytes. */
  takesBytes?: boolean;
  /** The largest body, in bytes. Default: the common limit. */
  maxBodyBytes?: number;
  /** The fixed error of a route that is not offered. Every caller with permission gets it, whatever the request contains. */
  refusal?: () => EverrunsError;
  responses: readonly RouteResponse[];
  /** The error codes of this route, in addition to those of every route. */
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
  /** `public` compiles only for the operations that `public-routes.ts` lists. */
  auth: Id extends PublicOperationId ? 'public' : 'session';
  scopes: readonly Scope[];
  role?: Role;
  isAudited?: boolean;
  params?: Params;
  query?: Query;
  body?: Body;
  /** An example of the body, which `harness/e2e/examples` sends. Every route with a body has one. */
  example?: Body extends z.ZodType ? z.input<Body> : never;
  textMediaTypes?: readonly string[];
  jsonOfText?: z.ZodType;
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

/** Declares a route. A route without `auth`, or a public one that is not listed, does not compile. */
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
    // The app calls this with values that these schemas have parsed, so the input has the handler's type.
    handle: async (input) => handler(input as Parameters<typeof handler>[0]),
  };
}

/** The schema that reads a route's body. A POST creates something, where null for an optional field means that it is absent. */
export function toBodyReader(method: Method, body: z.ZodType | undefined): z.ZodType | undefined {
  if (method !== 'post' || body === undefined) return body;
  return z.preprocess((given) => dropNullOptionals(body, given), body);
}

const ROLE_OF_SCOPE: Record<Scope, Role> = {
  read: 'viewer',
  write: 'member',
  'approvals:resolve': 'member',
  admin: 'admin',
  'subjects:own': 'viewer',
  'subjects:any': 'admin',
};

/** The least role that may call a route. */
export function leastRoleOf({ role, scopes }: Pick<Route, 'role' | 'scopes'>): Role {
  const implied = scopes.map((scope) => ROLE_OF_SCOPE[scope]);
  return [...implied, role ?? 'viewer'].reduce((most, next) => (isRoleAtLeast(next, most) ? next : most));
}
