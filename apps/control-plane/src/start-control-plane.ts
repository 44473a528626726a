import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import type { Clock, Ids, Offload } from '@everruns/core/catalog';
import type { ModelCallCounts, ProbeModel, SegmentExecutor, WorkerService } from '@everruns/internal-protocol';
import type { DatabaseClock } from '@everruns/kernel';
import { createLogger } from '@everruns/log';
import { createOffload } from '@everruns/offload';
import { DEFAULT_ORGANIZATION_ID } from '@everruns/schemas';
import type { Logger } from 'pino';
import { createAuthDeps } from './auth/create-auth-deps.ts';
import { openLimiters } from './auth/open-limiters.ts';
import type { Config } from './config/config.ts';
import { createApi } from './create-api.ts';
import { verifyEncryptionKey } from './crypto/verify-encryption-key.ts';
import { openDatabase, splitConnections, type OpenDatabase } from './db/database.ts';
import { chooseRoles } from './db/roles/find-roles.ts';
import {
  openEngine,
  openTemporalRunner,
  type AgentRunner,
  type OpenEngineOptions,
  type SessionFiles,
  type TurnEngine,
} from './engine/index.ts';
import { openBus } from './events/bus/open-bus.ts';
import { createEventHub } from './events/create-event-hub.ts';
import type { EventBus, EventHub } from './events/hub.ts';
import { startGrpcServer, type GrpcServer, type GrpcServerOptions } from './grpc/server.ts';
import { listAllowedHosts, type HostPolicy } from './http/host-guard.ts';
import { listen, type HttpListener } from './http/listen.ts';
import type { SocketTimes } from './http/ws/socket-server-deps.ts';
import type { SocketServer } from './http/ws/socket-server.ts';
import { createReadiness } from './http/readiness.ts';
import { serveMetrics } from './http/metrics-app.ts';
import { ensureAdmin } from './services/auth/ensure-admin.ts';
import { createAgentResolver } from './services/agents/agent-resolver.ts';
import type { CapabilityCatalog } from './services/capabilities/capability-catalog.ts';
import { encodeUse } from './limits/shared-use.ts';
import { createServices } from './services/create-services.ts';
import { describeStartModels, type StartModels } from './services/models/describe-start.ts';
import type { CoreServices, Services } from './services/services.ts';
import { createSessionFiles } from './services/files/session-files.ts';
import { createResourceFetcher } from './services/mcp/attach-resources.ts';
import { createSecretResolver } from './services/secrets/reveal.ts';
import { createDependencies } from './services/dependencies.ts';
import { startBackgroundWork } from './services/background-work.ts';
import { createWebhookDeliverer } from './services/webhooks/deliver.ts';
import { syncEnvironmentProviders } from './services/providers/sync-environment.ts';
import { openClock } from './db/open-clock.ts';
import { actAsAccounts, actAsOrganization } from './kernel/acting.ts';
import { createIds } from './kernel/create-ids.ts';
import type { Metrics } from './telemetry/metrics.ts';
import { openTelemetry } from './telemetry/open-telemetry.ts';
import { watchDependencies } from './watch-dependencies.ts';

export const VERSION = '0.1.0';
const DRAIN_MS = 30_000;
const SWEEP_INTERVAL_MS = 1_000;

export interface StartControlPlaneOptions {
  config: Config;
  log?: Logger;
  /** Creates the local runner's executor. It is injected, because the control plane must not import the agent loop. */
  createExecutor?: (service: WorkerService, parts: { offload: Offload; clock: Clock }) => SegmentExecutor;
  /** The counts of the executor's model calls in this process, for the metrics. */
  modelCalls?: Readonly<ModelCallCounts>;
  /** Tests a model, for `check_llm_model`. It is injected, because the control plane must not import the drivers. */
  probeModel?: ProbeModel;
  /** The database was started for this process alone, so turns of the previous process are taken over at once. */
  ownsDatabase?: boolean;
  /** Runs segments in place of the configured runner. The benchmarks use it for a worker in another process. */
  runner?: AgentRunner;
  /** The capabilities that agents can enable: the product's own catalog unless a test passes another. */
  capabilities?: CapabilityCatalog;
  /** How often sockets are asked for a sign of life: the product's own times unless a test passes others. */
  socketTimes?: SocketTimes;
  /** How long after its turn a session's messages become searchable. The exact counts of the benchmarks are of turns alone. */
  messageIndexDelayMs?: number;
  /** Called once for each SQL statement, for the exact counts of the benchmarks. */
  onStatement?: (sql: string) => void;
}

export interface ControlPlane {
  httpUrl: string;
  /** `host:port` */
  grpcAddr: string;
  /** The models that answer, described for the operator. */
  models: StartModels;
  /**
   * Makes the replica not ready, and resolves when the load balancers that ask for it know, after SHUTDOWN_NOTICE_SECONDS at the latest.
   * It answers requests until `close`.
   */
  leave(): Promise<void>;
  /** Takes no new work, tells streams to reconnect elsewhere, and lets running turns finish for up to 30 s (or `graceMs`). */
  close(graceMs?: number): Promise<void>;
}

/**
 * Starts a replica on a migrated database. Throws if an address is taken, the key does not match or the schema version differs.
 */
export async function startControlPlane(options: StartControlPlaneOptions): Promise<ControlPlane> {
  const { config } = options;
  const log = options.log ?? createLogger({ level: config.logLevel });
  for (const warning of config.warnings) log.warn(warning);
  // If a later step fails, everything that was opened is closed again in reverse order.
  await using opened = new AsyncDisposableStack();
  let deadline = AbortSignal.abort();
  const database = opened.adopt(await openConfiguredDatabase(options, log), (open) => open.close());
  const { forAll: db } = database;
  const clock = await openClock(db, log);
  const ids = createIds(clock);
  const dependencies = createDependencies({ database, clock, log });
  const offload = opened.use(createOffload({ clock, log }));
  const { core, own, models } = await openServices(options, { database, clock, ids, offload, log });
  opened.defer(() => core.openFetch.close());
  opened.defer(() => core.mcp.directory.close());
  const { redisUrl } = config.auth.rateLimit;
  const bus = await openBus({ databaseUrl: config.databaseDirectUrl, redisUrl }, { ids, clock, log });
  opened.defer(() => bus.close());
  const hub = createEventHub({ database, bus, clock, ids, log, organizations: core.limits });
  const watched = { ...measured(options, core), ...dependencies, ...database, db, hub, bus, offload, clock, log };
  const { metrics } = opened.use(await openTelemetry(config, watched));
  if (metrics !== null && config.metricsAddr !== null)
    opened.use(await serveMetrics({ metrics, addr: config.metricsAddr, ids, log }));
  await opened.use(createWebhookDeliverer({ services: own, hub, bus, log }, metrics)).start();
  const engineParts = { services: own, database, clock, hub, bus, log, offload, metrics };
  const engine = await openConfiguredEngine(options, engineParts);
  opened.defer(() => engine.close(deadline));
  const grpc = await openGrpc(config, { service: engine.service, bus, clock, ids, log, metrics });
  opened.defer(() => grpc.close(0));
  // The listener stays open until its last request has ended, so load balancers must stop sending new ones.
  const readiness = createReadiness(clock, () => dependencies.check());
  const { auth, limiters } = await openAuth(config, { core, clock, log });
  opened.defer(() => limiters.close());
  watchDependencies(dependencies, { engine, workers: grpc.workers, limiters, clock });
  metrics?.engine.show({ ...engine.state, countWorkers: () => grpc.workers.count() });
  await actAsAccounts(() => ensureAdmin(auth));
  const services: Services = { ...auth, ...core, engine: engine.deps, hub };
  opened.use(startBackgroundWork(services, { ...options, log, metrics, forAll: db, watchJobs: engine.watchJobs }));
  const parts = { config, services, engine, bus, makeLimiter: limiters.make, log, readiness, metrics };
  const { socketTimes } = options;
  const { app, sockets } = createApi({ ...parts, version: VERSION, hostPolicy: toHostPolicy(config), socketTimes });
  const { httpAddr, httpKeepAliveMs: keepAliveMs } = config;
  const http = await listen(app, { ...httpAddr, keepAliveMs, ids, clock, isLeaving: readiness.isLeaving, sockets });
  opened.defer(() => closeFront({ sockets, hub, http }, deadline));
  const running = opened.move();
  return {
    httpUrl: http.url,
    grpcAddr: grpc.address,
    models,
    leave: () => readiness.leave(config.shutdownNoticeMs),
    async close(graceMs = DRAIN_MS) {
      await readiness.leave(0);
      deadline = AbortSignal.timeout(graceMs);
      await running.disposeAsync();
    },
  };
}

/** Sockets and streams are told to come back elsewhere, and then the last answers end. */
async function closeFront({ sockets, hub, http }: Front, deadline: AbortSignal): Promise<void> {
  await sockets.close(deadline);
  await hub.close();
  await http.close(deadline);
}

interface Front {
  sockets: SocketServer;
  hub: EventHub;
  http: HttpListener;
}

async function openAuth(
  config: Config,
  { core, clock, log }: { core: CoreServices; clock: DatabaseClock; log: Logger },
) {
  const limiters = await openLimiters(config.auth, { db: core.db, clock, log });
  const { make: makeLimiter } = limiters;
  const auth = createAuthDeps({ services: core, settings: config.auth, keyRing: config.keyRing, makeLimiter, log });
  return { auth, limiters };
}

function measured({ modelCalls }: StartControlPlaneOptions, { unreadable, ids, mcp }: CoreServices) {
  return { modelCalls, unreadable, logins: mcp.logins, version: VERSION, instanceId: ids.uuid() };
}

type GrpcParts = Pick<GrpcServerOptions, 'service' | 'clock' | 'log'> & {
  bus: Pick<EventBus, 'hasPeers'>;
  ids: Ids;
  metrics: Metrics | null;
};

/** Without Temporal no worker connects, so no token has to be configured. */
function openGrpc(config: Config, { bus, ids, metrics, ...parts }: GrpcParts): Promise<GrpcServer> {
  const address = formatAddress(config.grpcAddr);
  const token = config.workerGrpcToken ?? ids.uuid() + ids.uuid();
  const tls = config.grpcTls === null ? {} : { tls: config.grpcTls };
  const observed = metrics === null ? {} : observeWorkers(metrics);
  return startGrpcServer({ ...parts, hasPeers: () => bus.hasPeers(), address, token, ...tls, ...observed });
}

function observeWorkers(metrics: Metrics): Pick<GrpcServerOptions, 'onRefused' | 'onWorkerSkew'> {
  return { onRefused: () => metrics.onWorkerRefused(), onWorkerSkew: (skewMs) => metrics.onWorkerSkew(skewMs) };
}

type EngineParts = Pick<OpenEngineOptions, 'database' | 'hub' | 'bus' | 'log'> & {
  metrics: Metrics | null;
  services: CoreServices;
  clock: DatabaseClock;
  offload: Offload;
};

async function openConfiguredEngine(
  options: StartControlPlaneOptions,
  { services, clock, offload, metrics, ...parts }: EngineParts,
): Promise<TurnEngine> {
  const { ids, cursors, unreadable, limits } = services;
  return openEngine({
    ...parts,
    clock,
    onTime: (time) => clock.learn(time),
    ids,
    cursors,
    unreadable,
    onFrameRefused: (reason) => metrics?.onFrameRefused(reason),
    sweepObserver: metrics?.engine,
    agents: createAgentResolver(services),
    sessionFiles: createSessionFiles({ limits, fetch: fetchForCaller({ ...services, db: parts.database.db }) }),
    limits,
    exchange: {
      describe: () => encodeUse(limits.describeUse()),
      learn: (others, set) => limits.learn(others, set),
    },
    resolveSecret: createSecretResolver(services),
    databaseUrl: options.config.databaseDirectUrl,
    ownsDatabase: options.ownsDatabase ?? false,
    capacity: options.config.maxConcurrentTurns,
    isShared: options.config.auth.mode === 'full',
    sweepIntervalMs: SWEEP_INTERVAL_MS,
    runner: await chooseRunner(options, { offload, clock, log: parts.log }),
  });
}

/** Resources are read for a message, in the name of whoever sends it. */
function fetchForCaller(services: CoreServices): SessionFiles['fetch'] {
  const fetch = createResourceFetcher(services);
  return (ctx, given) => actAsOrganization(ctx.org_id, () => fetch(ctx, given));
}

async function openConfiguredDatabase(
  { config, onStatement }: StartControlPlaneOptions,
  log: Logger,
): Promise<OpenDatabase> {
  const hasRoles = await chooseRoles(config, log);
  const isPooled = config.databaseDirectUrl !== config.databaseUrl;
  const options = { url: config.databaseUrl, ...splitConnections(config.databasePoolSize), isPooled, hasRoles, log };
  return openDatabase(onStatement === undefined ? options : { ...options, onStatement });
}

async function openServices(
  { config, capabilities = CAPABILITY_CATALOG, probeModel }: StartControlPlaneOptions,
  { database, log, ...parts }: { database: OpenDatabase; clock: Clock; ids: Ids; offload: Offload; log: Logger },
): Promise<{ core: CoreServices; own: CoreServices; models: StartModels }> {
  await verifyEncryptionKey(database.forAll, config.keyRing);
  const core = createServices({ db: database.db, ...parts, capabilities, config, probeModel, log });
  return actAsOrganization(DEFAULT_ORGANIZATION_ID, async () => {
    await syncEnvironmentProviders(core, config);
    // The same services for what works for all organizations.
    const own = { ...core, db: database.forAll };
    return { core, own, models: await describeStartModels(core, config) };
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
  { offload, clock, log }: { offload: Offload; clock: Clock; log: Logger },
) {
  if (runner !== undefined) return { kind: 'temporal' as const, runner };
  if (config.runner === 'temporal' && config.temporal !== null) {
    return { kind: 'temporal' as const, runner: await openTemporalRunner({ ...config.temporal, log }) };
  }
  if (createExecutor === undefined) throw new Error('the local runner needs an executor');
  const create = (service: WorkerService) => createExecutor(service, { offload, clock });
  return { kind: 'local' as const, createExecutor: create };
}
