import type { Clock, Offload, RunJob } from '@everruns/core/catalog';
import { EverrunsError, isRoleAtLeast, type OrganizationId } from '@everruns/schemas';
import { z } from 'zod';
import { budgetOf, type ApiLimits } from '../auth/api-limits.ts';
import { retryRead } from '../services/outages.ts';
import type { AuditedChange, RecordAudit } from '../auth/record-audit.ts';
import { parseIdempotencyRequest, type IdempotencyRequest } from '../idempotency/idempotency-request.ts';
import type { Authenticate, Principal } from '../auth/principal.ts';
import { assertSameSite, SAFE_METHODS, type HostPolicy } from './host-guard.ts';
import { toInputError, type InputSource } from '../kernel/problem.ts';
import {
  assertJsonMediaType,
  assertNoBody,
  assertTextMediaType,
  BODY_LIMITS,
  NO_BODY_LIMITS,
  mediaTypeOf,
  readBytes,
  type BodyLimits,
} from './read-body.ts';
import { actAsAccounts, actAsOrganization } from '../kernel/acting.ts';
import type { Answer, PlainAnswer } from './finish-answer.ts';
import { parseBody } from './parse-body.ts';
import { leastRoleOf, type Route, type RouteReply } from './route.ts';
import { assertStorable } from '../kernel/scan-json.ts';
import { readTraceParent } from './trace-parent.ts';
import type { RequestTrail } from './request-trail.ts';
import { auditForeign, openCallerContext, type CallerContext } from './caller-context.ts';

export interface DispatchDeps {
  authenticate: Authenticate;
  hostPolicy: HostPolicy;
  clock: Clock;
  /** Parses large bodies. */
  offload: Offload;
  /** Null when requests are not limited. */
  apiLimits: ApiLimits | null;
  /** Counts a request of an organization. Throws `limit_reached`. */
  countRequest?(orgId: OrganizationId): void;
  recordAudit: RecordAudit;
}

/** A request whose route was found. */
export interface MatchedRequest {
  route: Route;
  raw: Request;
  pathParams: Record<string, string>;
  requestId: string;
  trail: RequestTrail;
  /** The client's network address. */
  address: string;
  /** Sets headers of the answer, whether it succeeds or fails. */
  setHeaders: (headers: Record<string, string>) => void;
}

const NO_PARAMETERS = z.strictObject({});
const NOTHING = new Uint8Array(0);

/** Runs one route: authentication, authorization, validation, then the handler. Throws `EverrunsError` for every refusal. */
export async function dispatch(deps: DispatchDeps, request: MatchedRequest): Promise<Answer> {
  const { route, raw } = request;
  const principal = route.auth === 'public' ? null : await deps.authenticate(raw.headers, request.address);
  const serve = () => dispatchFor(deps, request, principal);
  // Without a caller, what touches the database is about signing in.
  return principal === null ? actAsAccounts(serve) : actAsOrganization(principal.orgId, serve);
}

async function dispatchFor(deps: DispatchDeps, request: MatchedRequest, principal: Principal | null): Promise<Answer> {
  const { route, raw } = request;
  await deps.apiLimits?.consume(budgetOf(principal, request.address), request.setHeaders);
  if (principal !== null) {
    request.trail.orgId = principal.orgId;
    deps.countRequest?.(principal.orgId);
  }
  assertAllowed(deps, principal, request);
  if (route.refusal !== undefined) throw route.refusal();
  const params = parseInput(route.params, request.pathParams, 'path');
  request.trail.params = params;
  const query = parseInput(route.query, queryOf(raw.url), 'query');
  const hasBody = raw.method !== 'GET' && raw.method !== 'HEAD';
  if (hasBody && route.body !== undefined) assertBodyMediaType(route, raw.headers);
  const bytes = hasBody ? await readBytes(raw, deps.clock, bodyLimitsOf(route)) : NOTHING;
  if (route.body === undefined) assertNoBody(bytes);
  const caller = principal === null ? null : openCallerContext(principal, describeRequest(request));
  const ctx = caller?.ctx ?? null;
  const tenant = principal?.orgId ?? `address:${request.address}`;
  const runJob: RunJob = (job, input) => deps.offload.run(job, input, { tenant, signal: raw.signal });
  const body = await readBody(request, bytes, runJob);
  const idempotency = principal === null ? null : await idempotencyOf(request, { principal, rawBody: bytes });
  const handle = () =>
    route.handle({
      ctx,
      principal,
      address: request.address,
      requestId: request.requestId,
      params,
      query,
      body,
      headers: raw.headers,
      // A signal costs more than the rest of this, and few routes watch for the end of the connection.
      get signal() {
        return raw.signal;
      },
      idempotency,
    });
  // A read may be repeated while the database is away. A write is repeated inside its own transaction, under its key.
  const reply = await handleAndAudit(deps, route.method === 'get' ? () => retryRead(handle) : handle, {
    caller,
    action: route.operationId,
  });
  const isChange = reply instanceof Response || reply.isReplayed !== true;
  if (ctx !== null && route.isAudited === true && isChange)
    await deps.recordAudit(ctx, toChange(route, { params, body, reply }));
  if (reply instanceof Response) return reply;
  request.trail.reply = reply.value;
  return encodeReply(route, reply);
}

async function handleAndAudit<Reply>(
  deps: DispatchDeps,
  handle: () => Promise<Reply>,
  used: { caller: CallerContext | null; action: string },
): Promise<Reply> {
  try {
    return await handle();
  } finally {
    if (used.caller !== null) await auditForeign(deps.recordAudit, used.caller, used.action);
  }
}

/** Returns the id of the changed noun: the last id in the path, or the id of the created noun. */
function toChange(
  route: Route,
  { params, body, reply }: { params: unknown; body: unknown; reply: RouteReply | Response },
): AuditedChange {
  const named = Object.values(z.record(z.string(), z.string()).safeParse(params).data ?? {}).at(-1);
  const made =
    reply instanceof Response ? undefined : z.looseObject({ id: z.string() }).safeParse(reply.value).data?.id;
  const fields = z.looseObject({}).safeParse(body).data ?? {};
  const targetId = (route.method === 'post' ? (made ?? named) : named) ?? null;
  return { action: route.operationId, targetId, fields: Object.keys(fields) };
}

const BYTES = 'application/octet-stream';

function isOfBytes({ takesBytes }: Route, headers: Headers): boolean {
  return takesBytes === true && mediaTypeOf(headers) === BYTES;
}

function assertBodyMediaType(route: Route, headers: Headers): void {
  const textMediaTypes = isOfBytes(route, headers) ? [BYTES] : route.textMediaTypes;
  if (textMediaTypes === undefined) assertJsonMediaType(headers);
  else assertTextMediaType(headers, textMediaTypes);
}

async function readBody({ route, raw }: MatchedRequest, bytes: Uint8Array, runJob: RunJob): Promise<unknown> {
  const { bodyReader: body, textMediaTypes } = route;
  if (body === undefined) return undefined;
  if (isOfBytes(route, raw.headers)) {
    const { buffer, byteOffset, byteLength } = bytes;
    return body.parse({ content: Buffer.from(buffer, byteOffset, byteLength).toString('base64'), encoding: 'base64' });
  }
  const result = body.safeParse(await parseBody(bytes, textMediaTypes === undefined ? 'json' : 'text', runJob));
  if (!result.success) throw toInputError(result.error, 'body');
  return result.data;
}

function bodyLimitsOf({ body, maxBodyBytes }: Route): BodyLimits {
  if (body === undefined) return NO_BODY_LIMITS;
  return maxBodyBytes === undefined ? BODY_LIMITS : { ...BODY_LIMITS, maxBytes: maxBodyBytes };
}

/** Checks the origin of the request, then the role, then the scopes. Public routes may set cookies, so their origin is checked too. */
function assertAllowed(deps: DispatchDeps, principal: Principal | null, { route, raw }: MatchedRequest): void {
  if (!SAFE_METHODS.has(raw.method) && (principal === null || principal.isAmbient)) {
    const isProofNeeded = principal?.credential.kind === 'session';
    assertSameSite(raw.headers, { policy: deps.hostPolicy, isProofNeeded });
  }
  if (principal === null) return;
  const role = leastRoleOf(route);
  if (!isRoleAtLeast(principal.role, role)) {
    throw new EverrunsError('forbidden', `This operation needs the role ${role}, and your role is ${principal.role}.`);
  }
  const missing = route.scopes.find((scope) => !principal.scopes.has(scope));
  if (missing !== undefined) throw new EverrunsError('forbidden', `This operation needs the scope ${missing}.`);
}

function describeRequest({ raw, requestId }: MatchedRequest): { requestId: string; traceparent: string | null } {
  return { requestId, traceparent: readTraceParent(raw.headers) };
}

function idempotencyOf(
  { route, raw }: MatchedRequest,
  parts: { principal: Principal; rawBody: Uint8Array },
): Promise<IdempotencyRequest | null> | null {
  const key = raw.headers.get('idempotency-key');
  if (route.method !== 'post' || key === null) return null;
  return parseIdempotencyRequest({
    key,
    principal: parts.principal.name,
    method: route.method,
    url: new URL(raw.url),
    rawBody: parts.rawBody,
  });
}

function parseInput(schema: z.ZodObject | undefined, value: Record<string, unknown>, source: InputSource): unknown {
  assertStorable(value);
  const result = (schema ?? NO_PARAMETERS).safeParse(value);
  if (!result.success) throw toInputError(result.error, source);
  return result.data;
}

/** A parameter that occurs once is text, and one that is repeated is a list. One pass, because an address may hold thousands. */
function queryOf(address: string): Record<string, unknown> {
  if (!address.includes('?')) return {};
  const search = new URLSearchParams(address.slice(address.indexOf('?')));
  const found = Map.groupBy(search, ([name]) => name);
  return Object.fromEntries([...found].map(([name, pairs]) => [name, onlyOrAll(pairs.map(([, value]) => value))]));
}

function onlyOrAll(values: string[]): unknown {
  return values.length === 1 ? values[0] : values;
}

function encodeReply(route: Route, reply: RouteReply): PlainAnswer {
  const success = route.responses[0];
  if (success === undefined || success.kind === 'raw' || success.kind === 'redirect') {
    throw new TypeError(`${route.operationId} declares an answer of its own and made none`);
  }
  const { status } = success;
  const { headers = {}, cookies = [] } = reply;
  if (success.kind === 'empty') return { status, body: null, headers, cookies };
  return {
    status,
    body: JSON.stringify(reply.value),
    headers: { ...headers, 'Content-Type': 'application/json' },
    cookies,
  };
}
