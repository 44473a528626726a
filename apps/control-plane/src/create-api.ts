import type { Logger } from 'pino';
import { createApiLimits } from './auth/api-limits.ts';
import { createAuthenticate, findAdminEmailKey } from './auth/authenticator.ts';
import { createCredentialWatch } from './auth/credential-watch.ts';
import type { MakeLimiter } from './auth/limiter-store.ts';
import { createOpenAuthenticate } from './auth/principal.ts';
import { createAuditRecorder } from './auth/record-audit.ts';
import type { Config } from './config/config.ts';
import type { TurnEngine } from './engine/index.ts';
import type { EventBus } from './events/hub.ts';
import { createHttpApp, type HttpApp } from './http/app.ts';
import { createCompatRoutes } from './http/compat/index.ts';
import type { HostPolicy } from './http/host-guard.ts';
import { createKeptConnections } from './http/kept-connections.ts';
import type { Readiness } from './http/readiness.ts';
import { createStreamOpener, eventRoutes } from './http/routes/events/index.ts';
import { createRoutes } from './http/routes/index.ts';
import { CallBoard } from './http/ws/call-board.ts';
import type { SocketServerDeps, SocketTimes } from './http/ws/socket-server-deps.ts';
import { SocketServer } from './http/ws/socket-server.ts';
import type { DependencyState } from './services/dependencies.ts';
import type { Services } from './services/services.ts';
import type { Metrics } from './telemetry/metrics.ts';
import { SILENT_OBSERVER } from './telemetry/socket-metrics.ts';

export interface ApiParts {
  version: string;
  config: Config;
  services: Services;
  engine: Pick<TurnEngine, 'processId' | 'watchCalls' | 'background'>;
  bus: EventBus;
  makeLimiter: MakeLimiter;
  log: Logger;
  readiness: Pick<Readiness<readonly DependencyState[]>, 'check' | 'isLeaving'>;
  hostPolicy: HostPolicy;
  metrics: Metrics | null;
  /** Other than those of the product, for tests. */
  socketTimes?: SocketTimes | undefined;
}

const SOCKET_TIMES: SocketTimes = { heartbeatMs: 30_000, pongMs: 10_000 };

/** Makes what answers requests and what holds WebSockets, with one way to know who calls. */
export function createApi(parts: ApiParts): { app: HttpApp; sockets: SocketServer } {
  const { config, services, log, hostPolicy } = parts;
  const isOpen = config.auth.mode === 'none';
  const watched = { db: services.db, clock: services.clock, log, adminEmailKey: findAdminEmailKey(services) };
  const shared = {
    credentials: createCredentialWatch(watched),
    authenticate: isOpen ? createOpenAuthenticate() : createAuthenticate(services),
    apiLimits: isOpen ? null : createApiLimits(parts.makeLimiter, config.auth.rateLimit.requestsPerMinute),
    countRequest: services.limits.countRequest.bind(services.limits),
    recordAudit: createAuditRecorder(services, log),
    trustedProxyHops: config.trustedProxyHops,
    hostPolicy,
    log,
  };
  const sockets = openSockets(parts, { ...shared, isOpen });
  return { app: createApp(parts, shared), sockets };
}

type Shared = Pick<
  SocketServerDeps,
  | 'credentials'
  | 'authenticate'
  | 'apiLimits'
  | 'countRequest'
  | 'recordAudit'
  | 'trustedProxyHops'
  | 'hostPolicy'
  | 'log'
>;

function createApp(parts: ApiParts, shared: Shared): HttpApp {
  const { version, config, services, readiness, metrics, log } = parts;
  const events = { ...services, log, credentials: shared.credentials };
  const openEventStream = createStreamOpener(events);
  const routes = createRoutes({
    services,
    health: { version, authMode: config.auth.mode, runner: config.runner, checkReady: readiness.check },
    eventRoutes: eventRoutes(events, openEventStream),
    openEventStream,
  });
  return createHttpApp({
    ...shared,
    routes,
    compatRoutes: createCompatRoutes(routes, services),
    ...(metrics === null ? {} : { onAnswered: (request) => metrics.onAnswered(request) }),
    keepConnection: createKeptConnections(services.limits),
    offload: services.offload,
    clock: services.clock,
    ids: services.ids,
  });
}

function openSockets(parts: ApiParts, shared: Shared & { isOpen: boolean }): SocketServer {
  const { services, engine, bus, readiness, metrics, log } = parts;
  const monotonic = () => services.clock.monotonic();
  const board = new CallBoard({ engine: services.engine, background: engine.background, bus, log, monotonic });
  engine.watchCalls((news) => board.note(news));
  return new SocketServer({
    ...shared,
    services,
    board,
    observer: metrics?.sockets ?? SILENT_OBSERVER,
    processId: engine.processId,
    isLeaving: readiness.isLeaving,
    times: parts.socketTimes ?? SOCKET_TIMES,
  });
}
