import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Sweeper, type SweeperDeps } from './sweeper.ts';

const NOTHING = {
  replicas: 2,
  running: [],
  running_total: 0,
  queues_through: null,
  waits_through: null,
  outbox: [],
  dead_rows: [],
  ended: [],
  orphaned: [],
  silent: [],
};
const QUIET = {
  ...NOTHING,
  quiet: [],
  wakeable: [],
  overdue: [],
  stuck: [],
  expired: [],
  parked_before_waits: [],
  settled_waits: [],
  logins: [],
  deliveries: [],
  children: [],
  deleting: [],
  children_through: null,
  behind: [],
  jobs: [],
};
const ORPHAN = { org_id: 'o', turn_id: 't', session_id: 's', segment: 1, claimed_by: 'dead' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/**
 * Starts a sweeper over a database with these answers, in order. Returns the times of the sweeps and of the attempted takeovers.
 */
function startSweeper(
  answers: object[],
  { monotonic = () => 1e9, repair }: { monotonic?: () => number; repair?: () => Promise<never> } = {},
): { asked: number[]; taken: number[] } {
  const asked: number[] = [];
  const taken: number[] = [];
  const startedAt = Date.now();
  const db = {
    executeQuery: async () => {
      asked.push(Date.now() - startedAt);
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer instanceof Error) throw answer;
      return { rows: [{ ...QUIET, ...answer }] };
    },
    // The repair of a turn is not part of these tests. It fails here, and the sweeper continues.
    transaction: () => {
      taken.push(Date.now() - startedAt);
      if (repair !== undefined) return { execute: repair };
      throw new Error('not in this test');
    },
  };
  const engine = { db, hub: { watched: () => [] }, log: pino({ level: 'silent' }) };
  const deps = {
    engine,
    bus: { setActive: () => undefined },
    deliveries: { add: () => undefined },
    runner: {},
    processId: 'me',
    monotonic,
    onTime: () => undefined,
    intervalMs: 1_000,
  };
  new Sweeper(deps as unknown as SweeperDeps).start();
  return { asked, taken };
}

it('sweeps once a second, and half a second after it saw a turn of somebody who seems dead', async () => {
  const { asked } = startSweeper([{}, { orphaned: [ORPHAN] }, {}]);
  await vi.advanceTimersByTimeAsync(4_600);
  expect(asked).toEqual([1_000, 2_000, 2_500, 3_500, 4_500]);
});

it('takes a turn over only when two looks in a row say that its process is dead', async () => {
  const once = startSweeper([{ orphaned: [ORPHAN] }, {}, { orphaned: [ORPHAN] }, {}]);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(once.taken).toEqual([]);
});

it('takes a turn over at the second look', async () => {
  const twice = startSweeper([{ orphaned: [ORPHAN] }, { orphaned: [ORPHAN] }]);
  await vi.advanceTimersByTimeAsync(1_600);
  expect(twice.taken).toEqual([1_500]);
});

it('takes over a turn that shows no sign of life, but not within ten seconds of an outage in which nobody could', async () => {
  const silent = { silent: [{ org_id: 'o', turn_id: 't', session_id: 's', segment: 1 }] };
  const { taken } = startSweeper([new Error('away'), silent], { monotonic: () => Date.now() });
  await vi.advanceTimersByTimeAsync(12_100);
  expect(taken).toEqual([11_000, 12_000]);
});

it('goes on sweeping while it repairs, one round of repairs at a time', async () => {
  const silent = { silent: [{ org_id: 'o', turn_id: 't', session_id: 's', segment: 1 }] };
  const { asked, taken } = startSweeper([silent], { repair: () => new Promise(() => undefined) });
  await vi.advanceTimersByTimeAsync(3_100);
  expect(asked).toEqual([1_000, 2_000, 3_000]);
  expect(taken).toEqual([1_000]);
});

it('sweeps again soon when a list was full', async () => {
  const wakeable = Array.from({ length: 100 }, (_, n) => ({
    org_id: 'o',
    turn_id: `t${n}`,
    session_id: 's',
    segment: 1,
  }));
  const { asked } = startSweeper([{ wakeable }, {}]);
  await vi.advanceTimersByTimeAsync(2_600);
  expect(asked).toEqual([1_000, 1_500, 2_500]);
});
