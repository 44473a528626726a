import { setTimeout as sleep } from 'node:timers/promises';
import type { StackProcess } from '../../dev/child-process.ts';
import type { Topology } from '../topology.ts';
import { like } from './drill.ts';
import { strikeDrill, timed, type StrikePlan } from './strike-drill.ts';

const AWAY_MS = 15_000;
/** Longer than a model thinks, on a busy machine. */
const BUSY_WITHIN_MS = 60_000;
const TEMPORAL_AWAY_MS = 10_000;
const POSTGRES_AWAY_MS = 5_000;
/** A worker is missed after its heartbeats of five seconds, and its turns begin anew. */
export const WORKER_BOUND_MS = 13_000;
const CONTROL_PLANE_BOUND_MS = 7_000;

export function firstOf(processes: readonly StackProcess[]): StackProcess {
  const [first] = processes;
  if (first === undefined) throw new Error('the cluster has no such process');
  return first;
}

const restart = (process: StackProcess, pauseMs: number): Promise<number> =>
  timed(async () => {
    await process.kill();
    await sleep(pauseMs);
    await process.start();
  });

const killed = ({ name }: StackProcess): string => `kill -9 of ${name}`;

const KILLS: readonly StrikePlan[] = [
  {
    name: 'kill-worker',
    says: 'a worker is killed and comes back after 15 s',
    boundMs: () => WORKER_BOUND_MS,
    async strike(topology) {
      const { worker, tasks } = await findBusyWorker(topology);
      return { says: `${killed(worker)}, which ran ${tasks} tasks`, awayMs: await restart(worker, AWAY_MS) };
    },
  },
  {
    name: 'kill-control-plane',
    says: 'a control plane is killed and starts again at once',
    boundMs: () => CONTROL_PLANE_BOUND_MS,
    async strike({ controlPlanes }) {
      const controlPlane = firstOf(controlPlanes);
      return { says: killed(controlPlane), awayMs: await restart(controlPlane, 0) };
    },
  },
  {
    name: 'lose-control-plane',
    says: 'a control plane is killed and comes back after 15 s',
    boundMs: () => CONTROL_PLANE_BOUND_MS,
    async strike({ controlPlanes }) {
      const controlPlane = firstOf(controlPlanes);
      return { says: killed(controlPlane), awayMs: await restart(controlPlane, AWAY_MS) };
    },
  },
  {
    name: 'kill-postgres',
    says: 'PostgreSQL, with what it holds of Temporal, is killed and comes back after 5 s and its recovery',
    prepare: async () => like({ postgresSettings: { fsync: 'on' } }),
    boundMs: (awayMs) => awayMs + 8_000,
    async strike({ postgres }) {
      const awayMs = await timed(async () => {
        await postgres.kill();
        await sleep(POSTGRES_AWAY_MS);
        await postgres.restart();
      });
      return { says: 'kill -9 of PostgreSQL', awayMs };
    },
  },
  {
    name: 'kill-temporal',
    says: 'the Temporal server is killed and comes back after 10 s',
    boundMs: (awayMs) => awayMs + 10_000,
    async strike(topology) {
      const temporal = temporalOf(topology);
      const awayMs = await timed(async () => {
        await temporal.kill();
        await sleep(TEMPORAL_AWAY_MS);
        await temporal.restart();
      });
      return { says: 'kill -9 of Temporal', awayMs };
    },
  },
  {
    name: 'lose-temporal',
    says: 'the databases of Temporal are dropped and made anew',
    boundMs: (awayMs) => awayMs + 20_000,
    async strike(topology) {
      return { says: 'a new, empty Temporal', awayMs: await timed(() => temporalOf(topology).wipe()) };
    },
  },
];

/** Waits until a worker runs tasks: a kill that takes no turn away shows nothing. Returns the one with the most. */
export async function findBusyWorker({
  workers,
  workerUrls,
}: Topology): Promise<{ worker: StackProcess; tasks: number }> {
  const giveUpAt = performance.now() + BUSY_WITHIN_MS;
  while (performance.now() < giveUpAt) {
    const counts = await Promise.all(workerUrls.map(countTasks));
    const tasks = Math.max(...counts);
    const worker = workers[counts.indexOf(tasks)];
    if (worker !== undefined && tasks > 0) return { worker, tasks };
    await sleep(100);
  }
  throw new Error('No worker runs a task.');
}

async function countTasks(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = text.matchAll(/^everruns_worker_tasks\{[^}]*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

export function temporalOf({ temporal }: Topology): NonNullable<Topology['temporal']> {
  if (temporal === null) throw new Error('the cluster has no Temporal');
  return temporal;
}

export const kills = KILLS.map(strikeDrill);
