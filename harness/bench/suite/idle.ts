import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import { budgets } from '../measure/budgets.ts';
import { readCpuMs, readRssBytes } from '../measure/cpu-time.ts';
import { StatementCounter } from '../measure/statement-counter.ts';
import { startCli } from '../process/start-cli.ts';
import { startProductInProcess } from './product-in-process.ts';
import { createProductDatabase } from './subject.ts';
import type { World } from './world.ts';

const IDLE_MS = 30_000;
const MIB = 1024 * 1024;
const STREAMS = 200;
const SWEEPS = 5;

/** Measures memory, CPU and statements of an idle process. */
export async function benchIdle(world: World): Promise<BenchRow[]> {
  return [...(await measureMemory(world)), ...(await countStatements(world))];
}

/** Measures one replica, started as by `everruns serve`, without PostgreSQL. */
async function measureMemory(world: World): Promise<BenchRow[]> {
  await using product = await startCli(['serve'], {
    DATABASE_URL: await createProductDatabase(world.postgres),
    SECRETS_ENCRYPTION_KEY: `kek-v1:${randomBytes(32).toString('base64')}`,
    WORKER_GRPC_TOKEN: randomBytes(24).toString('base64url'),
  });
  const before = readCpuMs([product.pid]);
  await sleep(IDLE_MS);
  const cpuPercent = ((readCpuMs([product.pid]) - before) / IDLE_MS) * 100;
  return [
    bound({ name: 'memory after 30 s idle', unit: 'MiB', values: [readRssBytes(product.pid) / MIB], goal: 150 }),
    bound({ name: 'CPU while idle', unit: '%', values: [cpuPercent], goal: 1 }),
  ];
}

async function countStatements(world: World): Promise<BenchRow[]> {
  const databaseUrl = await createProductDatabase(world.postgres);
  await using counter = await StatementCounter.open(databaseUrl);
  await using product = await startProductInProcess({ databaseUrl, onStatement: counter.onStatement });
  const perSecond = async () => {
    const { statements, elapsedMs } = await counter.duringSweeps(SWEEPS);
    return ((statements.length + SWEEPS) / elapsedMs) * 1_000;
  };
  const goal = budgets.idle_statements_per_second;
  const alone = bound({ name: 'statements while idle', unit: '/s', values: [await perSecond()], goal });
  const sessions = await Promise.all(Array.from({ length: STREAMS }, () => product.openSession()));
  const followed = bound({
    name: `statements with ${STREAMS} idle streams`,
    unit: '/s',
    values: [await perSecond()],
    goal,
  });
  for (const session of sessions) session.close();
  return [alone, followed];
}
