import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import type { Offload } from '@everruns/core/catalog';
import type { SegmentExecutor, WorkerService } from '@everruns/internal-protocol';
import { createLogger } from '@everruns/log';
import { createOffload } from '@everruns/offload';
import type { Logger } from 'pino';
import { createApiLimits } from './auth/api-limits.ts';
import { createAuthenticate, findAdminEmailKey } from './auth/authenticator.ts';
import { createAuthDeps } from './auth/create-auth-deps.ts';
import { createCredentialWatch } from './auth/credential-watch.ts';
import type { MakeLimiter } from './auth/limiter-store.ts';
import { openLimiters } from './auth/open-limiters.ts';
import type { Config } from './config/config.ts';
import { verifyEncryptionKey } from './crypto/verify-encryption-key.ts';
import { openDatabase, type Database, type OpenDatabase } from './db/database.ts';
import {
  openEngine,
  openTemporalRunner,
  type AgentRunner,
  type OpenEngineOptions,
  type TurnEngine,
} from './engine/index.ts';
import { createPostgresBus } from './events/bus/postgres.ts';
import { createEventHub } from './events/create-event-hub.ts';
import { startGrpcServer, type GrpcServer, type GrpcServerOptions } from './grpc/server.ts';
import type { EventHub } from './events/hub.ts';
import { createHttpApp, type HttpApp } from './http/app.ts';
import { createOpenAuthenticate } from './auth/principal.ts';
import { listAllowedHosts, type HostPolicy } from './http/host-guard.ts';
import { createCompatRoutes } from './http/compat/index.ts';
import { listen } from './http/listen.ts';
import { serveMetrics } from './http/metrics-app.ts';
import { createStreamOpener, eventRoutes } from './http/routes/events/index.ts';
import { createRoutes } from './http/routes/index.ts';
import { createAuditRecorder } from './auth/record-audit.ts';
import type { AuthDeps } from './auth/auth-deps.ts';
import { ensureAdmin } from './services/auth/ensure-admin.ts';
import { createAgentResolver } from './services/agents/agent-resolver.ts';
import type { CapabilityCatalog } from './services/capabilities/capability-catalog.ts';
import { createServices } from './services/create-services.ts';
import { describeStartModels, type StartModels } from './services/models/describe-start.ts';
import type { Services } from './services/services.ts';
import { runFileOperation } from './services/files/run-operation.ts';
import { startHousekeeping } from './services/housekeeping.ts';
import { syncEnvironmentProviders } from './services/providers/sync-environment.ts';
import { systemClock } from '@everruns/kernel';
import { systemIds } from './kernel/system-ids.ts';
import type { Metrics } from './telemetry/metrics.ts';
import { openTelemetry } from './telemetry/open-telemetry.ts';

export const VERSION = '0.1.0';
const DRAIN_MS = 30_000;
const SWEEP_INTERVAL_MS = 1_000;

export interface StartControlPlaneOptions {
  config: Config;
  log?: Logger;
  /** Makes the local runner's executor; injected, because the control plane may not know the loop. */
  createExecutor?: (service: WorkerService, offload: Offload) => SegmentExecutor;
  /** The database was started for this process alone: turns that died with the one before are taken up at once. */
  ownsDatabase?: boolean;
  /** Runs segments in place of the configured runner: the benchmarks' worker in another process. */
  runner?: AgentRunner;
  /** What agents can switch on; the product's own catalog unless a test brings another. */
  capabilities?: CapabilityCatalog;
  /** Called once a SQL statement: the exact counts of the benchmarks. */
  onStatement?: (sql: string) => void;
}

export interface ControlPlane {
  httpUrl: string;
  /** `host:port` */
  grpcAddr: string;
  /** Which model answers, for the operator. */
  models: StartModels;
  /** Stops taking work, tells streams to reconnect elsewhere, lets running turns finish for up to 30 s (or `graceMs`). */
  close(graceMs?: number): Promise<void>;
}

/** Starts a replica over a migrated database. Throws when an address is taken, the key does not fit or the schema is another. */
export async function startControlPlane(options: StartControlPlaneOptions): Promise<ControlPlane> {
  const { config } = options;
  const log = options.log ?? createLogger({ level: config.logLevel });
  for (const warning of config.warnings) log.warn(warning);
  // Whatever was opened is closed again, last first, when a later step fails.
  await using opened = new AsyncDisposableStack();
  let deadline = AbortSignal.abort();
  let isDraining = false;
  const database = opened.adopt(openConfiguredDatabase(options, log), (open) => open.close());
  const offload = opened.use(createOffload({ clock: systemClock, log }));
  const { services, models } = await openServices(options, { db: database.db, offload, log });
  opened.defer(() => services.openFetch.close());
  const bus = createPostgresBus({ url: config.databaseUrl, ids: systemIds, clock: systemClock, log });
  opened.defer(() => bus.close());
  const hub = createEventHub({ db: database.db, bus, clock: systemClock, ids: systemIds, log });
  const hostPolicy = toHostPolicy(config);
  const { db, pool } = database;
  const telemetry = opened.use(await openTelemetry(config, { db, pool, hub, offload, version: VERSION, log }));
  const { metrics } = telemetry;
  if (metrics !== null && config.metricsAddr !== null)
    opened.use(await serveMetrics({ metrics, addr: config.metricsAddr, log }));
  const onFrameRefused = (reason: string) => metrics?.onFrameRefused(reason);
  const { commits } = database;
  const engine = await openConfiguredEngine(options, { services, commits, hub, bus, log, offload, onFrameRefused });
  opened.defer(() => engine.close(deadline));
  opened.use(startHousekeeping({ services, log }));
  const grpc = await openGrpc(config, { service: engine.service, log, metrics });
  opened.defer(() => grpc.close(0));
  // The listener is open until its last request has ended; no new one should come.
  const checkReady = () =>
    isDraining ? Promise.reject(new Error('going down')) : pool.query('select 1').then(() => {});
  const limiters = await openLimiters(config.auth, { pool: database.pool, log });
  opened.defer(() => limiters.close());
  const { make: makeLimiter } = limiters;
  const auth = createAuthDeps({ services, settings: config.auth, keyRing: config.keyRing, makeLimiter, log });
  await ensureAdmin(auth);
  const app = createApp({ config, services, auth, makeLimiter, engine, hub, log, checkReady, hostPolicy, metrics });
  const http = await listen(app, { ...config.httpAddr, keepAliveMs: config.httpKeepAliveMs });
  opened.defer(() => http.close(deadline));
  opened.defer(() => hub.close());
  const running = opened.move();
  return {
    httpUrl: http.url,
    grpcAddr: grpc.address,
    models,
    async close(graceMs = DRAIN_MS) {
      isDraining = true;
      deadline = AbortSignal.timeout(graceMs);
      await running.disposeAsync();
    },
  };
}

type GrpcParts = Pick<GrpcServerOptions, 'service' | 'log'> & { metrics: Metrics | null };

/** Without Temporal no worker connects, and nobody has to know the token. */
function openGrpc(config: Config, { service, log, metrics }: GrpcParts): Promise<GrpcServer> {
  const address = formatAddress(config.grpcAddr);
  const token = config.workerGrpcToken ?? systemIds.uuid() + systemIds.uuid();
  const tls = config.grpcTls === null ? {} : { tls: config.grpcTls };
  const onRefused = metrics === null ? {} : { onRefused: () => metrics.onWorkerRefused() };
  return startGrpcServer({ service, address, token, log, ...tls, ...onRefused });
}

type EngineParts = Pick<OpenEngineOptions, 'commits' | 'hub' | 'bus' | 'log' | 'onFrameRefused'> & {
  services: Services;
  offload: Offload;
};

async function openConfiguredEngine(
  options: StartControlPlaneOptions,
  { services, offload, ...parts }: EngineParts,
): Promise<TurnEngine> {
  const { db, clock, ids, cursors } = services;
  return openEngine({
    ...parts,
    db,
    clock,
    ids,
    cursors,
    agents: createAgentResolver(services),
    runFileOperation,
    databaseUrl: options.config.databaseUrl,
    ownsDatabase: options.ownsDatabase ?? false,
    capacity: options.config.maxConcurrentTurns,
    sweepIntervalMs: SWEEP_INTERVAL_MS,
    runner: await chooseRunner(options, { offload, log: parts.log }),
  });
}

function openConfiguredDatabase({ config, onStatement }: StartControlPlaneOptions, log: Logger): OpenDatabase {
  const options = { url: config.databaseUrl, size: config.databasePoolSize, log };
  return openDatabase(onStatement === undefined ? options : { ...options, onStatement });
}

async function openServices(
  { config, capabilities = CAPABILITY_CATALOG }: StartControlPlaneOptions,
  { db, offload, log }: { db: Database; offload: Offload; log: Logger },
): Promise<{ services: Services; models: StartModels }> {
  await verifyEncryptionKey(db, config.keyRing);
  const services = createServices({ db, clock: systemClock, ids: systemIds, capabilities, offload, config, log });
  await syncEnvironmentProviders(services, config);
  return { services, models: await describeStartModels(services, config) };
}

interface AppParts {
  config: Config;
  services: Services;
  auth: AuthDeps;
  makeLimiter: MakeLimiter;
  engine: TurnEngine;
  hub: EventHub;
  log: Logger;
  checkReady: () => Promise<void>;
  hostPolicy: HostPolicy;
  metrics: Metrics | null;
}

function createApp(parts: AppParts): HttpApp {
  const { config, services, auth, engine, hub, log, checkReady, metrics } = parts;
  const isOpen = config.auth.mode === 'none';
  const watched = { db: services.db, clock: systemClock, log, adminEmailKey: findAdminEmailKey(auth) };
  const credentials = createCredentialWatch(watched);
  const events = { db: services.db, hub, log, credentials };
  const openEventStream = createStreamOpener(events);
  const routes = createRoutes({
    services,
    auth,
    engine: engine.deps,
    health: { version: VERSION, auth_mode: config.auth.mode, runner: config.runner, checkReady },
    eventRoutes: eventRoutes(events, openEventStream),
    openEventStream,
  });
  return createHttpApp({
    routes,
    compatRoutes: createCompatRoutes(routes, { clock: systemClock, db: services.db }),
    authenticate: isOpen ? createOpenAuthenticate() : createAuthenticate(auth),
    apiLimits: isOpen ? null : createApiLimits(parts.makeLimiter, config.auth.rateLimit.requestsPerMinute),
    recordAudit: createAuditRecorder(services, log),
    trustedProxyHops: config.trustedProxyHops,
    hostPolicy: parts.hostPolicy,
    ...(metrics === null ? {} : { onAnswered: (request) => metrics.onAnswered(request) }),
    log,
    offload: services.offload,
    clock: systemClock,
    ids: systemIds,
  });
}

function toHostPolicy(config: Config): HostPolicy {
  const { httpAddr, corsAllowedOrigins, auth } = config;
  return {
    allowedHosts: listAllowedHosts(config, httpAddr.host),
    corsAllowedOrigins: [...corsAllowedOrigins, ...(auth.baseUrl === null ? [] : [new URL(auth.baseUrl).origin])],
  };
}

function formatAddress({ host, port }: { host: string; port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

async function chooseRunner(
  { config, createExecutor, runner }: StartControlPlaneOptions,
  { offload, log }: { offload: Offload; log: Logger },
) {
  if (runner !== undefined) return { kind: 'temporal' as const, runner };
  if (config.runner === 'temporal' && config.temporal !== null) {
    return { kind: 'temporal' as const, runner: await openTemporalRunner({ ...config.temporal, log }) };
  }
  if (createExecutor === undefined) throw new Error('the local runner needs an executor');
  return { kind: 'local' as const, createExecutor: (service: WorkerService) => createExecutor(service, offload) };
}
