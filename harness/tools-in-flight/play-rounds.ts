import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { ApiClient, type LoggedEvent } from '../dev/api-client.ts';
import type { StackProcess } from '../dev/child-process.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { judgeDeeds, judgeFiles, type Result } from './judge.ts';
import { writeCall } from '../llm-simulator/write-call.ts';
import { openSession } from './open-session.ts';
import { openOutside, type Outside } from './outside.ts';
import { HOLD_MS, SHARED, STEPPED, type ToolInFlight } from './tools.ts';

/** How often the process that runs the tools is killed, each time with all tools of one turn in flight. */
const KILLS = 5;
const PATIENCE_MS = 120_000;

/**
 * Plays one turn after the other in one session. Each makes all calls at once, a person saves the same file meanwhile, and the process that
 * runs the tools is killed in the middle of them. Then it compares what is recorded with what happened.
 */
export async function playRounds(runner: 'local' | 'temporal', tools: readonly ToolInFlight[]): Promise<void> {
  await using outside = await openOutside(HOLD_MS);
  const env = { EGRESS_ALLOW_CIDRS: '127.0.0.0/8' };
  await using stack = await startStack({
    runner,
    // The third control plane is never killed: one that has just started believes no death for ten seconds.
    ...(runner === 'local' ? { controlPlanes: 3, env } : { workers: 2, env: { ...env, HEARTBEAT_TIMEOUT_MS: '3000' } }),
  });
  const api = new ApiClient(stack.urls);
  const labels = Array.from({ length: KILLS }, (_, round) => labelOf(round));
  const id = await openSession(api, { tools, outside, labels });
  const results: Result[] = [];
  const saved: string[] = [];
  for (let round = 0; round < KILLS; round += 1) {
    results.push(...(await playRound({ stack, outside, tools }, id, round)));
    saved.push(`person-${round}`);
  }
  await judgeFiles(api, id, { tools, results, saved });
  judgeDeeds(tools, results, { stack, outside });
}

function labelOf(round: number): string {
  return `round-${round}`;
}

interface World {
  stack: Stack;
  outside: Outside;
  tools: readonly ToolInFlight[];
}

async function playRound(world: World, id: string, round: number): Promise<Result[]> {
  const { stack, outside, tools } = world;
  const label = labelOf(round);
  const { victim, its, survivors } = chooseVictim(stack, round);
  const calls = tools.map(({ name, args }) => writeCall(name, args({ label, outside })));
  const { turn } = await its.post(id, `${calls.join('')}[[sim:next]][[sim:text Done.]]`);
  await untilInFlight(world, turn.id, round);
  await victim.kill();
  const started = victim.start();
  await saveAsPerson(survivors, id, `person-${round}`);
  await until('the turn has ended', async () => {
    const { status } = await survivors.json<{ status: string }>('GET', `/v1/sessions/${id}/turns/${turn.id}`);
    return status !== 'running';
  });
  await started;
  const events = (await survivors.events(id)).filter(({ context }) => context.turn_id === turn.id);
  expect(events.map(({ type }) => type)).toContain('turn.completed');
  return resultsOf(events, { tools, label });
}

/** With the tool that has steps: its first one is recorded. Without it: the calls have begun, and a part of their time is over. */
async function untilInFlight({ stack, tools }: World, turnId: string, round: number): Promise<void> {
  const hasSteps = tools.some(({ name }) => name === STEPPED);
  const steps = `select 1 from call_steps where turn_id = $1 and name = 'reserve' and result is not null`;
  const begun = `select 1 from events where turn_id = $1 and type = 'tool.started'`;
  await until('the calls are in flight', async () => {
    return (await queryPostgres(stack.postgres.url, hasSteps ? steps : begun, [turnId])).length > 0;
  });
  if (!hasSteps) await sleep((round * HOLD_MS) / KILLS);
}

/**
 * A control plane that is sent a message runs its turn itself, so that one is killed, and another one is asked. On Temporal the calls are spread
 * over two workers.
 */
function chooseVictim(stack: Stack, round: number): { victim: StackProcess; its: ApiClient; survivors: ApiClient } {
  const place = round % 2;
  const processes = stack.workers.length > 0 ? stack.workers : stack.controlPlanes;
  const victim = processes[place];
  if (victim === undefined) throw new Error('the stack has two processes that run tools');
  const own = stack.urls[place] ?? stack.urls[0] ?? '';
  const other = stack.urls[2] ?? own;
  return { victim, its: new ApiClient([own]), survivors: new ApiClient([stack.workers.length > 0 ? own : other]) };
}

/** Each call has exactly one result. */
function resultsOf(
  events: readonly LoggedEvent[],
  { tools, label }: { tools: readonly ToolInFlight[]; label: string },
): Result[] {
  const completed = events.filter(({ type }) => type === 'tool.completed');
  const results = completed.map(({ data }) => ({ ...(data as unknown as Omit<Result, 'label'>), label }));
  expect(results.map(({ name }) => name).toSorted()).toEqual(tools.map(({ name }) => name).toSorted());
  return results;
}

/** Adds a line to what the file holds now, as an editor does: with the tag of what was read. */
async function saveAsPerson(api: ApiClient, id: string, line: string): Promise<void> {
  const path = `/v1/sessions/${id}/fs${SHARED}`;
  await until(`${line} is saved`, async () => {
    const read = await api.fetch('GET', path);
    const { content } = (await read.json()) as { content: string };
    const headers = { 'if-match': read.headers.get('etag') ?? '' };
    const saved = await api.fetch('PUT', path, { headers, body: { content: `${content}${line}\n` } });
    return saved.ok;
  });
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  let last: unknown = 'not yet';
  while (Date.now() < deadline) {
    const answer = await isSo().catch((error: unknown) => {
      // A process that is being restarted does not answer.
      last = error;
      return false;
    });
    if (answer) return;
    await sleep(50);
  }
  throw new Error(`${what}: not within ${PATIENCE_MS} ms`, { cause: last });
}
