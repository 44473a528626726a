import { parseConfig } from '@everruns/control-plane';
import { toSentence } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';
import { dataFolderOf, openDataFolder } from '../data-folder/data-folder.ts';
import { readInstance } from '../data-folder/instance.ts';
import { loadSecrets } from '../data-folder/secrets.ts';
import { assertPortFree } from '../dev/assert-port-free.ts';
import { openGivenDatabase } from '../dev/open-database.ts';
import { findEmbeddedPostgres } from '../postgres/index.ts';
import { isAlive } from '../postgres/postmaster-pid.ts';
import { assertReachable } from './assert-reachable.ts';

export interface Finding {
  subject: string;
  /** What is wrong and how to mend it, in one sentence; null when all is well. */
  problem: string | null;
  /** What is so, when all is well. */
  detail: string;
}

const OLDEST_NODE = 24;

/** Looks at a set-up without changing it (an absent data folder is created) and says what is wrong and how to mend it. */
export async function examine(env: Environment): Promise<Finding[]> {
  const folder = dataFolderOf(env);
  const settings = {
    DATABASE_URL: 'postgresql://embedded',
    SECRETS_ENCRYPTION_KEY: EXAMPLE_KEY,
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  };
  return [
    await look('Node', assertNode),
    await look('Data folder', async () => {
      await openDataFolder(folder);
      return folder;
    }),
    await look('Secrets', () => describeSecrets(folder, env)),
    await look('Settings', async () => `${parseConfig(settings).runner} runner`),
    await look('Database', () => describeDatabase(env)),
    ...(await lookAtPorts(folder, settings)),
    ...(env.TEMPORAL_ADDRESS
      ? [await look('Temporal', () => assertReachable('TEMPORAL_ADDRESS', env.TEMPORAL_ADDRESS))]
      : []),
  ];
}

/** Stands in while the other settings are parsed; nothing is ever encrypted with it. */
const EXAMPLE_KEY = `kek-v1:${Buffer.from(Array.from({ length: 32 }, (_, index) => (index * index * 7 + 129) & 0xff)).toString('base64')}`;

export function formatFindings(findings: Finding[]): string {
  return findings
    .map(({ subject, problem, detail }) =>
      problem === null ? `ok     ${subject}: ${detail}` : `WRONG  ${subject}: ${problem}`,
    )
    .join('\n');
}

async function look(subject: string, examineIt: () => Promise<string>): Promise<Finding> {
  try {
    return { subject, problem: null, detail: await examineIt() };
  } catch (error) {
    return { subject, problem: toSentence(error), detail: '' };
  }
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
  return [
    await look('HTTP port', async () => {
      const { httpAddr } = parseConfig(settings);
      await assertPortFree({ ...httpAddr, setting: '`npm start -- --port N` or HTTP_ADDR' });
      return `${httpAddr.port} is free`;
    }),
    await look('gRPC port', async () => {
      const { grpcAddr } = parseConfig(settings);
      await assertPortFree({ ...grpcAddr, setting: 'GRPC_ADDR' });
      return `${grpcAddr.port} is free`;
    }),
  ];
}
