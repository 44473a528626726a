import { describe, expect, it } from 'vitest';
import { isTurnEdgeLegal, TURN_TERMINAL, TurnStatus } from './turn.ts';

describe('the status of a turn', () => {
  it('moves along these edges and no others', () => {
    const edges = TurnStatus.options.flatMap((from) =>
      TurnStatus.options.filter((to) => isTurnEdgeLegal(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(edges).toEqual([
      'queued → running',
      'queued → canceled',
      'running → waiting',
      'running → completed',
      'running → failed',
      'running → canceled',
      'waiting → running',
      'waiting → completed',
      'waiting → failed',
      'waiting → canceled',
    ]);
  });

  it('is terminal exactly where no edge leads on', () => {
    const ends = TurnStatus.options.filter((from) => !TurnStatus.options.some((to) => isTurnEdgeLegal(from, to)));
    expect(ends).toEqual([...TURN_TERMINAL]);
  });
});
