import { readFile } from 'node:fs/promises';
import type { ToolRegistry } from '@everruns/core';
import { createGrpcWorkerService } from '@everruns/internal-protocol';
import type { Logger } from 'pino';
import { createActivities } from './activities/create-activities.ts';
import type { WorkerEnv } from './config/env.ts';
import { type EgressSettings, createExecutorDeps } from './create-executor-deps.ts';
import { createAtomExecutor } from './executor/index.ts';
import { systemClock, systemIds } from './system-clock.ts';
import type { TemporalConnectionOptions } from './temporal/connection.ts';
import { installTemporalRuntime } from './temporal/runtime.ts';
import { startTemporalWorker } from './temporal/worker.ts';

export interface RunningWorker {
  /** Takes nothing new, lets running atoms finish, then cancels them, and closes every connection. */
  close(): Promise<void>;
}

export interface WorkerOptions {
  config: WorkerEnv;
  log: Logger;
  /** The product's own tools unless a test brings others. */
  tools?: ToolRegistry;
  /** Origins that provider calls may reach whatever their address, beside those of the `*_BASE_URL`s. */
  allowedOrigins?: readonly string[];
  /** How long a wait for a client or an approval holds an activity before the turn parks; 60 s. */
  inlineWaitMs?: number;
}

/**
 * A worker: the control plane's service over gRPC, the executor, and the pollers of both task queues. Neither peer has to be up yet.
 * Once a process: the Temporal SDK has one runtime.
 */
export async function openWorker({ config, log, ...options }: WorkerOptions): Promise<RunningWorker> {
  const workerId = config.WORKER_ID ?? `worker-${systemIds.uuid()}`;
  const service = createGrpcWorkerService({
    address: config.GRPC_ADDRESS,
    token: config.WORKER_GRPC_TOKEN,
    ...(config.GRPC_TLS_CA_PATH === undefined ? {} : { tls: { ca: await readFile(config.GRPC_TLS_CA_PATH) } }),
    log,
    now: () => systemClock.now(),
  });
  const egress = readEgress(config, options.allowedOrigins ?? []);
  const tools = options.tools === undefined ? {} : { tools: options.tools };
  const shared = { service, workerId, egress, clock: systemClock, ids: systemIds, log, ...tools };
  // As many segments as can run here keep their conversation between two steps.
  const deps = createExecutorDeps({ ...shared, contexts: 2 * config.MAX_CONCURRENT_TASKS });
  const atoms = createAtomExecutor({ ...deps, retries: 'throw' });
  installTemporalRuntime(log);
  const worker = await startTemporalWorker({
    connection: await readConnection(config),
    namespace: config.TEMPORAL_NAMESPACE,
    workerId,
    activities: createActivities({
      service,
      atoms,
      ...(options.inlineWaitMs === undefined ? {} : { inlineWaitMs: options.inlineWaitMs }),
    }),
    maxConcurrentTasks: config.MAX_CONCURRENT_TASKS,
    clock: systemClock,
    log,
  });
  log.info({ worker_id: workerId, grpc: config.GRPC_ADDRESS, temporal: config.TEMPORAL_ADDRESS }, 'worker started');
  return {
    async close() {
      await worker.drain();
      await deps.close();
      service.close();
    },
  };
}

function readEgress(config: WorkerEnv, allowedOrigins: readonly string[]): EgressSettings {
  const baseUrls = [config.OPENAI_BASE_URL, config.ANTHROPIC_BASE_URL].filter((url) => url !== undefined);
  return {
    allowCidrs: config.EGRESS_ALLOW_CIDRS,
    allowedOrigins: [...allowedOrigins, ...baseUrls.map((url) => new URL(url).origin)],
    proxy: {
      ...(config.HTTPS_PROXY === undefined ? {} : { httpsProxy: config.HTTPS_PROXY }),
      ...(config.HTTP_PROXY === undefined ? {} : { httpProxy: config.HTTP_PROXY }),
      ...(config.NO_PROXY === undefined ? {} : { noProxy: config.NO_PROXY }),
    },
  };
}

async function readConnection(config: WorkerEnv): Promise<TemporalConnectionOptions> {
  const paths = [config.TEMPORAL_TLS_CA_PATH, config.TEMPORAL_TLS_CERT_PATH, config.TEMPORAL_TLS_KEY_PATH];
  const [ca, cert, key] = await Promise.all(
    paths.map(async (path) => (path === undefined ? undefined : readFile(path))),
  );
  const hasTls = config.TEMPORAL_API_KEY !== undefined || paths.some((path) => path !== undefined);
  return {
    address: config.TEMPORAL_ADDRESS,
    ...(config.TEMPORAL_API_KEY === undefined ? {} : { apiKey: config.TEMPORAL_API_KEY }),
    ...(hasTls ? { tls: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) } } : {}),
  };
}
