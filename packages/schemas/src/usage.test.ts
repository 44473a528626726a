import { describe, expect, it } from 'vitest';
import { addUsage, toSoundUsage, Usage, ZERO_USAGE } from './usage.ts';

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

  it('never counts beyond what is exact, and forgets what was not reported', () => {
    const most = { ...one, input_tokens: Number.MAX_SAFE_INTEGER, not_reported: ['output_tokens' as const] };
    const sum = addUsage(addUsage(most, most), one);
    expect(sum.input_tokens).toBe(Number.MAX_SAFE_INTEGER);
    expect(Usage.parse(sum)).not.toHaveProperty('not_reported');
  });
});

describe('toSoundUsage', () => {
  it('gives what is sound as it is', () => {
    expect(toSoundUsage({ ...one, cost_usd: 0.5 })).toEqual({ ...one, cost_usd: 0.5 });
  });

  it.each([null, undefined, 7, 'x', [], {}, [one]])('makes nothing of %j', (stored) => {
    expect(toSoundUsage(stored)).toEqual(ZERO_USAGE);
  });

  it.each([-1, 0.5, 1e25, 2 ** 53, '12', null, {}, [1]])('makes 0 of the count %j and keeps the others', (count) => {
    expect(toSoundUsage({ ...one, input_tokens: count, cost_usd: 0.5 })).toEqual({
      ...one,
      input_tokens: 0,
      cost_usd: 0.5,
    });
    expect(toSoundUsage({ ...one, cost_usd: -1 })).toEqual(one);
  });
});
