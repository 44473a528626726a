import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Sweeper, type SweeperDeps } from './sweeper.ts';

const NOTHING = { leased: true, replicas: 2, outbox: [], dead_rows: [], ended: [], orphaned: [], silent: [] };
const QUIET = { ...NOTHING, quiet: [], wakeable: [], overdue: [], stuck: [], behind: [] };
const ORPHAN = { org_id: 'o', turn_id: 't', session_id: 's', segment: 1, claimed_by: 'dead' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Sweeps of a database that answers in turn as told; when each was asked. */
function startSweeper(answers: object[]): number[] {
  const asked: number[] = [];
  const startedAt = Date.now();
  const db = {
    executeQuery: async () => {
      asked.push(Date.now() - startedAt);
      return { rows: [{ ...QUIET, ...answers[asked.length - 1] }] };
    },
    // Who mends is another's affair: here it fails, and the sweeper goes on.
    transaction: () => {
      throw new Error('not in this test');
    },
  };
  const engine = { db, hub: { watched: () => [] }, log: pino({ level: 'silent' }) };
  const deps = {
    engine,
    bus: { setActive: () => undefined },
    processId: 'me',
    monotonic: () => 1e9,
    intervalMs: 1_000,
  };
  new Sweeper(deps as unknown as SweeperDeps).start();
  return asked;
}

it('sweeps once a second, and half a second after it saw a turn of somebody who seems dead', async () => {
  const asked = startSweeper([{}, { orphaned: [ORPHAN] }, {}, {}]);
  await vi.advanceTimersByTimeAsync(4_600);
  expect(asked).toEqual([1_000, 2_000, 2_500, 3_500, 4_500]);
});
