import { judgeFigure } from '@everruns/kernel/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { callAgents, createEverruns, type Everruns, type Session } from '@everruns/sdk';
import pg from 'pg';
import { expect } from 'vitest';
import type { StackProcess } from '../dev/child-process.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { startStack, type Stack } from '../dev/stack.ts';

const PATIENCE_MS = 120_000;
/** Four levels below the root: with it 64 sessions, the most that a root may have. */
const WHOLE = [3, 3, 3, 1] as const;
const REST = 64 - 1 - 3 - 9 - 27;
const SMALL = [2, 2] as const;

export interface TreeGame {
  runner: 'local' | 'temporal';
  /** Whether the tree is as large as it may be. */
  isWhole: boolean;
  kills: number;
}

/**
 * Runs a root with all its sub-agents while processes are killed at random times, and judges what is recorded: each call has its result once,
 * the usage of the root is the sum of all sessions, and nothing is left to deliver.
 */
export async function playTree({ runner, isWhole, kills }: TreeGame): Promise<void> {
  await using stack = await startTree(runner);
  writeScenarios(stack, { widths: isWhole ? WHOLE : SMALL, lastCount: isWhole ? REST : 4, answerAfterMs: 50 });
  // This control plane is never killed.
  const everruns = createEverruns({ baseUrl: stack.urls.at(-1) ?? '' });
  const root = await startRoot(everruns);
  const killing = killAtRandom(stack, kills);
  await until('the root has answered', async () => (await everruns.sessions.get(root)).status === 'idle');
  await killing;
  await until('everything is delivered', () => isDelivered(stack));
  await judge(everruns, root, isWhole ? 64 : 1 + 2 + 4);
}

function startTree(runner: TreeGame['runner']): Promise<Stack> {
  const processes = runner === 'local' ? { controlPlanes: 3 } : { workers: 2, env: { HEARTBEAT_TIMEOUT_MS: '3000' } };
  return startStack({ runner, ...processes });
}

async function isDelivered({ postgres }: Stack): Promise<boolean> {
  const left =
    'select 1 from deliveries union all select 1 from waits where child_turn_id is not null and child_ended_at is null';
  return (await queryPostgres(postgres.url, left)).length === 0;
}

interface TreeShape {
  widths: readonly number[];
  lastCount: number;
  /** How long the last level works. */
  answerAfterMs: number;
}

/** Each level calls as many of the next as it says; the last one is called by as many as there is room for. */
function writeScenarios({ simulator }: Stack, { widths, lastCount, answerAfterMs }: TreeShape): void {
  const task = (name: string) => ({
    tool_call: { name: 'task', arguments: { agent: 'helper', prompt: `[[sim:scenario ${name}]]` } },
  });
  const answer = [{ delay_ms: 50 }, 'Done.'];
  const last = [{ delay_ms: answerAfterMs }, 'Done.'];
  const deepest = widths.length;
  simulator.script({ name: `level-${deepest}`, replies: [last] });
  simulator.script({ name: 'leaf', replies: [last] });
  let room = lastCount;
  const parents = widths.slice(0, -1).reduce((product, width) => product * width, 1);
  for (let level = deepest - 1; level >= 0; level -= 1) {
    const width = widths[level] ?? 0;
    const calls = Array.from({ length: width }, (_, index) => task(nameOf(level, index)));
    simulator.script({ name: `level-${level}`, replies: [calls, answer] });
  }

  /** Parents of the last level beyond the room have no sub-agent. */
  function nameOf(level: number, index: number): string {
    if (level !== deepest - 2) return `level-${level + 1}`;
    const own = parents / (widths[level] ?? 1);
    const share = Math.ceil(room / own / Math.max(1, (widths[level] ?? 1) - index));
    const has = Math.min(widths[deepest - 1] ?? 0, share);
    room -= has * own;
    return has > 0 ? `level-${level + 1}` : 'leaf';
  }
}

async function startRoot(everruns: Everruns): Promise<string> {
  const agent = await everruns.agents.create({
    name: 'root',
    system_prompt: 'You test.',
    capabilities: [callAgents({ helper: {} })],
  });
  const session = await everruns.sessions.create({ agent_id: agent.id });
  await everruns.sessions.send(session.id, '[[sim:scenario level-0]]');
  return session.id;
}

async function killAtRandom(stack: Stack, kills: number): Promise<void> {
  const victims: StackProcess[] = stack.workers.length > 0 ? stack.workers : stack.controlPlanes.slice(0, -1);
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(500 + Math.random() * 2_000);
    const victim = victims[kill % victims.length];
    await victim?.kill();
    await victim?.start();
  }
}

async function judge(everruns: Everruns, root: string, most: number): Promise<void> {
  const sessions: Session[] = [];
  for await (const session of everruns.sessions.tree(root)) sessions.push(session);
  expect(sessions.length).toBeLessThanOrEqual(most);
  expect(sessions.every(({ status }) => status === 'idle')).toBe(true);
  const calls = new Map<string, number>();
  const spawned = new Set<string>();
  for await (const { type, data } of everruns.sessions.treeEvents(root, { limit: 1_000 })) {
    if (type === 'subagent.spawned') spawned.add(data.parent_tool_call_id);
    if (type === 'tool.completed') calls.set(data.tool_call_id, (calls.get(data.tool_call_id) ?? 0) + 1);
  }
  expect(spawned.size).toBeGreaterThanOrEqual(sessions.length - 1);
  expect([...spawned].map((id) => calls.get(id))).toEqual([...spawned].map(() => 1));
  const { usage_total } = await everruns.sessions.get(root);
  expect(usage_total).toHaveProperty('cost_usd');
  for (const [name, total] of countsOf(usage_total)) {
    const sum = sessions.reduce((before, { usage }) => before + (new Map(countsOf(usage)).get(name) ?? 0), 0);
    expect(total, name).toBeCloseTo(sum, 9);
  }
}

const countsOf = (usage: object = {}): [name: string, count: number][] =>
  Object.entries(usage).flatMap(([name, count]): [string, number][] =>
    typeof count === 'number' ? [[name, count]] : [],
  );

/** Kills processes while a whole tree grows to answers that never come, and cancels its root: every request to the model ends at once. */
export async function cancelTree({ runner, isWhole, kills }: TreeGame): Promise<void> {
  await using stack = await startTree(runner);
  writeScenarios(stack, { widths: isWhole ? WHOLE : SMALL, lastCount: isWhole ? REST : 4, answerAfterMs: 600_000 });
  const everruns = createEverruns({ baseUrl: stack.urls.at(-1) ?? '' });
  const root = await startRoot(everruns);
  await killAtRandom(stack, kills);
  const running = () => stack.simulator.requests().filter(({ outcome }) => outcome === 'in_progress');
  await until('many work at the same time', async () => running().length >= (isWhole ? MANY : 2));
  const canceledAt = performance.now();
  await everruns.sessions.cancel(root);
  await expect.poll(running, { timeout: 30_000, interval: 20 }).toEqual([]);
  judgeFigure({
    name: 'every request ends after a cancel',
    value: performance.now() - canceledAt,
    unit: 'ms',
    most: 2_000,
  });
  await judgeEnded(stack, { everruns, root });
}

/** As many of the last level work at the same time in a whole tree. */
const MANY = 16;

/** Cancels a root while sub-agents are still to be started, and kills a process meanwhile: those are never started. */
export async function overtakeSpawns({ runner, isWhole, kills }: TreeGame): Promise<void> {
  await using stack = await startTree(runner);
  writeScenarios(stack, { widths: isWhole ? WHOLE : SMALL, lastCount: isWhole ? REST : 4, answerAfterMs: 600_000 });
  const everruns = createEverruns({ baseUrl: stack.urls.at(-1) ?? '' });
  const root = await startRoot(everruns);
  const held = await holdSpawns(stack);
  try {
    await everruns.sessions.cancel(root);
    await killAtRandom(stack, kills);
    await until('the root is canceled', async () => (await everruns.sessions.get(root)).status === 'idle');
  } finally {
    await held.release();
  }
  await judgeEnded(stack, { everruns, root });
  const started = 'select id from sessions where id = any($1::uuid[])';
  expect(await queryPostgres(stack.postgres.url, started, [held.sessions])).toEqual([]);
}

/** Whatever was going on below a root that was canceled has come to its end. */
async function judgeEnded(stack: Stack, { everruns, root }: { everruns: Everruns; root: string }): Promise<void> {
  await until('everything is delivered', () => isDelivered(stack));
  for await (const { status } of everruns.sessions.tree(root)) expect(status).toBe('idle');
  expect(stack.simulator.requests().filter(({ outcome }) => outcome === 'in_progress')).toEqual([]);
}

const SPAWNS = `select to_session from deliveries where kind = 'spawn' for update skip locked`;

/** Waits until sub-agents are to be started, and keeps their deliveries from everybody until they are released. */
async function holdSpawns({ postgres }: Stack): Promise<{ sessions: string[]; release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query('begin');
  const take = async () =>
    (await client.query<{ to_session: string }>(SPAWNS)).rows.map(({ to_session }) => to_session);
  let sessions: string[] = [];
  // They are there for milliseconds only.
  const takeSome = async () => (sessions = await take());
  await expect.poll(takeSome, { timeout: PATIENCE_MS, interval: 1 }).not.toEqual([]);
  return {
    sessions,
    async release() {
      await client.query('rollback');
      await client.end();
    },
  };
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; !(await isSo().catch(() => false)); await sleep(100))
    if (Date.now() > giveUpAt) throw new Error(`${what}: not in ${PATIENCE_MS / 1_000} s`);
}
