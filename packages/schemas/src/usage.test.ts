import { describe, expect, it } from 'vitest';
import { addUsage, Usage, ZERO_USAGE } from './usage.ts';

const one: Usage = {
  input_tokens: 1,
  output_tokens: 2,
  cache_read_tokens: 3,
  cache_creation_tokens: 4,
  reasoning_tokens: 5,
};

describe('usage', () => {
  it('adds field by field, and zero adds nothing', () => {
    expect(addUsage(one, one)).toEqual({
      input_tokens: 2,
      output_tokens: 4,
      cache_read_tokens: 6,
      cache_creation_tokens: 8,
      reasoning_tokens: 10,
    });
    expect(addUsage(ZERO_USAGE, one)).toEqual(one);
  });

  it('keeps a cost that is known on one side only, whichever side it is', () => {
    const priced = { ...one, cost_usd: 0.5 };
    expect(addUsage(one, priced).cost_usd).toBe(0.5);
    expect(addUsage(priced, one).cost_usd).toBe(0.5);
    expect(addUsage(priced, priced).cost_usd).toBe(1);
    expect(addUsage(one, one)).not.toHaveProperty('cost_usd');
  });

  it('sums costs exactly, in any order', () => {
    const costs: Usage[] = [0.1, 0.2, 0.0000000003, 1234.5678, 0.3].map((cost_usd) => ({ ...one, cost_usd }));
    expect(costs.reduce(addUsage).cost_usd).toBe(1235.1678000003);
    expect(costs.toReversed().reduce(addUsage).cost_usd).toBe(1235.1678000003);
  });

  it.each([{ input_tokens: -1 }, { output_tokens: 0.5 }, { cost_usd: -0.1 }, { reasoning_tokens: Number.NaN }])(
    'is never %j',
    (fields) => expect(Usage.safeParse({ ...one, ...fields }).success).toBe(false),
  );
});
