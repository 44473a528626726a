import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { ApiClient, type LoggedEvent } from '../dev/api-client.ts';
import type { StackProcess } from '../dev/child-process.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { startStack, type Stack } from '../dev/stack.ts';

/** How often the process that runs the tools is killed, each time with all tools of one turn in flight. */
const KILLS = 5;
/** How long the slow tools take, so that a kill strikes them. */
const HOLD_MS = 1_500;
const PATIENCE_MS = 30_000;
const SHARED = '/shared.txt';

interface Result {
  name: string;
  success: boolean;
  outcome_unknown?: boolean;
}

/**
 * Plays one turn after the other in one session. Each makes all calls at once, a person saves the same file meanwhile, and the process that
 * runs the tools is killed once a step is recorded. Then it compares what is recorded with what happened.
 */
export async function playRounds(runner: 'local' | 'temporal'): Promise<void> {
  await using stack = await startStack({
    runner,
    // The third control plane is never killed: one that has just started believes no death for ten seconds.
    ...(runner === 'local' ? { controlPlanes: 3 } : { workers: 2, env: { HEARTBEAT_TIMEOUT_MS: '3000' } }),
  });
  const api = new ApiClient(stack.urls);
  const capabilities = ['session_file_system', 'shell', 'code', 'web_fetch', 'test_effects'];
  // The page that a round reads would make the calls of the next rounds ask a person.
  const { id } = await api.createSession({ capabilities, taint: 'off' });
  await api.json('POST', `/v1/sessions/${id}/fs${SHARED}`, { body: { content: 'start\n' } });
  const results: Result[][] = [];
  for (let round = 0; round < KILLS; round += 1) results.push(await playRound(stack, { id, round }));
  await judgeFiles(api, id, results);
  judgeEffects(stack, results);
}

interface Round {
  id: string;
  round: number;
}

async function playRound(stack: Stack, { id, round }: Round): Promise<Result[]> {
  const { victim, its, survivors } = chooseVictim(stack, round);
  const { turn } = await its.post(id, callsOf(round, stack.simulator.url));
  await until('a step is recorded', async () => {
    const text = `select 1 from call_steps where turn_id = $1 and name = 'reserve' and result is not null`;
    return (await queryPostgres(stack.postgres.url, text, [turn.id])).length > 0;
  });
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
  return resultsOf(events);
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

/** One generation whose calls run in parallel, then the answer. */
function callsOf(round: number, url: string): string {
  const call = (name: string, args: object): string => `[[sim:tool ${name} ${JSON.stringify(args)}]]`;
  const label = `round-${round}`;
  const code = `const end = Date.now() + 700; while (Date.now() < end); files.write("${SHARED}", files.read("${SHARED}") + "run_javascript-${round}\\n");`;
  return [
    call('bash', { script: `sleep 1; echo bash-${round} >> ${SHARED}` }),
    call('run_javascript', { code, files: [SHARED] }),
    call('write_file', { path: `/own/${label}.txt`, content: 'mine', encoding: 'text' }),
    call('web_fetch', { url: `${url}/_sim/health` }),
    call('peek', { label, hold_ms: HOLD_MS }),
    call('save', { label, hold_ms: HOLD_MS }),
    call('charge', { label, hold_ms: HOLD_MS }),
    call('ship', { label, hold_ms: HOLD_MS }),
    '[[sim:next]][[sim:text Done.]]',
  ].join('');
}

const TOOLS = ['bash', 'charge', 'peek', 'run_javascript', 'save', 'ship', 'web_fetch', 'write_file'];

/** Each call has exactly one result. */
function resultsOf(events: readonly LoggedEvent[]): Result[] {
  const results = events.filter(({ type }) => type === 'tool.completed').map(({ data }) => data as unknown as Result);
  expect(results.map(({ name }) => name).toSorted()).toEqual(TOOLS);
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

/** Everything that was reported as done is in the files once, and nothing else is. */
async function judgeFiles(api: ApiClient, id: string, results: readonly Result[][]): Promise<void> {
  const { content } = await api.json<{ content: string }>('GET', `/v1/sessions/${id}/fs${SHARED}`);
  const expected = results.flatMap((round, number) => [
    `person-${number}`,
    ...round
      .filter(({ name, success }) => success && (name === 'bash' || name === 'run_javascript'))
      .map(({ name }) => `${name}-${number}`),
  ]);
  expect(content.trimEnd().split('\n').toSorted()).toEqual(['start', ...expected].toSorted());
  for (const [number, round] of results.entries()) {
    for (const [tool, path] of [
      ['write_file', `/own/round-${number}.txt`],
      ['ship', `/receipts/round-${number}.txt`],
    ]) {
      const { status } = await api.fetch('GET', `/v1/sessions/${id}/fs${path}`);
      const isDone = round.some(({ name, success }) => name === tool && success);
      expect([tool, number, status]).toEqual([tool, number, isDone ? 200 : 404]);
    }
  }
}

/** Side effects by what their tools declare. A step that was recorded before the kill did not run again. */
function judgeEffects(stack: Stack, results: readonly Result[][]): void {
  const keysOf = (name: string) =>
    stack.simulator
      .effects()
      .filter((effect) => effect.name === name)
      .map(({ idempotency_key }) => idempotency_key);
  const rounds = results.length;
  expect(keysOf('reserve')).toHaveLength(rounds);
  expect(keysOf('pay')).toHaveLength(rounds);
  expect(new Set(keysOf('save')).size).toBe(rounds);
  const charged = keysOf('charge');
  expect(new Set(charged).size).toBe(charged.length);
  const charges = results.flat().filter(({ name }) => name === 'charge');
  expect(charges.every(({ success, outcome_unknown }) => success || outcome_unknown === true)).toBe(true);
  expect(charged.length).toBeGreaterThanOrEqual(charges.filter(({ success }) => success).length);
  expect(results.flat().filter(({ name, success }) => name === 'ship' && success)).toHaveLength(rounds);
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
