import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../dev/api-client.ts';
import { checkOracle } from '../oracle/check-oracle.ts';
import type { JournalEntry } from '../oracle/evidence.ts';
import type { Violation } from '../oracle/violation.ts';
import type { Arena } from './arena.ts';
import { makeProgram, type Program } from '../program/program.ts';
import { createRandom } from '../program/random.ts';
import { SessionClient } from '../program/session-client.ts';
import { SessionReader } from '../program/session-reader.ts';
import { strikesOf, type Strike } from '../nemesis/strikes.ts';

export interface SeedReport {
  seed: number;
  strike: string;
  /** What the strike says it did. */
  moment: string;
  sessions: string[];
  messages: number;
  turns: number;
  /** From the end of the fault to rest. */
  restMs: number;
  violations: Violation[];
}

const REST_WITHIN_MS = 60_000;
const CATCH_UP_MS = 15_000;

/** Runs the seed's program on the arena, strikes once, waits for rest and asks the oracle. */
export async function runSeed(arena: Arena, seed: number, strikeName?: string): Promise<SeedReport> {
  const random = createRandom(seed);
  const strike = chooseStrike(arena, seed, strikeName);
  const program = makeProgram(seed, random, strike.crowd);
  const sessionIds = await createSessions(arena, program);
  const journal: JournalEntry[] = [];
  const { readers, untilDeltas } = createReaders(arena, program, sessionIds);
  const leaving = new AbortController();
  const reading = readers.map((reader) => reader.run(leaving.signal));
  const clients = sessionIds.map((sessionId, index) =>
    new SessionClient({ urls: arena.stack.urls, sessionId, journal }).run(program.sessions[index]?.steps ?? []),
  );
  const strikeAndHeal = async () => {
    try {
      return await strike.run({ arena, random, sessionIds, untilDeltas });
    } finally {
      await arena.heal();
    }
  };
  const [moment] = await Promise.all([strikeAndHeal(), ...clients]);
  const lastFaultAt = Date.now();
  await waitForRest(arena, program, sessionIds);
  const restedAt = Date.now();
  await waitForReaders(arena, readers);
  leaving.abort();
  await Promise.all(reading);
  const { simulator } = arena.stack;
  const violations = await checkOracle({
    databaseUrl: arena.stack.postgres.url,
    sessionIds,
    effects: simulator.effects(),
    requests: simulator.requests().filter(({ user_text }) => user_text.startsWith(`s${seed}-`)),
    transcripts: readers.map((reader) => reader.transcript),
    journal,
    lastFaultAt,
    restedAt,
  });
  const [counted] = await arena.query<{ turns: number }>(
    'select count(*)::int as turns from turns where session_id = any($1::uuid[])',
    [sessionIds],
  );
  return {
    seed,
    strike: strike.name,
    moment,
    sessions: sessionIds,
    messages: new Set(journal.filter(({ status }) => status === 201).map(({ key }) => key)).size,
    turns: counted?.turns ?? 0,
    restMs: restedAt - lastFaultAt,
    violations,
  };
}

/** Seeds in a row take strikes in turn, so that thirty of them meet each one. */
function chooseStrike(arena: Arena, seed: number, name: string | undefined): Strike {
  const strikes = strikesOf(arena.runner);
  if (name === undefined) return strikes[seed % strikes.length] ?? strikes[0];
  const named = strikes.find((strike) => strike.name === name);
  if (named === undefined)
    throw new Error(`no strike ${name} on ${arena.runner}: ${strikes.map((each) => each.name).join(', ')}`);
  return named;
}

async function createSessions(arena: Arena, program: Program): Promise<string[]> {
  const api = new ApiClient(arena.stack.urls);
  const agent = await api.createAgent();
  const made = program.sessions.map(() =>
    api.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id: agent.id } }),
  );
  return (await Promise.all(made)).map(({ id }) => id);
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
      return new SessionReader({ urls: arena.stack.urls, sessionId, name: `${session}.${index}`, random, onFrame });
    }),
  );
  const untilDeltas = (count: number) => new Promise<void>((resolve) => waiting.push({ count, resolve }));
  return { readers, untilDeltas };
}

/** Nothing queued, running, undelivered or asked of the model; or a minute. */
async function waitForRest(arena: Arena, program: Program, sessionIds: readonly string[]): Promise<void> {
  const giveUpAt = performance.now() + REST_WITHIN_MS;
  while (performance.now() < giveUpAt) {
    const [row] = await arena.query<{ busy: number }>(
      `select (select count(*) from turns where session_id = any($1::uuid[]) and status in ('queued', 'running'))::int
         + (select count(*) from turn_inputs where session_id = any($1::uuid[]))::int
         + (select count(*) from outbox where session_id = any($1::uuid[]))::int as busy`,
      [sessionIds],
    );
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
