import { setTimeout as sleep } from 'node:timers/promises';
import type { StackProcess } from '../../dev/child-process.ts';
import { freezePostgres } from '../../dev/freeze-postgres.ts';
import { findBusyWorker, firstOf, WORKER_BOUND_MS } from './kills.ts';
import { strikeDrill, timed, type StrikePlan } from './strike-drill.ts';

const FROZEN_MS = 20_000;

const freeze = (process: StackProcess): Promise<number> =>
  timed(async () => {
    await process.kill('SIGSTOP');
    await sleep(FROZEN_MS);
    await process.kill('SIGCONT');
  });

const FREEZES: readonly StrikePlan[] = [
  {
    name: 'freeze-worker',
    says: 'a worker is stopped for 20 s and goes on where it was',
    boundMs: () => WORKER_BOUND_MS + 2_000,
    async strike(topology) {
      const { worker, tasks } = await findBusyWorker(topology);
      return { says: `SIGSTOP of ${worker.name}, which ran ${tasks} tasks`, awayMs: await freeze(worker) };
    },
  },
  {
    name: 'freeze-control-plane',
    says: 'a control plane is stopped for 20 s; its clients wait for it, as TCP does',
    boundMs: (awayMs) => awayMs + 8_000,
    async strike({ controlPlanes }) {
      const controlPlane = firstOf(controlPlanes);
      return { says: `SIGSTOP of ${controlPlane.name}`, awayMs: await freeze(controlPlane) };
    },
  },
  {
    name: 'freeze-postgres',
    says: 'PostgreSQL with all of its processes is stopped for 20 s',
    boundMs: (awayMs) => awayMs + 12_000,
    async strike({ postgres }) {
      const awayMs = await timed(async () => {
        await freezePostgres(postgres.pid, 'SIGSTOP');
        await sleep(FROZEN_MS);
        await freezePostgres(postgres.pid, 'SIGCONT');
      });
      return { says: 'SIGSTOP of PostgreSQL', awayMs };
    },
  },
];

export const freezes = FREEZES.map(strikeDrill);
