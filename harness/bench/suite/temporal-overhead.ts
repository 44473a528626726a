import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { StackProcess } from '../../dev/child-process.ts';
import { findFreePorts } from '../../dev/free-ports.ts';
import { startPostgres } from '../../dev/postgres.ts';
import { startTemporalServer } from '../../dev/temporal.ts';
import { playBareWorkflows, runBareWorkflow } from '../floor/temporal/bare-load.ts';
import { playTurns } from '../load/play-turns.ts';
import { requestJson } from '../load/request-json.ts';
import { type BenchRow, bound, compare, fact } from '../measure/bench-row.ts';
import { budgets } from '../measure/budgets.ts';
import { medianOf } from '../measure/median.ts';
import { StatementCounter } from '../measure/statement-counter.ts';
import { playRound } from './alternate.ts';
import { countTurnWork } from './count-turn-work.ts';
import { startProductOnTemporal } from './product-on-temporal.ts';
import { FILE_CALL, IMMEDIATE_CALL, toolRounds } from './script.ts';
import { createProductDatabase, startProductSubject, type Subject } from './subject.ts';
import type { World } from './world.ts';

const GOAL = 1.25;
const LOADS = [
  { lanes: 1, turnsPerLane: 60, warmUpTurns: 15 },
  { lanes: 16, turnsPerLane: 12, warmUpTurns: 3 },
] as const;
const PRODUCT_WORKER = new URL('../process/product-temporal-worker.ts', import.meta.url);
const BARE_WORKER = new URL('../process/bare-temporal-worker.ts', import.meta.url);

/**
 * Compares a turn of one tool call on Temporal with a bare workflow of as many activities. The call is an atom of its own,
 * because an immediate call would be no activity.
 */
export async function benchTemporalOverhead(world: World): Promise<BenchRow[]> {
  await using opened = new AsyncDisposableStack();
  const temporal = opened.adopt(await startTemporalServer({ postgresUrl: world.postgres.url }), (server) =>
    server.stop(),
  );
  const { address } = temporal;
  const product = opened.adopt(await startProduct(world, address, opened), (subject) => subject.kill());
  const bare = new StackProcess({ name: 'bare-worker', entry: BARE_WORKER, env: { TEMPORAL_ADDRESS: address } });
  opened.defer(() => bare.kill('SIGTERM'));
  await bare.start();
  const connection = opened.adopt(await Connection.connect({ address }), (open) => open.close());
  const client = new Client({ connection });
  const rows: BenchRow[] = [];
  for (const load of LOADS) rows.push(...(await compareLoad(world, load, { product, client })));
  return [...rows, ...(await countHistory(product, client)), ...(await countCommits(address))];
}

async function startProduct(world: World, address: string, opened: AsyncDisposableStack): Promise<Subject> {
  const [grpcPort] = await findFreePorts(1);
  const shared = { WORKER_GRPC_TOKEN: randomBytes(24).toString('base64url'), TEMPORAL_ADDRESS: address };
  const grpcAddress = `127.0.0.1:${grpcPort}`;
  const env = { ...shared, RUNNER: 'temporal', GRPC_ADDR: grpcAddress };
  const subject = await startProductSubject(world.postgres, {
    name: 'product',
    env,
    capabilities: ['session_file_system'],
  });
  const worker = new StackProcess({
    name: 'product-worker',
    entry: PRODUCT_WORKER,
    env: { ...shared, GRPC_ADDRESS: grpcAddress, LOG_LEVEL: 'warn' },
  });
  opened.defer(() => worker.kill('SIGTERM'));
  await worker.start();
  return subject;
}

async function compareLoad(
  { play }: World,
  load: (typeof LOADS)[number],
  { product, client }: { product: Subject; client: Client },
): Promise<BenchRow[]> {
  const ours = { turnMs: [] as number[], perSecond: [] as number[] };
  const theirs = { turnMs: [] as number[], perSecond: [] as number[] };
  const playProduct = async (): Promise<void> => {
    const spec = { ...load, turnsPerSession: 25, text: toolRounds(1, FILE_CALL) };
    const round = await playRound({ ...play, spec }, product);
    ours.turnMs.push(round.turnP50);
    ours.perSecond.push(round.turnsPerSecond);
  };
  const playBare = async (): Promise<void> => {
    const { turnMs, elapsedMs } = await playBareWorkflows(client, load);
    theirs.turnMs.push(medianOf(turnMs));
    theirs.perSecond.push((turnMs.length / elapsedMs) * 1_000);
  };
  for (let round = 0; round < play.rounds; round += 1) {
    for (const side of round % 2 === 0 ? [playProduct, playBare] : [playBare, playProduct]) await side();
  }
  const at = `C=${load.lanes}`;
  return [
    compare({ name: `turn, ${at}, p50`, unit: 'ms', product: ours.turnMs, floor: theirs.turnMs, goal: GOAL }),
    compare({
      name: `turns, ${at}`,
      unit: '/s',
      product: ours.perSecond,
      floor: theirs.perSecond,
      larger: 'better',
      goal: GOAL,
    }),
  ];
}

/** The counts are exact, because they are the same for every turn of a kind. */
async function countHistory(product: Subject, client: Client): Promise<BenchRow[]> {
  const { id } = await requestJson<{ id: string }>(`${product.url}/v1/sessions`, { agent_id: product.agentId });
  await playTurns({ url: product.url, sessionId: id, text: toolRounds(1, FILE_CALL), turns: 5 });
  const bare = await historyOf(client, await runBareWorkflow(client));
  const turns = await Promise.all((await listTurns(product, id)).map((turn) => historyOf(client, `turn:${turn}:1`)));
  const count = (name: string, of: (history: History) => number): BenchRow =>
    compare({ name, unit: '', product: turns.map(of), floor: [of(bare)] });
  return [
    count('history events a turn', ({ events }) => events),
    count('activities a turn', ({ activities }) => activities),
    fact({
      name: 'turns of one session whose history differs in length',
      unit: '',
      values: [turns.filter(({ events }) => events !== turns[0]?.events).length],
    }),
  ];
}

/** Exact counts; `db-work.temporal.test.ts` checks them against the budgets. Temporal itself commits to another PostgreSQL. */
async function countCommits(address: string): Promise<BenchRow[]> {
  await using postgres = await startPostgres({ version: '18' });
  const databaseUrl = await createProductDatabase(postgres);
  await using counter = await StatementCounter.open(databaseUrl);
  const { onStatement } = counter;
  await using product = await startProductOnTemporal({ databaseUrl, onStatement, address, namespace: 'bench-commits' });
  const count = async (name: string, call: string, budget: { writing_commits: number }): Promise<BenchRow> => {
    const { writingCommits } = await countTurnWork(product, counter, { rounds: 1, call });
    const row = { name: `commits that wrote, turn with ${name}`, unit: '', values: [writingCommits] };
    return bound({ ...row, goal: budget.writing_commits });
  };
  return [
    await count('a call that is an atom', FILE_CALL, budgets.temporal_one_tool_turn),
    await count('an immediate call', IMMEDIATE_CALL, budgets.temporal_one_immediate_call_turn),
  ];
}

interface History {
  events: number;
  activities: number;
}

async function historyOf(client: Client, workflowId: string): Promise<History> {
  const handle = client.workflow.getHandle(workflowId);
  await handle.result();
  const events = (await handle.fetchHistory()).events ?? [];
  return {
    events: events.length,
    activities: events.filter((event) => event.activityTaskScheduledEventAttributes).length,
  };
}

async function listTurns({ databaseUrl }: Subject, sessionId: string): Promise<string[]> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const { rows } = await database.query<{ id: string }>('select id from turns where session_id = $1', [sessionId]);
  await database.end();
  return rows.map(({ id }) => id);
}
