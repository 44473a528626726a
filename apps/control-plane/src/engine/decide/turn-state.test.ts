import { expect, it } from 'vitest';
import type { TurnState } from '../state/rows.ts';
import { markProgress } from './turn-state.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

it.each([
  ['runs a call', { open_calls: 2, open_waits: 1 }, 0],
  ['has nothing open', { open_calls: 0, open_waits: 0 }, 0],
  ['only waits: it is alive for as long as it may wait inline', { open_calls: 2, open_waits: 2 }, 60_000],
])('the progress of a turn that %s', (_name, open, aheadMs) => {
  const turn = { ...open } as TurnState;
  markProgress(turn, NOW);
  expect(turn.progress_at.getTime() - NOW.getTime()).toBe(aheadMs);
});
