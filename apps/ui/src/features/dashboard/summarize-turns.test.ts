import { expect, it } from 'vitest';
import { summarizeTurns } from './summarize-turns.ts';

const at = (second: number): string => new Date(second * 1_000).toISOString();

it('the time of a turn is that of those that completed; those that run are not counted', () => {
  const turns = [
    { status: 'completed', started_at: at(0), ended_at: at(1) },
    { status: 'completed', started_at: at(0), ended_at: at(3) },
    { status: 'completed', started_at: at(0), ended_at: at(9) },
    { status: 'failed', started_at: at(0), ended_at: at(60) },
    { status: 'running', started_at: at(0) },
  ] as const;
  expect(summarizeTurns(turns)).toEqual({ ended: 4, failed: 1, medianMs: 3_000, slowestMs: 9_000 });
  expect(summarizeTurns([])).toEqual({ ended: 0, failed: 0, medianMs: null, slowestMs: null });
});
