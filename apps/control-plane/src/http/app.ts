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
import { answerAtDoor, placeBehindDoor, toDoorPath } from './compat/door-paths.ts';
import { assertHostAllowed, createRefusalReport, type HostPolicy } from './host-guard.ts';
import { problemResponse } from '../kernel/problem.ts';
import { createRequestLog } from './request-log.ts';
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
  /** Called after every answer. */
  onAnswered?: (request: AnsweredRequest) => void;
}

interface AppEnv {
  Variables: { requestId: string; operationId: string; headers: Record<string, string> };
  Bindings: ConnectionBindings;
}
export type HttpApp = Hono<AppEnv>;

const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
};

/** The HTTP API of the control plane, built only from its route objects. */
export function createHttpApp(deps: HttpAppDeps): HttpApp {
  const app: HttpApp = new Hono<AppEnv>({ getPath: (request) => toDoorPath(getPath(request), request.headers) });
  const routes = [...deps.routes, ...placeBehindDoor(deps.compatRoutes ?? [])];
  const logRequest = createRequestLog(deps);
  app.use(async (c, next) => {
    c.set('requestId', readRequestId(c.req.header('x-request-id')) ?? deps.ids.uuid());
    const begunAt = deps.clock.monotonic();
    await next();
    const seconds = (deps.clock.monotonic() - begunAt) / 1_000;
    const operationId = c.get('operationId') ?? 'unknown';
    const { status } = c.res;
    deps.onAnswered?.({ operationId, status, seconds });
    const { raw, method } = c.req;
    const requestId = c.get('requestId');
    logRequest({ requestId, operationId, headers: raw.headers, method, status, seconds, error: c.error });
    for (const [name, value] of Object.entries(c.get('headers') ?? {})) c.res.headers.set(name, value);
    finish(c.res.headers, c.get('requestId'));
  });
  app.use(async (c, next) => {
    if (!isProbe(c.req.path)) {
      assertHostAllowed(c.req.header('host') ?? null, { policy: deps.hostPolicy, peer: peerAddress(c.env) });
    }
    await next();
  });
  app.use(onlyForBrowsers(corsMiddleware(deps.hostPolicy)));
  for (const route of routes) {
    app.on(route.method.toUpperCase(), toHonoPath(route.path), (c) => {
      c.set('operationId', route.operationId);
      return dispatch(deps, {
        route,
        raw: c.req.raw,
        pathParams: c.req.param(),
        requestId: c.get('requestId'),
        address: clientAddress(c.req.raw.headers, { peer: peerAddress(c.env), trustedHops: deps.trustedProxyHops }),
        setHeaders: (headers) => c.set('headers', headers),
      });
    });
  }
  app.notFound((c) => answerAtDoor(c.req.path, refuseUnknown(c, routes)));
  const reportRefusal = createRefusalReport(deps);
  app.onError((error, c) => {
    const response = problemResponse(toOutage(error), c.get('requestId'));
    reportRefusal(error, { headers: c.req.raw.headers, peer: peerAddress(c.env) });
    if (response.status === 401) response.headers.set('WWW-Authenticate', 'Bearer');
    if (response.status >= 500 || hasErrorCode(error, 'unreadable')) {
      deps.log.error(
        {
          err: error,
          request_id: c.get('requestId'),
          traceparent: readTraceParent(c.req.raw.headers),
          method: c.req.method,
          path: c.req.path,
        },
        'request failed',
      );
    }
    return answerAtDoor(c.req.path, response);
  });
  return app;
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

function finish(headers: Headers, requestId: string): void {
  headers.set('X-Request-Id', requestId);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    if (!headers.has(name)) headers.set(name, value);
  }
}

/** The CORS middleware makes an extra answer and copies it, so only requests that name an origin pass through it. */
function onlyForBrowsers(withCors: MiddlewareHandler<AppEnv>): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (c.req.header('origin') !== undefined || c.req.method === 'OPTIONS') return withCors(c, next);
    await next();
    c.res.headers.append('Vary', 'Origin');
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

function refuseUnknown(c: Context<AppEnv>, routes: readonly Route[]): Response {
  const methods = routes.filter((route) => matches(route.path, c.req.path)).map((route) => route.method.toUpperCase());
  if (methods.length === 0) {
    return problemResponse(new EverrunsError('not_found', 'There is nothing at this address.'), c.get('requestId'));
  }
  const allow = [...new Set(methods)].join(', ');
  const error = new EverrunsError('method_not_allowed', `This address answers ${allow}.`);
  const response = problemResponse(error, c.get('requestId'));
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
