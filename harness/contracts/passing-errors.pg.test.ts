import { CTX, EngineKit, PASSING_ERRORS, runSql } from '@everruns/control-plane/testing';
import { createLocalExecutor } from '@everruns/worker/local-executor';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';

const log = pino({ level: 'silent' });
/** A turn with one Begin and three Commits. This worker does not have the tool, which leads to a result too. */
const ONE_CALL = '[[sim:tool look {}]][[sim:next]][[sim:text all done]]';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());
afterEach(() => {
  kit.onMoment = null;
  vi.restoreAllMocks();
});

/** Returns how the turn ended, and the highest numbers of attempts and of deaths of one of its atoms. */
async function runTurn() {
  const sessionId = await kit.newSession();
  const { turn } = await kit.post(sessionId, ONE_CALL);
  const executor = createLocalExecutor({
    service: kit.service,
    log,
    egress: { allowCidrs: [], allowedOrigins: [] },
  });
  const job = { turn_id: turn.id, session_id: sessionId, segment: 1, start_iteration: 1, max_iterations: 10 };
  await executor.run(job, new AbortController().signal);
  await executor.close();
  const { status } = await kit.verbs.getTurn(CTX, { session_id: sessionId, turn_id: turn.id });
  const atoms = await runSql<{ attempts: number; lost: number }>(
    kit.database.db,
    'select max(attempt) as attempts, max(lost) as lost from atoms where turn_id = $1',
    [turn.id],
  );
  return { status, ...atoms[0] };
}

/** Throws each error once, at a Begin or a Commit, before anything is written. */
function strike(errors: Error[], onThrow: () => void = () => {}): Error[] {
  const left = [...errors];
  let isStruck = false;
  kit.onMoment = async (moment) => {
    if (moment !== 'begin:locked' && moment !== 'commit:locked') return;
    isStruck = !isStruck;
    const next = isStruck ? left.shift() : undefined;
    if (next === undefined) return;
    onThrow();
    throw next;
  };
  return left;
}

it('a turn goes on through every error that passes, as if nothing had been', async () => {
  const left = strike(PASSING_ERRORS.map(({ error }) => error));
  while (left.length > 0) expect(await runTurn()).toEqual({ status: 'completed', attempts: 1, lost: 0 });
});

it('an answer waits in memory while the database stays away beyond its five seconds, and is not asked for again', async () => {
  let skippedMs = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + skippedMs);
  const oneOfEach = ['08006', '25006', '40001', '53300', '57P03', '58030', 'ETIMEDOUT', 'EAI_AGAIN'];
  const errors = PASSING_ERRORS.filter(({ name }) => oneOfEach.includes(name)).map(({ error }) => error);
  const left = strike(errors, () => (skippedMs += 6_000));
  while (left.length > 0) expect(await runTurn()).toEqual({ status: 'completed', attempts: 1, lost: 0 });
});
