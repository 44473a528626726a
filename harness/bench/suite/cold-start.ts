import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startStack } from '../../dev/stack.ts';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import { startCli } from '../process/start-cli.ts';
import type { World } from './world.ts';

const MAX_SECONDS = { first: 2.5, again: 0.8, worker: 0.8 };

/**
 * Measures the time from process start to the first healthy answer, on an empty and on an existing database, and that of a
 * worker.
 */
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
    bound({ name: 'first start, with initdb and migrations', unit: 's', values: first, goal: MAX_SECONDS.first }),
    bound({ name: 'start on existing data', unit: 's', values: again, goal: MAX_SECONDS.again }),
    bound({ name: 'Temporal worker', unit: 's', values: await startWorkers(world), goal: MAX_SECONDS.worker }),
  ];
}

async function startOnce(folder: string): Promise<number> {
  await using started = await startCli(['dev', '--no-ui'], { EVERRUNS_DATA_DIR: path.join(folder, 'data') });
  return started.healthySeconds;
}

async function startWorkers(world: World): Promise<number[]> {
  // `everruns worker` sets the same cache itself.
  const cache = await mkdtemp(path.join(tmpdir(), 'everruns-compiled-'));
  await using stack = await startStack({ runner: 'temporal', workers: 1, env: { NODE_COMPILE_CACHE: cache } });
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
