import { describeAdmin, findRoles, parseConfig, type Config } from '@everruns/control-plane';
import { judgeNames } from '@everruns/settings';
import { parseWorkerEnv } from '@everruns/worker/settings';
import { CliError } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';
import { dataFolderOf, openDataFolder } from '../data-folder/data-folder.ts';
import { readInstance } from '../data-folder/instance.ts';
import { loadSecrets, makeSecrets } from '../data-folder/secrets.ts';
import { assertPortFree } from '../dev/assert-port-free.ts';
import { openGivenDatabase } from '../dev/open-database.ts';
import { findEmbeddedPostgres } from '../postgres/index.ts';
import { isAlive } from '../postgres/postmaster-pid.ts';
import { assertReachable } from './assert-reachable.ts';
import { look, type Finding } from './finding.ts';
import {
  describeConnections,
  describeHosts,
  describeRights,
  describeSchema,
  inspectGiven,
} from './look-at-database.ts';
import { describeClock, describeDisk } from './look-at-machine.ts';
import { lookAtProviderKeys } from './look-at-provider-keys.ts';
import { describeRedis, describeTemporal } from './look-at-services.ts';

const OLDEST_NODE = 24;
const UI_PORT = 9_100;

/** The command whose set-up is examined. Each command reads its own settings. */
export type Subject = 'dev' | 'serve' | 'worker';

export function toSubject(given: string): Subject {
  if (given === 'dev' || given === 'serve' || given === 'worker') return given;
  throw new CliError(`doctor looks at the set-up of dev, serve or worker, not of ${given}.`);
}

/** Examines a set-up without changing it, except that a missing data folder is created. Reports each problem with its fix. */
export async function examine(
  env: Environment,
  { subject, asksVendors }: { subject: Subject; asksVendors: boolean },
): Promise<Finding[]> {
  switch (subject) {
    case 'worker':
      return examineWorker(env);
    case 'serve':
      return [...(await examineServe(env)), ...(await lookAtProviderKeys(env, asksVendors))];
    case 'dev':
      return [...(await examineDev(env)), ...(await lookAtProviderKeys(env, asksVendors))];
  }
}

async function examineDev(env: Environment): Promise<Finding[]> {
  const folder = dataFolderOf(env);
  const settings = {
    ...makeStandIns(),
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  };
  return [
    await look('Node', assertNode),
    await look('Data folder', async () => {
      await openDataFolder(folder);
      return folder;
    }),
    await look('Disk', () => describeDisk(folder)),
    await look('Secrets', () => describeSecrets(folder, env)),
    ...(await lookAtSettings(settings)),
    ...(await lookAtDatabase(env, settings)),
    ...(await lookAtAccounts(settings, env.DATABASE_URL)),
    ...(await lookAtPorts(folder, settings)),
    ...(await lookAtServices(settings)),
  ];
}

/** Examines the environment only, because `serve` generates nothing. */
async function examineServe(env: Environment): Promise<Finding[]> {
  return [
    await look('Node', assertNode),
    ...(await lookAtSettings(env)),
    ...(env.DATABASE_URL ? await lookAtDatabase(env, env) : []),
    ...(await lookAtAccounts(env, env.DATABASE_URL)),
    ...(await lookAtServices(env)),
  ];
}

async function examineWorker(env: Environment): Promise<Finding[]> {
  const settings = await look('Settings', async () => {
    const { MAX_CONCURRENT_TASKS } = parseWorkerEnv(env);
    return `up to ${MAX_CONCURRENT_TASKS} model calls and as many tool calls at a time`;
  });
  const node = await look('Node', assertNode);
  if (settings.problem !== null) return [node, settings];
  const names = judgeNames(env).warnings.map((detail) => ({ subject: 'Name', problem: null, detail }));
  const { GRPC_ADDRESS, TEMPORAL_ADDRESS } = parseWorkerEnv(env);
  return [
    node,
    settings,
    ...names,
    await look('Control plane', () => assertAllReachable('GRPC_ADDRESS', GRPC_ADDRESS)),
    await look('Temporal', () => assertReachable('TEMPORAL_ADDRESS', TEMPORAL_ADDRESS)),
  ];
}

/** gRPC accepts several addresses, such as `ipv4:10.0.0.1:9001,10.0.0.2:9001`. */
async function assertAllReachable(setting: string, target: string): Promise<string> {
  const addresses = target.replace(/^(dns:(\/\/[^/]*\/)?|ipv4:|ipv6:)/, '').split(',');
  const answers = await Promise.all(
    addresses.map((address) => assertReachable(setting, address.replaceAll(/[[\]]/g, ''))),
  );
  return answers.join(', ');
}

/** Looks at what the settings name beside the database. Wrong settings are reported by another finding. */
async function lookAtServices(settings: Environment): Promise<Finding[]> {
  const config = parseOrNull(settings);
  // The address alone is looked at where other settings are wrong.
  if (config === null) {
    const address = settings['TEMPORAL_ADDRESS'];
    return address ? [await look('Temporal', () => assertReachable('TEMPORAL_ADDRESS', address))] : [];
  }
  const { temporal, auth } = config;
  const { store, redisUrl } = auth.rateLimit;
  return [
    ...(temporal === null ? [] : [await look('Temporal', () => describeTemporal(temporal))]),
    ...(store === 'redis' && redisUrl !== null ? [await look('Redis', () => describeRedis(redisUrl))] : []),
    ...(auth.mode === 'none' ? [] : [await look('Login of programs', async () => `people open ${auth.deviceUrl}`)]),
  ];
}

function parseOrNull(settings: Environment): Config | null {
  try {
    return parseConfig(settings);
  } catch {
    return null;
  }
}

/**
 * Returns placeholders for values that are stored in the data folder, so that the other settings can
 * be parsed. Nothing is ever encrypted with them.
 */
function makeStandIns(): Environment {
  const { secrets_encryption_key, worker_grpc_token } = makeSecrets();
  return {
    DATABASE_URL: 'postgresql://embedded',
    SECRETS_ENCRYPTION_KEY: secrets_encryption_key,
    WORKER_GRPC_TOKEN: worker_grpc_token,
  };
}

/** Checks the settings, and reports names that were probably meant as settings. */
async function lookAtSettings(settings: Environment): Promise<Finding[]> {
  const looked = await look('Settings', async () => `${parseConfig(settings).runner} runner`);
  if (looked.problem !== null) return [looked];
  const names = parseConfig(settings).warnings.map((detail) => ({ subject: 'Name', problem: null, detail }));
  return [looked, ...names];
}

/**
 * Reports who can sign in, if the settings are valid. For a given database it also reports what the
 * next start does with the operator's account.
 */
async function lookAtAccounts(settings: Environment, databaseUrl: string | undefined): Promise<Finding[]> {
  const looked = await look('Accounts', async () => {
    const { auth } = parseConfig(settings);
    if (auth.admin === null) return 'AUTH_MODE=none: whoever reaches HTTP_ADDR may do everything';
    const signup =
      auth.mode === 'full' && !auth.isSignupDisabled ? 'anybody may register' : 'nobody registers uninvited';
    const said = `AUTH_MODE=${auth.mode}, ${signup}`;
    if (!databaseUrl) return `${said}, operator ${auth.admin.email}`;
    return `${said}; ${await describeAdmin({ databaseUrl, email: auth.admin.email })}`;
  });
  // Problems of the settings and of the database are already reported by other findings.
  return looked.problem === null ? [looked] : [];
}

async function assertNode(): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new Error(`this is Node ${process.versions.node}: use npm start or npm run everruns, which bring Node 24.`);
  }
  return `${process.versions.node}, ${process.platform} ${process.arch}`;
}

async function describeSecrets(folder: string, env: Environment): Promise<string> {
  await loadSecrets(folder);
  return env.SECRETS_ENCRYPTION_KEY ? 'SECRETS_ENCRYPTION_KEY' : 'generated, in the data folder';
}

/** Examines the database, and then its clock, its schema and its connections if it can be reached. */
async function lookAtDatabase(env: Environment, settings: Environment): Promise<Finding[]> {
  const database = await look('Database', () => describeDatabase(env));
  const { DATABASE_URL: url } = env;
  if (!url || database.problem !== null) return [database];
  const config = parseOrNull(settings);
  const facts = await inspectGiven(url, config);
  return [
    { ...database, detail: `${database.detail}, version ${facts.serverVersion}` },
    ...(facts.hosts.length === 0 ? [] : [await look('Failover', async () => describeHosts(facts))]),
    await look('Clock', () => describeClock(url)),
    await look('Schema', async () => describeSchema(facts)),
    await look('Roles', async () => describeRights(await findRoles({ url }), config?.databaseRoles ?? 'auto')),
    await look('Connections', async () => describeConnections(facts)),
  ];
}

async function describeDatabase(env: Environment): Promise<string> {
  if (env.DATABASE_URL) return (await openGivenDatabase(env.DATABASE_URL)).description;
  const { binDir } = await findEmbeddedPostgres();
  return `embedded PostgreSQL in ${binDir}`;
}

async function lookAtPorts(folder: string, settings: Environment): Promise<Finding[]> {
  const instance = await readInstance(folder);
  if (instance?.http_url && isAlive(instance.pid)) {
    return [{ subject: 'Ports', problem: null, detail: `running at ${instance.http_url} (process ${instance.pid})` }];
  }
  const config = parseOrNull(settings);
  // What is wrong with the settings is another finding, and is said once.
  if (config === null) return [];
  const { httpAddr, grpcAddr, uiAddr } = config;
  const ports = [
    { name: 'HTTP port', ...httpAddr, setting: '`npm start -- --port N` or HTTP_ADDR' },
    { name: 'gRPC port', ...grpcAddr, setting: 'GRPC_ADDR' },
    { name: 'UI port', ...(uiAddr ?? { host: httpAddr.host, port: UI_PORT }), setting: 'UI_ADDR' },
  ];
  return Promise.all(
    ports.map(({ name, ...address }) =>
      look(name, async () => {
        await assertPortFree(address);
        return `${address.port} is free`;
      }),
    ),
  );
}
