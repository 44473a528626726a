import { randomBytes } from 'node:crypto';
import { migrate } from '@everruns/control-plane';
import { startLlmSimulator, type LlmSimulator } from '../llm-simulator/start-llm-simulator.ts';
import { StackProcess } from './child-process.ts';
import { findFreePorts } from './free-ports.ts';
import { startPostgres, type PostgresVersion, type TestPostgres } from './postgres.ts';
import { startTemporalServer, type TemporalServer } from './temporal.ts';

export interface StackOptions {
  runner: 'local' | 'temporal';
  controlPlanes?: number;
  /** Temporal workers. */
  workers?: number;
  postgres?: PostgresVersion;
  /** Settings of PostgreSQL; kill -9 of it needs `fsync` on to mean anything. */
  postgresSettings?: Record<string, string>;
  env?: Record<string, string>;
  /** Connect a control plane through this address instead (a proxy that misbehaves). Given the real one. */
  throughProxy?(postgresUrl: string, controlPlane: number): Promise<string>;
}

export interface Stack extends AsyncDisposable {
  postgres: TestPostgres;
  temporal: TemporalServer | null;
  simulator: LlmSimulator;
  /** Base URLs of the replicas. */
  urls: string[];
  controlPlanes: StackProcess[];
  workers: StackProcess[];
}

const SERVE = new URL('process/serve.ts', import.meta.url);
const WORKER = new URL('process/worker.ts', import.meta.url);

/** Real processes: PostgreSQL, the simulator as the model over HTTP, control planes, and with Temporal its server and workers. */
export async function startStack(options: StackOptions): Promise<Stack> {
  await using opened = new AsyncDisposableStack();
  const postgres = opened.use(
    await startPostgres({ version: options.postgres ?? '18', settings: options.postgresSettings ?? {} }),
  );
  await migrate({ url: postgres.url });
  const simulator = opened.adopt(await startLlmSimulator(), (started) => started.close());
  const temporal =
    options.runner === 'local'
      ? null
      : opened.adopt(await startTemporalServer({ postgresUrl: postgres.url }), (started) => started.stop());
  const token = randomBytes(24).toString('base64url');
  const ports = await findFreePorts(2 * (options.controlPlanes ?? 1));
  const shared = {
    SIMULATOR_URL: simulator.url,
    WORKER_GRPC_TOKEN: token,
    LOG_LEVEL: 'info',
    ...(temporal === null ? {} : { TEMPORAL_ADDRESS: temporal.address }),
    ...options.env,
  };
  const key = `kek-v1:${randomBytes(32).toString('base64')}`;
  const databaseUrls = await Promise.all(
    Array.from(
      { length: options.controlPlanes ?? 1 },
      async (_, index) => (await options.throughProxy?.(postgres.url, index)) ?? postgres.url,
    ),
  );
  const controlPlanes = databaseUrls.map((databaseUrl, index) => {
    const env = {
      ...shared,
      DATABASE_URL: databaseUrl,
      SECRETS_ENCRYPTION_KEY: key,
      HTTP_ADDR: `127.0.0.1:${ports[2 * index]}`,
      GRPC_ADDR: `127.0.0.1:${ports[2 * index + 1]}`,
      OPENAI_API_KEY: 'sk-test-of-the-harness',
      OPENAI_BASE_URL: `${simulator.url}/v1`,
    };
    return opened.adopt(new StackProcess({ name: `control-plane-${index}`, entry: SERVE, env }), (process) =>
      process.kill(),
    );
  });
  const ready = await Promise.all(controlPlanes.map((process) => process.start()));
  const workers = Array.from({ length: temporal === null ? 0 : (options.workers ?? 1) }, (_, index) => {
    const grpcAddress = ready[index % ready.length]?.grpcAddr ?? '';
    const env = { ...shared, GRPC_ADDRESS: grpcAddress, WORKER_ID: `worker-${index}` };
    return opened.adopt(new StackProcess({ name: `worker-${index}`, entry: WORKER, env }), (process) => process.kill());
  });
  await Promise.all(workers.map((process) => process.start()));
  const running = opened.move();
  return {
    postgres,
    temporal,
    simulator,
    urls: ready.map(({ httpUrl }) => httpUrl ?? ''),
    controlPlanes,
    workers,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
