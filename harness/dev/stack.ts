import { randomBytes } from 'node:crypto';
import { migrate } from '@everruns/control-plane';
import { omitUndefined } from '@everruns/kernel';
import { startLlmSimulator, type LlmSimulator } from '../llm-simulator/start-llm-simulator.ts';
import { StackProcess } from './child-process.ts';
import { findFreePorts } from './free-ports.ts';
import { controlPlaneProgram, type Programs, type Release, workerProgram } from './programs.ts';
import { startPostgres, type PostgresVersion, type TestPostgres } from './postgres.ts';
import { queryPostgres } from './query-postgres.ts';
import { startStandby, type Standby } from './standby.ts';
import { startTemporalServer, type TemporalServer } from './temporal.ts';

export interface StackOptions {
  runner: 'local' | 'temporal';
  /** Default: `harness`. */
  programs?: Programs;
  /** Of the programs `product`: the release that the process with this name runs at its next start. Default: this one. */
  releaseOf?: (name: string) => Release | null;
  controlPlanes?: number;
  /** The number of Temporal workers. */
  workers?: number;
  postgres?: PostgresVersion;
  /** Settings of PostgreSQL. A `kill -9` of it is meaningful only with `fsync` on. */
  postgresSettings?: Record<string, string>;
  /** The folder of PostgreSQL's data, such as a disk that a test fills. Default: a temporary one. */
  postgresFolder?: string;
  env?: Record<string, string>;
  /**
   * Starts a streaming standby, and names it as the first of the hosts of the database. Temporal has a PostgreSQL of its own then: it knows one
   * host only.
   */
  hasStandby?: boolean;
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
  standby: Standby | null;
  /** What the control planes are given as `DATABASE_URL`, unless they go through proxies. */
  databaseUrl: string;
  temporal: TemporalServer | null;
  simulator: LlmSimulator;
  /** The base URLs of the replicas. */
  urls: string[];
  /** The `host:port` of their gRPC servers. */
  grpcAddresses: string[];
  controlPlanes: StackProcess[];
  workers: StackProcess[];
  /** Where each worker of the programs `product` answers `/health` and `/metrics`. */
  workerUrls: string[];
  /** Secrets that no log, event or stream may contain. */
  secrets: string[];
}

const MODEL_KEY = 'sk-test-of-the-harness';

const kill = (process: StackProcess): Promise<void> => process.kill();

/**
 * Starts real processes: PostgreSQL, the simulator as the model over HTTP, control planes, and for Temporal its server and
 * workers.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  await using opened = new AsyncDisposableStack();
  const { postgres, standby, databaseUrl } = await openDatabase(opened, options);
  const simulator = opened.adopt(await startLlmSimulator(), (started) => started.close());
  const temporal =
    options.runner === 'local'
      ? null
      : opened.adopt(
          await startTemporalServer({ postgresUrl: await urlForTemporal(opened, options, postgres) }),
          (started) => started.stop(),
        );
  const token = randomBytes(24).toString('base64url');
  const ports = await findFreePorts(2 * (options.controlPlanes ?? 1));
  const { proxies, programs = 'harness' } = options;
  const { simulatorUrl, temporalAddress } = await throughProxies(proxies, { simulator, temporal });
  const shared = {
    ...settingsOf({ programs, simulatorUrl, temporalAddress }),
    WORKER_GRPC_TOKEN: token,
    ...options.env,
  };
  const key = options.restore?.encryptionKey ?? `kek-v1:${randomBytes(32).toString('base64')}`;
  const databaseUrls = await listDatabaseUrls(options, databaseUrl);
  const { envOf = () => ({}), releaseOf = () => null } = options;
  const settings = { shared, envOf, releaseOf, proxies, programs };
  const controlPlanes = databaseUrls.map((databaseUrl, index) => {
    const [httpPort, grpcPort] = [ports[2 * index], ports[2 * index + 1]];
    const own = { index, databaseUrl, key, httpAddr: `127.0.0.1:${httpPort}`, grpcAddr: `127.0.0.1:${grpcPort}` };
    return opened.adopt(planControlPlane(own, settings), kill);
  });
  const ready = await Promise.all(controlPlanes.map((process) => process.start()));
  const grpcAddresses = ready.map(({ grpcAddr }) => grpcAddr ?? '');
  const workerCount = temporal === null ? 0 : (options.workers ?? 1);
  const planned = await planWorkers({ grpcAddresses, workerCount }, settings);
  const workers = planned.map(({ process }) => opened.adopt(process, kill));
  await Promise.all(workers.map((process) => process.start()));
  const running = opened.move();
  return {
    postgres,
    standby,
    databaseUrl,
    temporal,
    simulator,
    urls: ready.map(({ httpUrl }) => httpUrl ?? ''),
    grpcAddresses,
    controlPlanes,
    workers,
    workerUrls: planned.map(({ healthAddr }) => `http://${healthAddr}`),
    secrets: [token, key.slice(key.indexOf(':') + 1), MODEL_KEY],
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function openDatabase(opened: AsyncDisposableStack, options: StackOptions) {
  const { postgres: version = '18', postgresSettings: settings = {}, postgresFolder: dataDir } = options;
  const content = options.restore === undefined ? 'migrated' : 'empty';
  const postgres = opened.use(await startPostgres({ version, settings, content, ...omitUndefined({ dataDir }) }));
  if (options.restore !== undefined) await queryPostgres(postgres.url, options.restore.sql);
  await migrate({ url: postgres.url });
  await queryPostgres(postgres.url, LOGIN);
  const standby = options.hasStandby === true ? opened.use(await startStandby(postgres, version)) : null;
  const url = Object.assign(new URL(postgres.url), { username: 'everruns_app' }).href;
  return { postgres, standby, databaseUrl: standby === null ? url : joinHosts(standby.url, url) };
}

async function urlForTemporal(
  opened: AsyncDisposableStack,
  { hasStandby = false, postgres: version = '18' }: StackOptions,
  postgres: TestPostgres,
): Promise<string> {
  return hasStandby ? opened.use(await startPostgres({ version })).url : postgres.url;
}

/** Control planes have the login of an operator who followed `deploying.md`, which owns nothing. */
const LOGIN = `do $$ begin
    create role everruns_app login in role everruns_request, everruns_engine, everruns_accounts;
  exception when duplicate_object then null; end $$`;

function joinHosts(first: string, second: string): string {
  return second.replace('@', `@${new URL(first).host},`);
}

interface Peers {
  programs: Programs;
  simulatorUrl: string;
  temporalAddress: string | null;
}

/** The settings of every process. */
function settingsOf({ programs, simulatorUrl, temporalAddress }: Peers): Record<string, string> {
  return {
    ...(programs === 'harness' ? { SIMULATOR_URL: simulatorUrl } : {}),
    OPENAI_BASE_URL: `${simulatorUrl}/v1`,
    LOG_LEVEL: 'info',
    ...(temporalAddress === null ? {} : { TEMPORAL_ADDRESS: temporalAddress }),
  };
}

/** Returns one URL for each control plane. */
function listDatabaseUrls({ controlPlanes = 1, proxies }: StackOptions, url: string): Promise<string[]> {
  const urlOf = async (index: number) => (await proxies?.postgres?.(url, index)) ?? url;
  return Promise.all(Array.from({ length: controlPlanes }, (_, index) => urlOf(index)));
}

type EnvOf = NonNullable<StackOptions['envOf']>;

async function planWorkers(
  { grpcAddresses, workerCount }: { grpcAddresses: readonly string[]; workerCount: number },
  { shared, envOf, releaseOf, proxies, programs }: ProcessSettings,
): Promise<PlannedWorker[]> {
  const ports = await findFreePorts(workerCount);
  const plan = async (index: number) => {
    const [address = '', ...others] = rotate(grpcAddresses, index);
    const target = programs === 'product' ? `ipv4:${[address, ...others].join(',')}` : address;
    const grpcAddress = (await proxies?.grpc?.(address, index)) ?? target;
    const name = `worker-${index}`;
    const { WORKER_HTTP_ADDR: healthAddr = `127.0.0.1:${ports[index]}`, ...own } = envOf(name);
    const env = { ...shared, ...own, GRPC_ADDRESS: grpcAddress, WORKER_ID: name, WORKER_HTTP_ADDR: healthAddr };
    const program = workerProgram(programs, { healthAddr }, () => releaseOf(name));
    return { process: new StackProcess({ name, ...program, env }), healthAddr };
  };
  return Promise.all(Array.from({ length: workerCount }, (_, index) => plan(index)));
}

interface OwnSettings {
  index: number;
  databaseUrl: string;
  /** Of its secrets. */
  key: string;
  httpAddr: string;
  grpcAddr: string;
}

function planControlPlane(
  { index, databaseUrl, key, httpAddr, grpcAddr }: OwnSettings,
  { shared, envOf, releaseOf, programs }: ProcessSettings,
): StackProcess {
  const name = `control-plane-${index}`;
  const env = {
    ...shared,
    ...envOf(name),
    DATABASE_URL: databaseUrl,
    SECRETS_ENCRYPTION_KEY: key,
    HTTP_ADDR: httpAddr,
    GRPC_ADDR: grpcAddr,
    OPENAI_API_KEY: MODEL_KEY,
  };
  const program = controlPlaneProgram(programs, { httpAddr, grpcAddr }, () => releaseOf(name));
  return new StackProcess({ name, ...program, env });
}

interface PlannedWorker {
  process: StackProcess;
  healthAddr: string;
}

interface ProcessSettings {
  shared: Record<string, string>;
  envOf: EnvOf;
  releaseOf: NonNullable<StackOptions['releaseOf']>;
  proxies: StackProxies | undefined;
  programs: Programs;
}

/** Begins with another item for each index, so that the workers spread over the control planes. */
function rotate(items: readonly string[], by: number): string[] {
  const first = by % Math.max(1, items.length);
  return [...items.slice(first), ...items.slice(0, first)];
}

async function throughProxies(
  proxies: StackProxies | undefined,
  { simulator, temporal }: Pick<Stack, 'simulator' | 'temporal'>,
): Promise<{ simulatorUrl: string; temporalAddress: string | null }> {
  const simulatorUrl = (await proxies?.model?.(simulator.url)) ?? simulator.url;
  if (temporal === null) return { simulatorUrl, temporalAddress: null };
  return { simulatorUrl, temporalAddress: (await proxies?.temporal?.(temporal.address)) ?? temporal.address };
}
