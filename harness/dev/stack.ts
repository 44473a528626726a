import { randomBytes } from 'node:crypto';
import { migrate } from '@everruns/control-plane';
import pg from 'pg';
import { startLlmSimulator, type LlmSimulator } from '../llm-simulator/start-llm-simulator.ts';
import { StackProcess } from './child-process.ts';
import { findFreePorts } from './free-ports.ts';
import { startPostgres, type PostgresVersion, type TestPostgres } from './postgres.ts';
import { startTemporalServer, type TemporalServer } from './temporal.ts';

export interface StackOptions {
  runner: 'local' | 'temporal';
  controlPlanes?: number;
  /** The number of Temporal workers. */
  workers?: number;
  postgres?: PostgresVersion;
  /** Settings of PostgreSQL. A `kill -9` of it is meaningful only with `fsync` on. */
  postgresSettings?: Record<string, string>;
  env?: Record<string, string>;
  /** Settings in addition to `env` for the process with this name, such as `control-plane-0` or `worker-1`. */
  envOf?: (name: string) => Record<string, string>;
  /** A database to restore before the migrations, and the key that its secrets are encrypted with. */
  restore?: { sql: string; encryptionKey: string };
  /** The addresses to connect through instead, which are faulty proxies. Each function receives the real address. */
  proxies?: StackProxies;
}

export interface StackProxies {
  postgres?(url: string, controlPlane: number): Promise<string>;
  /** Replaces the URL of the simulator for all processes. */
  model?(url: string): Promise<string>;
  /** Replaces the `host:port` of a control plane's gRPC server for one worker. */
  grpc?(address: string, worker: number): Promise<string>;
  /** Replaces Temporal's `host:port` for all processes. */
  temporal?(address: string): Promise<string>;
}

export interface Stack extends AsyncDisposable {
  postgres: TestPostgres;
  temporal: TemporalServer | null;
  simulator: LlmSimulator;
  /** The base URLs of the replicas. */
  urls: string[];
  /** The `host:port` of their gRPC servers. */
  grpcAddresses: string[];
  controlPlanes: StackProcess[];
  workers: StackProcess[];
  /** Secrets that no log, event or stream may contain. */
  secrets: string[];
}

const MODEL_KEY = 'sk-test-of-the-harness';
const SERVE = new URL('process/serve.ts', import.meta.url);
const WORKER = new URL('process/worker.ts', import.meta.url);

const kill = (process: StackProcess): Promise<void> => process.kill();

/**
 * Starts real processes: PostgreSQL, the simulator as the model over HTTP, control planes, and for Temporal its server and
 * workers.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  await using opened = new AsyncDisposableStack();
  const { postgres: version = '18', postgresSettings: settings = {} } = options;
  const postgres = opened.use(await startPostgres({ version, settings }));
  if (options.restore !== undefined) await runSqlFile(postgres.url, options.restore.sql);
  await migrate({ url: postgres.url });
  const simulator = opened.adopt(await startLlmSimulator(), (started) => started.close());
  const temporal =
    options.runner === 'local'
      ? null
      : opened.adopt(await startTemporalServer({ postgresUrl: postgres.url }), (started) => started.stop());
  const token = randomBytes(24).toString('base64url');
  const ports = await findFreePorts(2 * (options.controlPlanes ?? 1));
  const { proxies } = options;
  const { simulatorUrl, temporalAddress } = await throughProxies(proxies, { simulator, temporal });
  const shared = {
    SIMULATOR_URL: simulatorUrl,
    WORKER_GRPC_TOKEN: token,
    LOG_LEVEL: 'info',
    ...(temporalAddress === null ? {} : { TEMPORAL_ADDRESS: temporalAddress }),
    ...options.env,
  };
  const key = options.restore?.encryptionKey ?? `kek-v1:${randomBytes(32).toString('base64')}`;
  const databaseUrls = await listDatabaseUrls(options, postgres.url);
  const { envOf = () => ({}) } = options;
  const controlPlanes = databaseUrls.map((databaseUrl, index) => {
    const name = `control-plane-${index}`;
    const env = {
      ...shared,
      ...envOf(name),
      DATABASE_URL: databaseUrl,
      SECRETS_ENCRYPTION_KEY: key,
      HTTP_ADDR: `127.0.0.1:${ports[2 * index]}`,
      GRPC_ADDR: `127.0.0.1:${ports[2 * index + 1]}`,
      OPENAI_API_KEY: MODEL_KEY,
      OPENAI_BASE_URL: `${simulatorUrl}/v1`,
    };
    return opened.adopt(new StackProcess({ name, entry: SERVE, env }), kill);
  });
  const ready = await Promise.all(controlPlanes.map((process) => process.start()));
  const grpcAddresses = ready.map(({ grpcAddr }) => grpcAddr ?? '');
  const workerCount = temporal === null ? 0 : (options.workers ?? 1);
  const planned = await planWorkers({ grpcAddresses, workerCount }, { shared, envOf, proxies });
  const workers = planned.map((process) => opened.adopt(process, kill));
  await Promise.all(workers.map((process) => process.start()));
  const running = opened.move();
  return {
    postgres,
    temporal,
    simulator,
    urls: ready.map(({ httpUrl }) => httpUrl ?? ''),
    grpcAddresses,
    controlPlanes,
    workers,
    secrets: [token, key.slice(key.indexOf(':') + 1), MODEL_KEY],
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Returns one URL for each control plane. */
function listDatabaseUrls({ controlPlanes = 1, proxies }: StackOptions, url: string): Promise<string[]> {
  const urlOf = async (index: number) => (await proxies?.postgres?.(url, index)) ?? url;
  return Promise.all(Array.from({ length: controlPlanes }, (_, index) => urlOf(index)));
}

async function runSqlFile(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

type EnvOf = NonNullable<StackOptions['envOf']>;

function planWorkers(
  { grpcAddresses, workerCount }: { grpcAddresses: readonly string[]; workerCount: number },
  { shared, envOf, proxies }: { shared: Record<string, string>; envOf: EnvOf; proxies: StackProxies | undefined },
): Promise<StackProcess[]> {
  const plan = async (address: string, index: number) => {
    const grpcAddress = (await proxies?.grpc?.(address, index)) ?? address;
    const name = `worker-${index}`;
    const env = { ...shared, ...envOf(name), GRPC_ADDRESS: grpcAddress, WORKER_ID: name };
    return new StackProcess({ name, entry: WORKER, env });
  };
  const targets = Array.from({ length: workerCount }, (_, index) => grpcAddresses[index % grpcAddresses.length] ?? '');
  return Promise.all(targets.map(plan));
}

async function throughProxies(
  proxies: StackProxies | undefined,
  { simulator, temporal }: Pick<Stack, 'simulator' | 'temporal'>,
): Promise<{ simulatorUrl: string; temporalAddress: string | null }> {
  const simulatorUrl = (await proxies?.model?.(simulator.url)) ?? simulator.url;
  if (temporal === null) return { simulatorUrl, temporalAddress: null };
  return { simulatorUrl, temporalAddress: (await proxies?.temporal?.(temporal.address)) ?? temporal.address };
}
