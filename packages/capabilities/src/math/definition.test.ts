import { describe, expect, it } from 'vitest';
import { math, OperandsParameters } from './definition.ts';

describe('the definition of math', () => {
  it('offers four operations and an evaluator, all reading', () => {
    expect(math.tools.map((tool) => [tool.name, tool.effect])).toEqual([
      ['add', 'read'],
      ['subtract', 'read'],
      ['multiply', 'read'],
      ['divide', 'read'],
      ['evaluate', 'read'],
    ]);
  });

  it.each([1, -0.5, 1e300, '1', '-1.50', '+.5', '0.1'.padEnd(100, '0')])('accepts the operand %j', (a) => {
    expect(OperandsParameters.safeParse({ a, b: 1 }).success).toBe(true);
  });

  it.each(['', 'one', '1e5', '0x10', 'Infinity', 'NaN', '1'.repeat(101), null, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the operand %j',
    (a) => {
      expect(OperandsParameters.safeParse({ a, b: 1 }).success).toBe(false);
    },
  );
});
