import { describe, expect, it } from 'vitest';
import { readCount, readUsage } from './read-usage.ts';

describe('readCount', () => {
  it.each([
    [0, 0],
    [12, 12],
    [12.0, 12],
    ['12', 12],
    [1_000_000_000, 1_000_000_000],
  ])('reads %j', (value, count) => {
    expect(readCount(value)).toBe(count);
  });

  it.each([
    undefined,
    null,
    '',
    ' 12',
    '1e3',
    '-1',
    '12.5',
    -1,
    12.5,
    1e25,
    1_000_000_001,
    Number.MAX_SAFE_INTEGER,
    Infinity,
    NaN,
    {},
    [],
    [3],
    true,
    '99999999999',
  ])('takes %j for no report', (value) => {
    expect(readCount(value)).toBeUndefined();
  });
});

describe('readUsage', () => {
  it('names input and output that were not reported', () => {
    expect(readUsage({})).toMatchObject({
      input_tokens: 0,
      output_tokens: 0,
      not_reported: ['input_tokens', 'output_tokens'],
    });
    expect(readUsage({ input_tokens: 3, output_tokens: -1 })).toMatchObject({
      input_tokens: 3,
      not_reported: ['output_tokens'],
    });
  });

  it('says nothing of that where both were, 0 included', () => {
    expect(readUsage({ input_tokens: 0, output_tokens: 0 })).not.toHaveProperty('not_reported');
  });

  it('keeps parts within what they are part of', () => {
    const usage = readUsage({
      input_tokens: 100,
      output_tokens: 10,
      cache_read_tokens: 90,
      cache_creation_tokens: 50,
      reasoning_tokens: 11,
    });
    expect(usage).toMatchObject({ cache_read_tokens: 90, cache_creation_tokens: 10, reasoning_tokens: 10 });
  });
});
