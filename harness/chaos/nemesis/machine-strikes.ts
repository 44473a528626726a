import { setTimeout as sleep } from 'node:timers/promises';
import { freezePostgres as signalPostgres } from '../../dev/freeze-postgres.ts';
import { BOTH, TEMPORAL, waitMoment, type Battle, type Blow, type Strike } from './strike.ts';

/** Strikes at the environment of processes: frozen processes, a slow disk, a clock that jumps, backends that an operator ends. */
export const MACHINE_STRIKES: readonly Strike[] = [
  { name: 'freeze-process', runners: BOTH, run: freezeProcess },
  {
    name: 'freeze-postgres',
    runners: BOTH,
    run: async (battle) => freezePostgres(battle, battle.random.between(200, 6_000)),
  },
  { name: 'freeze-temporal', runners: TEMPORAL, run: freezeTemporal },
  { name: 'slow-disk', runners: BOTH, run: slowDisk },
  { name: 'clock-jump', runners: BOTH, run: jumpClock },
  { name: 'terminate-backends', runners: BOTH, run: terminateBackends },
];

async function freezeProcess(battle: Battle): Promise<Blow> {
  const target = chooseProcess(battle);
  const moment = await waitMoment(battle);
  if (!target.isRunning()) return { says: `${target.name} was down`, hits: 0 };
  const ms = battle.random.pick([battle.random.between(200, 2_000), battle.random.between(200, 13_000)]);
  await target.kill('SIGSTOP');
  await sleep(ms);
  await target.kill('SIGCONT');
  return { says: `${target.name} for ${ms} ms ${moment}`, hits: 1 };
}

async function freezePostgres(battle: Battle, ms: number): Promise<Blow> {
  const moment = await waitMoment(battle);
  if (battle.arena.isPostgresDown) return { says: 'PostgreSQL was down', hits: 0 };
  const { pid } = battle.arena.stack.postgres;
  const hits = await signalPostgres(pid, 'SIGSTOP');
  await sleep(ms);
  await signalPostgres(pid, 'SIGCONT');
  return { says: `for ${ms} ms ${moment}`, hits };
}

async function freezeTemporal(battle: Battle): Promise<Blow> {
  const moment = await waitMoment(battle);
  const pid = battle.arena.stack.temporal?.pid;
  if (pid === undefined) return { says: 'it was down', hits: 0 };
  const ms = battle.random.between(200, 8_000);
  signal([pid], 'SIGSTOP');
  await sleep(ms);
  signal([pid], 'SIGCONT');
  return { says: `for ${ms} ms ${moment}`, hits: 1 };
}

/** Simulates a disk on which every write waits: PostgreSQL is stopped most of the time. */
async function slowDisk(battle: Battle): Promise<Blow> {
  const moment = await waitMoment(battle);
  if (battle.arena.isPostgresDown) return { says: 'PostgreSQL was down', hits: 0 };
  const pulses = battle.random.between(3, 15);
  for (let left = pulses; left > 0; left -= 1) {
    const { pid } = battle.arena.stack.postgres;
    await signalPostgres(pid, 'SIGSTOP');
    await sleep(battle.random.between(50, 400));
    await signalPostgres(pid, 'SIGCONT');
    await sleep(battle.random.between(5, 60));
  }
  return { says: `${pulses} pulses ${moment}`, hits: pulses };
}

/** The clock stays wrong until the process restarts or the next jump. */
async function jumpClock(battle: Battle): Promise<Blow> {
  const target = chooseProcess(battle);
  const moment = await waitMoment(battle);
  if (!target.isRunning()) return { says: `${target.name} was down`, hits: 0 };
  const ms = battle.random.pick([-1, 1]) * battle.random.pick([900, 20_000, 600_000, 3_000_000]);
  await battle.arena.setClock(target, ms);
  return { says: `${target.name} by ${ms} ms ${moment}`, hits: 1 };
}

async function terminateBackends(battle: Battle): Promise<Blow> {
  const moment = await waitMoment(battle);
  if (battle.arena.isPostgresDown) return { says: 'PostgreSQL was down', hits: 0 };
  const share = battle.random.pick([0.2, 0.6, 1]);
  const [row] = await battle.arena.query<{ ended: number }>(
    `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
     where application_name like 'everruns%' and random() <= $1`,
    [share],
  );
  return { says: `${row?.ended} ${moment}`, hits: row?.ended ?? 0 };
}

function chooseProcess({ arena, random }: Battle) {
  const processes = [...arena.controlPlanes, ...arena.workers];
  const chosen = processes[random.between(0, processes.length - 1)];
  if (chosen === undefined) throw new Error('an arena has at least one control plane');
  return chosen;
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // The process has ended meanwhile.
    }
  }
}
