import { setTimeout as sleep } from 'node:timers/promises';
import type { LlmModel, Page } from '@everruns/schemas';
import { ApiClient } from '../../dev/api-client.ts';
import { checkOracle } from '../oracle/check-oracle.ts';
import type { ClientAnswer, DecisionEntry, JournalEntry } from '../oracle/evidence.ts';
import type { Violation } from '../oracle/violation.ts';
import type { Arena } from './arena.ts';
import { takeWitnesses } from './take-witnesses.ts';
import { People } from '../program/people.ts';
import { makeProgram, type Program } from '../program/program.ts';
import { createRandom } from '../program/random.ts';
import { SessionClient } from '../program/session-client.ts';
import { SessionReader } from '../program/session-reader.ts';
import type { Battle, Blow, Strike } from '../nemesis/strike.ts';
import { chooseStrikes } from '../nemesis/strikes.ts';

export interface SeedReport {
  seed: number;
  scenario: string;
  blows: (Blow & { name: string; at: Date })[];
  sessions: string[];
  messages: number;
  turns: number;
  /** Milliseconds from the end of the last fault to rest. */
  restMs: number;
  violations: Violation[];
}

const REST_WITHIN_MS = 60_000;
const CATCH_UP_MS = 15_000;
const MAX_CONTROL_PLANES = 3;
const MAX_WORKERS = 3;
export const MIXED = 'mixed';

/** Runs the seed's program on the arena, strikes as the scenario says, waits for rest and runs the oracle. */
export async function runSeed(arena: Arena, seed: number, scenario: string): Promise<SeedReport> {
  const random = createRandom(seed);
  const strikes = chooseStrikes(scenario, seed, { runner: arena.runner, random });
  if (scenario === MIXED)
    await arena.resize({
      controlPlanes: random.between(1, MAX_CONTROL_PLANES),
      workers: random.between(1, MAX_WORKERS),
    });
  await arena.settleClocks();
  const program = makeProgram(seed, random, { crowd: strikes[0]?.crowd, isLong: scenario === MIXED });
  const sessionIds = await createSessions(arena, program);
  const journal: JournalEntry[] = [];
  const answers: ClientAnswer[] = [];
  const decisions: DecisionEntry[] = [];
  const { readers, untilDeltas } = createReaders(arena, program, sessionIds);
  const leaving = new AbortController();
  const reading = readers.map((reader) => reader.run(leaving.signal));
  const people = new People({
    urls: arena.urls,
    sessionIds,
    decisions,
    answers,
    expire: (id) => expireWait(arena, id),
  });
  const deciding = people.run(leaving.signal);
  const clients = sessionIds.map((sessionId) => new SessionClient({ urls: arena.urls, sessionId, journal, answers }));
  const [blows] = await Promise.all([
    strikeAll({ arena, random, sessionIds, untilDeltas }, strikes),
    ...clients.map((client, index) => client.run(program.sessions[index]?.steps ?? [])),
  ]);
  const lastFaultAt = Date.now();
  await waitForRest(arena, { program, sessionIds, clients });
  const restedAt = Date.now();
  await waitForReaders(arena, readers);
  leaving.abort();
  await Promise.all([...reading, deciding]);
  const violations = await checkOracle({
    databaseUrl: arena.stack.postgres.url,
    sessionIds,
    ...takeWitnesses(arena.stack, `s${seed}-`),
    transcripts: readers.map((reader) => reader.transcript),
    journal,
    answers,
    decisions,
    lastFaultAt,
    restedAt,
  });
  return {
    seed,
    scenario,
    blows,
    sessions: sessionIds,
    messages: new Set(journal.filter(({ status }) => status === 201).map(({ key }) => key)).size,
    turns: await countTurns(arena, sessionIds),
    restMs: restedAt - lastFaultAt,
    violations,
  };
}

/** Runs the strikes one after the other; some begin before the damage of the last one is repaired. */
async function strikeAll(battle: Battle, strikes: readonly Strike[]): Promise<SeedReport['blows']> {
  const { arena, random } = battle;
  const blows: SeedReport['blows'] = [];
  try {
    for (const strike of strikes) {
      const blow = await strike.run(battle);
      blows.push({ name: strike.name, at: new Date(), ...blow });
      if (random.chance(0.7)) await arena.heal();
    }
  } finally {
    await arena.heal();
  }
  return blows;
}

async function countTurns(arena: Arena, sessionIds: readonly string[]): Promise<number> {
  const sql = 'select count(*)::int as turns from turns where session_id = any($1::uuid[])';
  const [counted] = await arena.query<{ turns: number }>(sql, [sessionIds]);
  return counted?.turns ?? 0;
}

/** Processes that the previous seed killed may still be restarting. */
async function createSessions(arena: Arena, program: Program): Promise<string[]> {
  const api = new ApiClient(arena.urls);
  const models = await insist(() => api.json<Page<LlmModel>>('GET', '/v1/llm-models'));
  const fallback_model_id = models.data.find(({ model_id }) => model_id === FALLBACK)?.id;
  const agent = await insist(() => api.createAgent({ ...ASKING, fallback_model_id }));
  const create = () => api.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id: agent.id } });
  return (await Promise.all(program.sessions.map(() => insist(create)))).map(({ id }) => id);
}

/** A model of the same simulator as the default model. */
const FALLBACK = 'gpt-5-mini';
const ASK = { name: 'ask', description: 'Asks the person.', parameters: { type: 'object', properties: {} } };
/** Calls that wait for their client, for an approval and for an answer. */
const ASKING = {
  capabilities: ['test_effects', 'math', 'current_time', 'ask_user'],
  tools: [ASK],
  tools_policy: { buy: 'requires_approval' },
};

/** Nobody decides for seven days. */
async function expireWait(arena: Arena, id: string): Promise<void> {
  await arena.query(`update waits set expires_at = now() where id = $1 and status = 'open'`, [id]);
}

async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 20; left > 0; left -= 1) {
    try {
      return await work();
    } catch {
      await sleep(250);
    }
  }
  return work();
}

function createReaders(arena: Arena, program: Program, sessionIds: readonly string[]) {
  let deltas = 0;
  const waiting: { count: number; resolve(): void }[] = [];
  const onFrame = ({ event }: { event: string }) => {
    if (event === 'output.message.delta') deltas += 1;
    for (const waiter of waiting) if (deltas >= waiter.count) waiter.resolve();
  };
  const readers = sessionIds.flatMap((sessionId, session) =>
    Array.from({ length: program.sessions[session]?.readers ?? 0 }, (_, index) => {
      const random = createRandom(program.seed * 1_000 + session * 10 + index);
      return new SessionReader({ urls: arena.urls, sessionId, name: `${session}.${index}`, random, onFrame });
    }),
  );
  const untilDeltas = (count: number) => new Promise<void>((resolve) => waiting.push({ count, resolve }));
  return { readers, untilDeltas };
}

/** What keeps sessions busy. The parameter is the array of their ids. */
export const BUSY = `select (select count(*) from turns where session_id = any($1::uuid[]) and status in ('queued', 'running', 'waiting'))::int
    + (select count(*) from turn_inputs where session_id = any($1::uuid[]))::int
    + (select count(*) from outbox where session_id = any($1::uuid[]))::int as busy,
    array(select session_id from turns where session_id = any($1::uuid[]) and open_waits > 0) as asking`;
export interface BusyRow {
  busy: number;
  asking: string[];
}

interface Resting {
  program: Program;
  sessionIds: readonly string[];
  clients: readonly SessionClient[];
}

/**
 * Waits until nothing is queued, running, waiting, undelivered or requested from the model, for a minute at most. Answers
 * calls that wait for a client.
 */
async function waitForRest(arena: Arena, { program, sessionIds, clients }: Resting): Promise<void> {
  const giveUpAt = performance.now() + REST_WITHIN_MS;
  while (performance.now() < giveUpAt) {
    const [row] = await arena.query<BusyRow>(BUSY, [sessionIds]);
    const asked = clients.filter((_client, index) => row?.asking.includes(sessionIds[index] ?? ''));
    await Promise.all(asked.map((client) => client.answerCalls()));
    const isAsking = arena.stack.simulator
      .requests()
      .some(({ outcome, user_text }) => outcome === 'in_progress' && user_text.startsWith(`s${program.seed}-`));
    if (row?.busy === 0 && !isAsking) return;
    await sleep(100);
  }
}

async function waitForReaders(arena: Arena, readers: readonly SessionReader[]): Promise<void> {
  const ids = readers.map((reader) => reader.transcript.session_id);
  const rows = await arena.query<{ id: string; head: number }>(
    'select id, (next_sequence - 1)::float8 as head from sessions where id = any($1::uuid[])',
    [ids],
  );
  const heads = new Map(rows.map(({ id, head }) => [id, head]));
  const giveUpAt = performance.now() + CATCH_UP_MS;
  const isBehind = ({ transcript }: SessionReader) =>
    (transcript.events.at(-1)?.sequence ?? 0) < (heads.get(transcript.session_id) ?? 0);
  while (readers.some(isBehind) && performance.now() < giveUpAt) await sleep(50);
}
