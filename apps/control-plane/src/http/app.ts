import type { Ids } from '@everruns/core/catalog';
import { EverrunsError, hasErrorCode, LIMITS } from '@everruns/schemas';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { getPath } from 'hono/utils/url';
import type { Logger } from 'pino';
import { toOutage } from '../services/outages.ts';
import type { AnsweredRequest } from '../telemetry/metrics.ts';
import { clientAddress, peerAddress, type ConnectionBindings } from './client-address.ts';
import { dispatch, type DispatchDeps } from './dispatch.ts';
import { finishAnswer, type Answer } from './finish-answer.ts';
import { answerAtDoor, placeBehindDoor, toDoorPath } from './compat/door-paths.ts';
import { assertHostAllowed, createRefusalReport, type HostPolicy } from './host-guard.ts';
import { problemResponse } from '../kernel/problem.ts';
import type { KeepConnection } from './kept-connections.ts';
import { createRequestLog } from './request-log.ts';
import type { RequestTrail } from './request-trail.ts';
import type { Route } from './route.ts';
import { readTraceParent } from './trace-parent.ts';

export interface HttpAppDeps extends DispatchDeps {
  routes: readonly Route[];
  /** The routes for the original's clients, below the base paths of the compatibility API. */
  compatRoutes?: readonly Route[];
  /** How many proxies stand in front of the API. Each of them appends to X-Forwarded-For. */
  trustedProxyHops: number;
  log: Logger;
  ids: Ids;
  /** Absent: every connection may stay open. */
  keepConnection?: KeepConnection;
  /** Called after every answer. */
  onAnswered?: (request: AnsweredRequest) => void;
}

interface AppEnv {
  Bindings: ConnectionBindings;
}
export type HttpApp = Hono<AppEnv>;

/** A request on its way through the app. */
interface Exchange {
  requestId: string;
  /** The headers of its answer, whether it succeeds or fails. */
  headers: Record<string, string>;
  trail: RequestTrail;
}

/** Answers a request with the result of the work, or with the problem that it ends in. */
type AnswerRequest = (
  c: Context<AppEnv>,
  operationId: string,
  work: (exchange: Exchange) => Promise<Answer>,
) => Promise<Response>;

/** The HTTP API of the control plane, built only from its route objects. */
export function createHttpApp(deps: HttpAppDeps): HttpApp {
  const app: HttpApp = new Hono<AppEnv>({ getPath: (request) => toDoorPath(getPath(request), request.headers) });
  const routes = [...deps.routes, ...placeBehindDoor(deps.compatRoutes ?? [])];
  const answer = createAnswerer(deps);
  // One handler a route and no middleware: the framework then makes no chain of them for each request.
  for (const route of routes) {
    app.on(route.method.toUpperCase(), toHonoPath(route.path), (c) =>
      answer(c, route.operationId, ({ requestId, headers, trail }) =>
        dispatch(deps, {
          route,
          raw: c.req.raw,
          pathParams: c.req.param(),
          requestId,
          trail,
          address: clientAddress(c.req.raw.headers, { peer: peerAddress(c.env), trustedHops: deps.trustedProxyHops }),
          setHeaders: (given) => void Object.assign(headers, given),
        }),
      ),
    );
  }
  app.notFound((c) =>
    answer(c, 'unknown', ({ requestId }) => answerAtDoor(c.req.path, refuseUnknown(c.req.path, { routes, requestId }))),
  );
  return app;
}

function createAnswerer(deps: HttpAppDeps): AnswerRequest {
  const logRequest = createRequestLog(deps);
  const fail = createFailure(deps);
  const findBrowserHeaders = createBrowserHeaders(deps.hostPolicy);
  return async (c, operationId, work) => {
    const requestId = readRequestId(c.req.header('x-request-id')) ?? deps.ids.uuid();
    const headers: Record<string, string> = {};
    const trail: RequestTrail = {};
    const begunAt = deps.clock.monotonic();
    let given: Answer;
    let failure: unknown;
    try {
      if (!isProbe(c.req.path)) {
        assertHostAllowed(c.req.header('host') ?? null, { policy: deps.hostPolicy, peer: peerAddress(c.env) });
      }
      const forBrowser = await findBrowserHeaders(c);
      if (!(forBrowser instanceof Response)) Object.assign(headers, forBrowser);
      given = forBrowser instanceof Response ? forBrowser : await work({ requestId, headers, trail });
    } catch (error) {
      failure = error;
      given = await fail(c, error, requestId);
    }
    const seconds = (deps.clock.monotonic() - begunAt) / 1_000;
    const { status } = given;
    deps.onAnswered?.({ operationId, status, seconds });
    const { raw, method } = c.req;
    logRequest({ requestId, operationId, headers: raw.headers, method, status, seconds, error: failure, trail });
    if (!mayStayOpen(deps, trail, c.env)) headers['Connection'] = 'close';
    return finishAnswer(given, { ...headers, 'X-Request-Id': requestId });
  };
}

function mayStayOpen(
  { keepConnection }: HttpAppDeps,
  { orgId }: RequestTrail,
  { incoming }: ConnectionBindings,
): boolean {
  if (keepConnection === undefined || orgId === undefined || incoming?.socket === undefined) return true;
  return keepConnection(orgId, incoming.socket);
}

function createFailure(deps: HttpAppDeps) {
  const reportRefusal = createRefusalReport(deps);
  return (c: Context<AppEnv>, error: unknown, requestId: string): Promise<Response> => {
    const response = problemResponse(toOutage(error), requestId);
    reportRefusal(error, { headers: c.req.raw.headers, peer: peerAddress(c.env) });
    if (response.status === 401) response.headers.set('WWW-Authenticate', 'Bearer');
    if (response.status >= 500 || hasErrorCode(error, 'unreadable')) {
      const traceparent = readTraceParent(c.req.raw.headers);
      const { method, path } = c.req;
      deps.log.error({ err: error, request_id: requestId, traceparent, method, path }, 'request failed');
    }
    return answerAtDoor(c.req.path, response);
  };
}

/**
 * Load balancers and orchestrators call these routes by address. Their answers are the same for everyone and contain no secret.
 */
function isProbe(path: string): boolean {
  return path === '/health/live' || path === '/health/ready';
}

/** Writes `/v1/agents/{agent_id}` as Hono does. A rest parameter matches line feeds too, which its route refuses. */
function toHonoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/\{(\w+)\*\}$/, String.raw`:$1{[\s\S]*}`);
}

function readRequestId(header: string | undefined): string | null {
  if (header === undefined || header.length > LIMITS.requestIdLength) return null;
  return /^[\w.:-]+$/.test(header) ? header : null;
}

/** Only requests that name an origin pass through the CORS middleware. A preflight is answered here. */
function createBrowserHeaders(policy: HostPolicy) {
  const withCors = corsMiddleware(policy);
  return async (c: Context<AppEnv>): Promise<Response | Record<string, string>> => {
    if (c.req.header('origin') === undefined && c.req.method !== 'OPTIONS') return { Vary: 'Origin' };
    const preflight = await withCors(c, async () => undefined);
    return preflight instanceof Response ? preflight : Object.fromEntries(c.res.headers);
  };
}

function corsMiddleware(policy: HostPolicy): MiddlewareHandler<AppEnv> {
  return cors({
    origin: [...policy.corsAllowedOrigins],
    credentials: true,
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'Last-Event-ID',
      'X-Org-Id',
      'X-Request-Id',
      'traceparent',
    ],
    exposeHeaders: ['ETag', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
  });
}

function refuseUnknown(path: string, { routes, requestId }: { routes: readonly Route[]; requestId: string }): Response {
  const methods = routes.filter((route) => matches(route.path, path)).map((route) => route.method.toUpperCase());
  if (methods.length === 0) {
    return problemResponse(new EverrunsError('not_found', 'There is nothing at this address.'), requestId);
  }
  const allow = [...new Set(methods)].join(', ');
  const error = new EverrunsError('method_not_allowed', `This address answers ${allow}.`);
  const response = problemResponse(error, requestId);
  response.headers.set('Allow', allow);
  return response;
}

function matches(path: string, actual: string): boolean {
  const steps = path.split('/');
  const takesRest = path.endsWith('*}');
  const given = takesRest ? actual.split('/').slice(0, steps.length) : actual.split('/');
  const fits = (step: string, index: number): boolean => {
    if (!step.startsWith('{')) return step === given[index];
    return step.endsWith('*}') || given[index] !== '';
  };
  return steps.length === given.length && steps.every(fits);
}
