import { readFile } from 'node:fs/promises';
import type { ToolRegistry } from '@everruns/core';
import { createGrpcWorkerService, type GrpcWorkerService } from '@everruns/internal-protocol';
import { createQuietLog } from '@everruns/log';
import type { EverrunsError } from '@everruns/schemas';
import { toModelLimits, toProviderAddresses } from '@everruns/settings';
import type { Logger } from 'pino';
import { createActivities } from './activities/create-activities.ts';
import { guardActivities } from './activities/guard-activities.ts';
import type { WorkerConfig, WorkerEnv } from './config/env.ts';
import { type ControlPlaneLink, createControlPlaneLink } from './control-plane-link.ts';
import { type EgressSettings, createExecutorDeps } from './create-executor-deps.ts';
import { createAtomExecutor } from './executor/index.ts';
import { DatabaseClock, omitUndefined, systemClock } from '@everruns/kernel';
import { countTasks, createWorkerState, type WorkerState } from './health/worker-state.ts';
import { systemIds } from './system-ids.ts';
import type { TemporalConnectionOptions } from './temporal/connection.ts';
import { installTemporalRuntime } from './temporal/runtime.ts';
import { startTemporalWorker, type TemporalWorker } from './temporal/worker.ts';
import { createTimeKeeper } from './time-keeper.ts';

/** The most segments whose conversations are kept. The others read theirs again with each step. */
const MAX_CONTEXTS = 1_000;

export interface RunningWorker {
  /** Resolves with a message for the operator when this worker cannot work here and should be closed, and never otherwise. */
  readonly refused: Promise<EverrunsError>;
  /** Takes no new work, lets running atoms finish for a while, cancels the others, and closes every connection. */
  close(): Promise<void>;
}

export interface WorkerOptions {
  config: WorkerConfig;
  log: Logger;
  /** The product's own tools, unless a test provides others. */
  tools?: ToolRegistry;
  /** Origins that provider calls may reach at any address, in addition to those of the `*_BASE_URL` settings. */
  allowedOrigins?: readonly string[];
  /** How long an activity waits for a client or an approval before the turn parks. Default: 60 s. */
  inlineWaitMs?: number;
}

/**
 * Opens a worker: the control plane's service over gRPC, the executor, and the pollers of both task queues. Neither peer has to be
 * up yet. A process can open one worker, because the Temporal SDK has one runtime.
 */
export async function openWorker({ config, log, ...options }: WorkerOptions): Promise<RunningWorker> {
  const workerId = config.WORKER_ID ?? `worker-${systemIds.uuid()}`;
  const clock = new DatabaseClock(systemClock, log);
  const link = createControlPlaneLink({ address: config.GRPC_ADDRESS, clock, log });
  const service = await connectToControlPlane(config, { clock, log, link });
  const egress = readEgress(config, options.allowedOrigins ?? []);
  const tools = options.tools === undefined ? {} : { tools: options.tools };
  const modelLimits = toModelLimits(config);
  let worker: TemporalWorker | null = null;
  const state = createWorkerState({
    isConnected: () => link.isOpen(),
    isPolling: async () => (await worker?.isPolling()) ?? false,
  });
  const { calls } = state;
  const { stdioPrograms } = config;
  const shared = { service, workerId, egress, modelLimits, clock, ids: systemIds, log, calls, stdioPrograms, ...tools };
  // Conversations are kept between two steps of a segment.
  const deps = createExecutorDeps({ ...shared, contexts: Math.min(2 * config.MAX_CONCURRENT_TASKS, MAX_CONTEXTS) });
  state.readPools = () => deps.readPools();
  const atoms = createAtomExecutor({ ...deps, retries: 'throw' });
  installTemporalRuntime(log);
  const health = await openHealth(config, state);
  worker = await startTemporalWorker({
    connection: await readConnection(config),
    namespace: config.TEMPORAL_NAMESPACE,
    workerId,
    makeActivities: (ending) => {
      const inlineWait = options.inlineWaitMs === undefined ? {} : { inlineWaitMs: options.inlineWaitMs };
      const activities = createActivities({ service, atoms, ending, ...inlineWait });
      return countTasks(guardActivities(activities, { link, clock }), state);
    },
    maxConcurrentTasks: config.MAX_CONCURRENT_TASKS,
    drainMs: config.WORKER_DRAIN_SECONDS * 1_000,
    link,
    clock,
    log,
  });
  log.info(
    { worker_id: workerId, grpc: config.GRPC_ADDRESS, temporal: config.TEMPORAL_ADDRESS },
    'The worker has started.',
  );
  return {
    refused: link.refused,
    async close() {
      state.isDraining = true;
      await worker?.drain();
      await deps.close();
      service.close();
      await health?.[Symbol.asyncDispose]();
    },
  };
}

/** Its library is loaded only if the settings ask for it. */
async function openHealth(
  { WORKER_HTTP_ADDR: address }: WorkerEnv,
  state: WorkerState,
): Promise<AsyncDisposable | null> {
  if (address === undefined) return null;
  const { serveHealth } = await import('./health/serve-health.ts');
  return serveHealth({ state, address, makeRequestId: () => systemIds.uuid() });
}

async function connectToControlPlane(
  config: WorkerEnv,
  { clock, log, link }: { clock: DatabaseClock; log: Logger; link: ControlPlaneLink },
): Promise<GrpcWorkerService> {
  const warn = createQuietLog({
    write: (details, message) => log.warn(details, message),
    monotonic: () => clock.monotonic(),
  });
  const { ca, cert, key } = await readPems({
    ca: config.GRPC_TLS_CA_PATH,
    cert: config.GRPC_TLS_CERT_PATH,
    key: config.GRPC_TLS_KEY_PATH,
  });
  const service = createGrpcWorkerService({
    address: config.GRPC_ADDRESS,
    token: config.WORKER_GRPC_TOKEN,
    ...(ca === undefined ? {} : { tls: { ca, ...(cert && key ? { cert, key } : {}) } }),
    log: { warn },
    onState: (state) => keeper.onState(state),
  });
  const keeper = createTimeKeeper({
    clock,
    getTime: (skewMs) => service.getTime(skewMs),
    onState: (state) => link.onState(state),
    log,
  });
  return {
    ...service,
    close() {
      keeper.close();
      service.close();
    },
  };
}

function readEgress(config: WorkerEnv, allowedOrigins: readonly string[]): EgressSettings {
  return {
    allowCidrs: config.EGRESS_ALLOW_CIDRS,
    allowedOrigins: [...allowedOrigins, ...toProviderAddresses(config).map((url) => new URL(url).origin)],
    proxy: {
      ...omitUndefined({ httpsProxy: config.HTTPS_PROXY, httpProxy: config.HTTP_PROXY, noProxy: config.NO_PROXY }),
    },
  };
}

async function readConnection(config: WorkerEnv): Promise<TemporalConnectionOptions> {
  const pems = await readPems({
    ca: config.TEMPORAL_TLS_CA_PATH,
    cert: config.TEMPORAL_TLS_CERT_PATH,
    key: config.TEMPORAL_TLS_KEY_PATH,
  });
  const hasTls = config.TEMPORAL_API_KEY !== undefined || Object.keys(pems).length > 0;
  return {
    address: config.TEMPORAL_ADDRESS,
    ...omitUndefined({ apiKey: config.TEMPORAL_API_KEY }),
    ...(hasTls ? { tls: pems } : {}),
  };
}

interface Pems {
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
}

async function readPems(paths: { [Name in keyof Pems]-?: string | undefined }): Promise<Pems> {
  const [ca, cert, key] = await Promise.all(
    [paths.ca, paths.cert, paths.key].map(async (path) => (path === undefined ? undefined : readFile(path))),
  );
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}
