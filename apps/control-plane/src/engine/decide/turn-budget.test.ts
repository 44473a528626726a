import { ZERO_USAGE } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { shareBudget } from './turn-budget.ts';

const used = (input_tokens: number, cost_usd = 0) => ({ ...ZERO_USAGE, input_tokens, cost_usd });
const NONE = { costUsd: 0, tokens: 0 };

describe('the budget of a sub-agent', () => {
  it('is none for a turn without limits', () => {
    expect(shareBudget({}, { used: used(5), given: NONE, unstarted: 1 })).toBeNull();
  });

  it('is all that is left for the only one, and an equal part for each of several', () => {
    const limits = { max_turn_tokens: 100, max_turn_cost_usd: 1 };
    expect(shareBudget(limits, { used: used(10, 0.4), given: NONE, unstarted: 1 })).toEqual({
      max_turn_tokens: 90,
      max_turn_cost_usd: 0.6,
    });
    expect(shareBudget(limits, { used: used(10, 0.4), given: NONE, unstarted: 4 })).toEqual({
      max_turn_tokens: 22,
      max_turn_cost_usd: 0.15,
    });
  });

  it('never makes more than what is left, however many are started and whatever some of them have used', () => {
    const limits = { max_turn_tokens: 1_000, max_turn_cost_usd: 0.1 };
    for (let count = 1; count <= 16; count += 1) {
      const given = { ...NONE };
      for (let unstarted = count; unstarted > 0; unstarted -= 1) {
        const share = shareBudget(limits, { used: used(333, 0.033), given, unstarted });
        given.tokens += share?.max_turn_tokens ?? 0;
        given.costUsd += share?.max_turn_cost_usd ?? 0;
      }
      expect(given.tokens).toBeLessThanOrEqual(1_000 - 333);
      expect(given.costUsd).toBeLessThanOrEqual(0.1 - 0.033 + Number.EPSILON);
    }
  });

  it('is not above zero where nothing is left', () => {
    const spent = shareBudget({ max_turn_tokens: 10 }, { used: used(4), given: { ...NONE, tokens: 6 }, unstarted: 1 });
    expect(spent).toEqual({ max_turn_tokens: 0 });
  });
});
