import { type Config, migrate, parseConfig } from '@everruns/control-plane';
import { createLogger } from '@everruns/log';
import { CliError } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';
import { dataFolderOf, openDataFolder } from '../data-folder/data-folder.ts';
import { claimFolder } from '../data-folder/instance.ts';
import { loadSecrets, type Secrets } from '../data-folder/secrets.ts';
import type { DemoHost } from '../demo-data/show-demo-data.ts';
import { buildDocsMeanwhile } from '../docs/build-docs.ts';
import { startPlatform } from '../start-platform.ts';
import { waitForStop } from '../wait-for-stop.ts';
import { assertPortFree } from './assert-port-free.ts';
import { openEmbeddedDatabase, openGivenDatabase } from './open-database.ts';
import { prepareUi } from './open-ui.ts';
import { openPlatformLogin } from './platform-login.ts';
import { findOrSeedAgent } from './sample-agent.ts';
import { formatWelcome } from './welcome.ts';

const GRACE_MS = 5_000;
const MAX_PORT = 65_535;
const UI_FROM_API = 100;

export interface DevOptions {
  /** The port of the API. gRPC uses the next port, and the UI the port a hundred above it. */
  port?: number;
  /** Whether the UI is served too. Default: true. */
  ui?: boolean;
  /** Whether the platform is filled with a week of sessions to look at. Default: false. */
  demoData?: boolean;
}

/** Runs everything in one process, without any set-up, until a signal arrives. Then it stops in reverse order. */
export async function dev(env: Environment, options: DevOptions, print: (text: string) => void): Promise<void> {
  const stopped = waitForStop();
  const folder = dataFolderOf(env);
  const addresses = chooseAddresses(env, options);
  await openDataFolder(folder);
  await using cleanup = new AsyncDisposableStack();
  const claim = await claimFolder(folder);
  cleanup.defer(() => claim.release());
  const secrets = await loadSecrets(folder);
  const settings = {
    ...addresses,
    LOG_LEVEL: 'warn',
    ...toSettings(secrets),
    ...withoutEmpty(env),
    ...(options.port === undefined ? {} : addresses),
  };
  // Invalid settings and busy ports are reported before a database is started.
  const early = parseConfig({ ...settings, DATABASE_URL: 'postgresql://to-be-started' });
  await assertPortFree({ ...early.httpAddr, setting: '`npm start -- --port N` or HTTP_ADDR' });
  await assertPortFree({ ...early.grpcAddr, setting: 'GRPC_ADDR' });
  const building = new AbortController();
  cleanup.defer(() => building.abort());
  const prepared = options.ui === false ? null : await prepareUi({ config: early, print, signal: building.signal });
  const log = createLogger({ level: early.logLevel });
  const embedded = { folder, password: secrets.postgres_password, onRestart: (message: string) => log.warn(message) };
  const database = cleanup.use(
    env.DATABASE_URL ? await openGivenDatabase(env.DATABASE_URL) : await openEmbeddedDatabase(embedded),
  );
  await migrate({ url: database.url });
  const isOwner = Boolean(env.DATABASE_URL) || early.databaseRoles === 'off';
  const platformUrl = isOwner ? database.url : await openPlatformLogin(database.url);
  const config = parseConfig({ ...settings, DATABASE_URL: platformUrl });
  const platform = await startPlatform({ config, log, ownsDatabase: !env.DATABASE_URL });
  cleanup.defer(() => platform.close(GRACE_MS));
  const ui = prepared === null ? null : cleanup.use(await prepared.start(platform.httpUrl));
  await claim.publish({
    http_url: platform.httpUrl,
    grpc_addr: platform.grpcAddr,
    ui_url: ui?.url ?? null,
    database_url: database.url,
  });
  const agent = await findOrSeedAgent(platform.httpUrl, config.auth.admin);
  if (options.demoData === true) await fill({ config, settings, ...platform, print }, database.url);
  print(
    formatWelcome({
      ...describe(config),
      ...platform,
      uiUrl: ui?.url ?? null,
      agent,
      database: database.description,
      dataFolder: folder,
    }),
  );
  if (ui !== null) cleanup.use(buildDocsMeanwhile((message) => log.warn(message)));
  await stopped;
  print('Stopping …');
}

/** Works as the owner of the database. Its modules are loaded by those who ask for it. */
async function fill({ config, settings, ...host }: DemoHost, databaseUrl: string): Promise<void> {
  const { showDemoData } = await import('../demo-data/show-demo-data.ts');
  await showDemoData({
    ...host,
    config: { ...config, databaseUrl },
    settings: { ...settings, DATABASE_URL: databaseUrl },
  });
}

function chooseAddresses(env: Environment, { port }: DevOptions): Environment {
  if (port === undefined) {
    return { HTTP_ADDR: env.HTTP_ADDR || '127.0.0.1:9000', GRPC_ADDR: env.GRPC_ADDR || '127.0.0.1:9001' };
  }
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT - UI_FROM_API) {
    throw new CliError(`--port must be a number from 0 (any free port) to ${MAX_PORT - UI_FROM_API}.`);
  }
  const besideApi = (distance: number): string => `127.0.0.1:${port === 0 ? 0 : port + distance}`;
  return {
    HTTP_ADDR: besideApi(0),
    GRPC_ADDR: env.GRPC_ADDR || besideApi(1),
    UI_ADDR: env.UI_ADDR || besideApi(UI_FROM_API),
  };
}

/** What the welcome says of the configuration. */
function describe({ runner, temporal, auth }: Config): { runner: string; email: string | null } {
  return {
    runner: runner === 'local' ? 'in this process' : `on Temporal at ${temporal?.address}`,
    email: auth.admin?.email ?? null,
  };
}

function toSettings(secrets: Secrets): Environment {
  return {
    SECRETS_ENCRYPTION_KEY: secrets.secrets_encryption_key,
    SECRETS_ENCRYPTION_KEY_PREVIOUS: secrets.secrets_encryption_key_previous,
    WORKER_GRPC_TOKEN: secrets.worker_grpc_token,
  };
}

/** Compose files pass `VAR=`, so an empty value counts as absent. */
function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}
