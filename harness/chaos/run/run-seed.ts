import { setTimeout as sleep } from 'node:timers/promises';
import { judgesFigures } from '@everruns/kernel/testing';
import { checkOracle } from '../oracle/check-oracle.ts';
import type { Violation } from '../oracle/violation.ts';
import type { Arena } from './arena.ts';
import { BUSY, TREE, type BusyRow } from './busy.ts';
import { enterCast, type Cast } from './cast.ts';
import { createWorld, removeServer } from './create-world.ts';
import { takeWitnesses } from './take-witnesses.ts';
import { makeProgram, type Program } from '../program/program.ts';
import { createRandom } from '../program/random.ts';
import type { SessionReader } from '../program/session-reader.ts';
import type { Battle, Blow, Strike } from '../nemesis/strike.ts';
import { chooseStrikes } from '../nemesis/strikes.ts';

export interface SeedReport {
  seed: number;
  scenario: string;
  blows: (Blow & { name: string; at: Date })[];
  sessions: string[];
  messages: number;
  turns: number;
  /** How many waits there were of each kind. */
  waits: Record<string, number>;
  /** Milliseconds from the end of the last fault to rest. */
  restMs: number;
  violations: Violation[];
}

/** The oracle says what came late; these are for a busy machine. */
const REST_WITHIN_MS = 240_000;
/** Nothing was recorded for so long: what is left is stuck. */
const STUCK_MS = 60_000;
const CATCH_UP_MS = 60_000;
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
  const { sessionIds, serverId } = await createWorld(arena, program);
  const cast = enterCast(arena, program, sessionIds);
  const [blows] = await Promise.all([
    strikeAll({ arena, random, sessionIds, untilDeltas: cast.untilDeltas }, strikes),
    ...sessionIds.map((sessionId, index) => cast.clientOf(sessionId).run(program.sessions[index]?.steps ?? [])),
  ]);
  const lastFaultAt = Date.now();
  await waitForRest(arena, { program, sessionIds, cast });
  const restedAt = Date.now();
  await waitForReaders(arena, cast.readers);
  await cast.leave();
  const { journal, answers, decisions, readers } = cast;
  const violations = await checkOracle({
    databaseUrl: arena.stack.postgres.url,
    sessionIds,
    ...takeWitnesses(arena.stack, `s${seed}-`),
    receipts: arena.outside.receipts,
    transcripts: readers.map((reader) => reader.transcript),
    journal,
    answers,
    decisions,
    lastFaultAt,
    restedAt,
  });
  await removeServer(arena, serverId);
  return {
    seed,
    scenario,
    blows,
    sessions: sessionIds,
    messages: new Set(journal.filter(({ status }) => status === 201).map(({ key }) => key)).size,
    turns: await countTurns(arena, sessionIds),
    waits: await countWaits(arena, sessionIds),
    restMs: restedAt - lastFaultAt,
    violations,
  };
}

/** The report without what only came late, unless this machine judges figures. */
export function onlyJudged(report: SeedReport): SeedReport {
  const violations = report.violations.filter(({ is_late }) => is_late !== true || judgesFigures());
  return { ...report, violations };
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
  const sql = `select count(*)::int as turns from turns where session_id in (${TREE})`;
  const [counted] = await arena.query<{ turns: number }>(sql, [sessionIds]);
  return counted?.turns ?? 0;
}

async function countWaits(arena: Arena, sessionIds: readonly string[]): Promise<Record<string, number>> {
  const sql = `select kind, count(*)::int as waits from waits where session_id in (${TREE}) group by kind`;
  const rows = await arena.query<{ kind: string; waits: number }>(sql, [sessionIds]);
  return Object.fromEntries(rows.map(({ kind, waits }) => [kind, waits]));
}

interface Resting {
  program: Program;
  sessionIds: readonly string[];
  cast: Cast;
}

/**
 * Waits until nothing is queued, running, waiting, undelivered or requested from the model, or nothing was recorded for a minute. Answers calls that
 * wait for a client.
 */
async function waitForRest(arena: Arena, { program, sessionIds, cast }: Resting): Promise<void> {
  const giveUpAt = performance.now() + REST_WITHIN_MS;
  let last = { recorded: -1, at: performance.now() };
  while (performance.now() < Math.min(giveUpAt, last.at + STUCK_MS)) {
    const [row] = await arena.query<BusyRow>(BUSY, [sessionIds]);
    const { asking = [], recorded = 0 } = row ?? {};
    if (recorded !== last.recorded) last = { recorded, at: performance.now() };
    await Promise.all(asking.map((sessionId) => cast.clientOf(sessionId).answerCalls()));
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
