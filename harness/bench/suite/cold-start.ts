import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from '../../dev/free-ports.ts';
import { startStack } from '../../dev/stack.ts';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import type { World } from './world.ts';

const CLI = fileURLToPath(new URL('../../../apps/cli/bin/everruns.js', import.meta.url));
const MOST_SECONDS = { first: 2.5, again: 0.8, worker: 0.8 };
const GIVE_UP_MS = 60_000;

/** From the start of the process to its first healthy answer: on nothing, on existing data; and a worker. */
export async function benchColdStart(world: World): Promise<BenchRow[]> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < world.play.rounds; round += 1) {
    const folder = await mkdtemp(path.join(tmpdir(), 'everruns-cold-'));
    first.push(await startOnce(folder));
    again.push(await startOnce(folder));
    await rm(folder, { recursive: true, force: true });
  }
  return [
    bound({ name: 'first start, with initdb and migrations', unit: 's', values: first, goal: MOST_SECONDS.first }),
    bound({ name: 'start on existing data', unit: 's', values: again, goal: MOST_SECONDS.again }),
    bound({ name: 'Temporal worker', unit: 's', values: await startWorkers(world), goal: MOST_SECONDS.worker }),
  ];
}

async function startOnce(folder: string): Promise<number> {
  const [http, grpc] = await findFreePorts(2);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    EVERRUNS_DATA_DIR: path.join(folder, 'data'),
    HTTP_ADDR: `127.0.0.1:${http}`,
    GRPC_ADDR: `127.0.0.1:${grpc}`,
  };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [CLI, 'dev', '--no-ui'], { env, stdio: 'ignore' });
  try {
    await untilHealthy(`http://127.0.0.1:${http}/health`, startedAt + GIVE_UP_MS);
    return (performance.now() - startedAt) / 1_000;
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function untilHealthy(url: string, giveUpAt: number): Promise<void> {
  while (performance.now() < giveUpAt) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok === true) return;
    await sleep(10);
  }
  throw new Error(`${url} did not answer in time`);
}

async function startWorkers(world: World): Promise<number[]> {
  await using stack = await startStack({ runner: 'temporal', workers: 1 });
  const [worker] = stack.workers;
  const times: number[] = [];
  for (let round = 0; round < world.play.rounds; round += 1) {
    await worker?.kill();
    const startedAt = performance.now();
    await worker?.start();
    times.push((performance.now() - startedAt) / 1_000);
  }
  return times;
}
