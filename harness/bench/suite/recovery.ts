import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startStack } from '../../dev/stack.ts';
import { ApiClient } from '../../dev/api-client.ts';
import { requestJson } from '../load/request-json.ts';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import { createProductDatabase, startProductSubject, type Subject } from './subject.ts';
import type { World } from './world.ts';

const EXECUTORS = 3;
const TURNS = 100;
const TEXT = '[[sim:delay 8000]][[sim:text Here it is.]]';
const MAX_SECONDS = { killed: 2, silent: 15, temporal: 20 };
const GIVE_UP_MS = 60_000;
const MAX_REPEATS = 3;

interface Outcome {
  /** Seconds until the last turn of the dead executor ran again. */
  seconds: number;
  /** The number of turns that ran on the executor that died. */
  taken: number;
  lost: number;
  doubled: number;
}

/** Measures how soon 100 turns in flight go on after one of three executors dies or stops responding. */
export async function benchRecovery(world: World): Promise<BenchRow[]> {
  const repeats = Math.min(world.play.rounds, MAX_REPEATS);
  const times = (count: number, strike: () => Promise<Outcome>) =>
    Array.from({ length: count }).reduce<Promise<Outcome[]>>(
      async (all) => [...(await all), await strike()],
      Promise.resolve([]),
    );
  const killed = await times(repeats, () => strikeLocal(world, 'SIGKILL'));
  const silent = await times(Math.min(repeats, 2), () => strikeLocal(world, 'SIGSTOP'));
  const temporal = await times(1, strikeTemporal);
  return [
    ...toRows('local, kill -9', killed, MAX_SECONDS.killed),
    ...toRows('local, SIGSTOP', silent, MAX_SECONDS.silent),
    ...toRows('Temporal worker, kill -9', temporal, MAX_SECONDS.temporal),
  ];
}

function toRows(name: string, outcomes: readonly Outcome[], goal: number): BenchRow[] {
  const taken = outcomes.map((outcome) => outcome.taken);
  const seconds = outcomes.map((outcome) => outcome.seconds);
  return [
    bound({
      name: `${name}: until all ${Math.min(...taken)}–${Math.max(...taken)} ran again`,
      unit: 's',
      values: seconds,
      goal,
    }),
    bound({ name: '  turns lost', unit: '', values: [sum(outcomes.map(({ lost }) => lost))], goal: 0 }),
    bound({ name: '  answers doubled', unit: '', values: [sum(outcomes.map(({ doubled }) => doubled))], goal: 0 }),
  ];
}

async function strikeLocal(world: World, signal: 'SIGKILL' | 'SIGSTOP'): Promise<Outcome> {
  const databaseUrl = await createProductDatabase(world.postgres);
  await using opened = new AsyncDisposableStack();
  const executors: Subject[] = [];
  for (let nth = 0; nth < EXECUTORS; nth += 1) {
    const executor = await startProductSubject(world.postgres, { name: 'product', databaseUrl });
    opened.defer(() => executor.kill('SIGKILL'));
    executors.push(executor);
  }
  const agentId = executors[0]?.agentId ?? '';
  await Promise.all(
    Array.from({ length: TURNS }, async (_, nth) => {
      const url = executors[nth % EXECUTORS]?.url ?? '';
      const { id } = await requestJson<{ id: string }>(`${url}/v1/sessions`, { agent_id: agentId });
      await requestJson(`${url}/v1/sessions/${id}/messages`, { message: { content: [{ type: 'text', text: TEXT }] } });
    }),
  );
  return await measure(databaseUrl, {
    strike: async () => void process.kill(executors[0]?.pid ?? Number.NaN, signal),
    // A process that wakes up late must not add anything.
    after: async () => void (signal === 'SIGSTOP' && process.kill(executors[0]?.pid ?? Number.NaN, 'SIGCONT')),
  });
}

async function strikeTemporal(): Promise<Outcome> {
  await using stack = await startStack({ runner: 'temporal', workers: EXECUTORS });
  const api = new ApiClient(stack.urls);
  const { id: agent_id } = await api.createAgent();
  await Promise.all(
    Array.from({ length: TURNS }, async () => {
      const { id } = await api.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id } });
      await api.post(id, TEXT);
    }),
  );
  return await measure(stack.postgres.url, {
    strike: async () => stack.workers[0]?.kill(),
    after: async () => undefined,
  });
}

const LEFT = `select count(*)::int as count from turns where status in ('queued', 'running', 'waiting')`;
const BEGUN = `select count(*)::int as count from atoms where status = 'begun'`;
const OUTCOME = `
  select coalesce(extract(epoch from (select max(begun_at) from atoms where attempt > 1)) * 1000, 0)::float8 as last_at,
    (select count(*) from atoms where attempt > 1)::int as taken,
    (select count(*) from turns where status <> 'completed')::int as lost,
    (select count(*) from (select session_id from events where type = 'output.message.completed'
      group by session_id having count(*) > 1) as twice)::int as doubled`;

interface Strike {
  strike: () => Promise<void>;
  after: () => Promise<void>;
}

async function measure(databaseUrl: string, { strike, after }: Strike): Promise<Outcome> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // The error of the server's end must not hide the message of a failure.
  client.on('error', () => undefined);
  await client.connect();
  const until = async (sql: string, count: number) => {
    const giveUpAt = performance.now() + GIVE_UP_MS;
    while (performance.now() < giveUpAt) {
      const { rows } = await client.query<{ count: number }>(sql);
      if (rows[0]?.count === count) return;
      await sleep(100);
    }
    throw new Error(`${sql} did not give ${count} in ${GIVE_UP_MS} ms`);
  };
  await until(BEGUN, TURNS);
  const struckAt = Date.now();
  await strike();
  await until(LEFT, 0);
  await after();
  await sleep(1_000);
  const { rows } = await client.query<Omit<Outcome, 'seconds'> & { last_at: number }>(OUTCOME);
  await client.end();
  const [row] = rows;
  if (row === undefined) throw new Error('a query without a condition has a row');
  const { last_at, ...counts } = row;
  return { ...counts, seconds: (last_at - struckAt) / 1_000 };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
