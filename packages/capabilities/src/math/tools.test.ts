import type { RunJob } from '@everruns/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createToolBench } from '../../test/tool-context.ts';
import { Exact, sqrtExact } from './exact.ts';
import { createMathTools } from './tools.ts';

const bench = createToolBench(createMathTools());
const calculate = async (name: string, a: unknown, b: unknown) =>
  ((await bench.run(name, { a, b })) as { result: string }).result;
const evaluate = async (expression: string) =>
  ((await bench.run('evaluate', { expression })) as { result: string }).result;

describe('the math operations', () => {
  it.each([
    ['add', 0.1, 0.2, '0.3'],
    ['add', '0.10000000000000000001', 1, '1.10000000000000000001'],
    ['add', '99999999999999999999999999', '1', '100000000000000000000000000'],
    ['subtract', 1, 0.9, '0.1'],
    ['subtract', 5, 5, '0'],
    ['multiply', 1.1, 1.1, '1.21'],
    ['multiply', 0, -3, '0'],
    ['divide', 1, 4, '0.25'],
    ['divide', 1, 3, '0.33333333333333333333333333333333333333333333333333'],
    [
      'divide',
      '1000000000000000000000000000000000000000000000000000000000000001',
      1,
      '1.000000000000000000000000000000000000000000000000000000000000001e+63',
    ],
  ])('%s %s and %s is %s', async (name, a, b, result) => {
    expect(await calculate(name, a, b)).toBe(result);
  });

  it.each([0, '0', '-0.00'])('refuses to divide by %j', async (zero) => {
    await expect(calculate('divide', 1, zero)).rejects.toThrow('Division by zero.');
  });

  it('refuses a result that is too large, instead of infinity', async () => {
    await expect(evaluate('10 ^ 999 * 10 ^ 999')).rejects.toThrow(/too large/);
  });

  it('subtracts exactly what it added, however many digits there are', async () => {
    const digits = fc.stringMatching(/^-?[1-9]\d{0,45}\.\d{0,45}[1-9]$/);
    await fc.assert(
      fc.asyncProperty(digits, digits, async (a, b) => {
        const sum = await calculate('add', a, b);
        expect(await evaluate(`${sum} - (${b}) - (${a})`)).toBe('0');
      }),
    );
  });

  it('multiplies whole numbers as BigInt does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }),
        fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }),
        async (a, b) => {
          expect(await calculate('multiply', String(a), String(b))).toBe(String(a * b));
        },
      ),
    );
  });
});

describe('evaluate', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['2 ^ 3 ^ 2', '512'],
    ['2 ** 10', '1024'],
    ['-2 ^ 2', '-4'],
    ['2 ^ -2', '0.25'],
    ['10 - 4 - 3', '3'],
    ['12 / 3 / 2', '2'],
    ['10 % 4', '2'],
    ['--5', '5'],
    ['+5', '5'],
    ['.5 + 1.', '1.5'],
    ['1e3 + 1E-2', '1000.01'],
    ['1/3*3', '1'],
    ['sqrt(2) ^ 2', '2'],
    ['round(2.5)', '3'],
    ['round(1.005, 2)', '1.01'],
    ['max(1, MIN(5, 3), abs(-2))', '3'],
    ['floor(-1.5) + ceil(1.2)', '0'],
    ['  7  ', '7'],
  ])('%s = %s', async (expression, result) => {
    expect(await evaluate(expression)).toBe(result);
  });

  it.each([
    [' ', /cannot go on with "the end"/],
    ['1 +', /cannot go on with "the end"/],
    ['1 2', /cannot go on with "2"/],
    ['(1', /cannot go on with "the end"/],
    ['1)', /cannot go on with "\)"/],
    ['()', /cannot go on with "\)"/],
    ['1 $ 2', /character 2/],
    ['process.exit(1)', /character 8/],
    ['process(1)', /no function "process"/],
    ['constructor(1)', /no function "constructor"/],
    ['__proto__', /character 1/],
    ['sqrt(-1)', /not a real number/],
    ['sqrt(1, 2)', /takes 1 numbers/],
    ['1 / (2 - 2)', /Division by zero/],
    ['5 % 0', /Division by zero/],
    ['0 ^ -1', /Division by zero/],
    ['2 ^ 0.5', /whole number/],
    ['9 ^ 9 ^ 9', /whole number/],
    ['round(1, 1.5)', /decimal places/],
    ['('.repeat(200) + '1' + ')'.repeat(200), /nests deeper/],
    ['-'.repeat(500) + '1', /nests deeper/],
  ])('refuses %s', async (expression, message) => {
    await expect(evaluate(expression)).rejects.toThrow(message);
  });

  it('takes roots as Decimal does, in a twentieth of its time', () => {
    const number = fc.stringMatching(/^[1-9]\d{0,30}(\.\d{1,30})?(e-?\d{1,2})?$/);
    fc.assert(
      fc.property(number, (text) => {
        expect(sqrtExact(new Exact(text)).toString()).toBe(new Exact(text).sqrt().toString());
      }),
      { numRuns: 50 },
    );
    const squares = ['4', '0.25', '1e400', '1e-400', '1.5129e-8'].map((text) => sqrtExact(new Exact(text)).toString());
    expect(squares.join(' ')).toBe('2 0.5 1e+200 1e-200 0.000123');
  });

  it.each([
    ['sqrt(2)', 'inline'],
    ['(1.1 + 2.2) * 3 ^ 2 / 7', 'inline'],
    ['2 ^ 1000', 'inline'],
    ['sqrt(2)+'.repeat(124) + '1', 'in a thread'],
    ['(1/3)^999', 'in a thread'],
    ['1/(1/3)+'.repeat(100) + '1', 'in a thread'],
    ['1%(1/3)+'.repeat(100) + '1', 'in a thread'],
    ['1+'.repeat(499) + '1', 'inline'],
    ['max(1,2,3)+'.repeat(90) + '1', 'inline'],
    ['(1/3)*'.repeat(160) + '1', 'in a thread'],
  ])('computes %s %s', async (expression, where) => {
    const jobs: string[] = [];
    const runJob: RunJob = (job) => {
      jobs.push(job.name);
      return Promise.resolve('7') as never;
    };
    await bench.run('evaluate', { expression }, { runJob });
    expect(jobs).toEqual(where === 'inline' ? [] : ['evaluate']);
  });

  it('gives up what would take more than half a second, in a thread too', async () => {
    await expect(evaluate('(1/3)^999+'.repeat(99) + '1')).rejects.toThrow('takes too many steps');
    expect(await evaluate('sqrt(2)+'.repeat(124) + '1')).toBe('176.36248173426378605140940180200256174263931254674');
  });

  it('answers or refuses any text, and never throws anything but a refusal', async () => {
    const piece = fc.constantFrom(
      '1',
      '0',
      '.5',
      '+',
      '-',
      '*',
      '/',
      '^',
      '%',
      '(',
      ')',
      ',',
      'sqrt',
      'max',
      ' ',
      'x',
      '1e9',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 30 }), async (pieces) => {
        const outcome = await evaluate(pieces.join('')).catch((error: { code?: string }) => error.code);
        expect(outcome === 'invalid_request' || /^-?\d/.test(String(outcome))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
