import { createRefusal } from '../create-refusal.ts';
import { divideExact, Exact, sqrtExact, WORKING_DIGITS } from './exact.ts';

/** The operations of an expression. The steps of each operation are charged before it runs. */
export interface Arithmetic {
  parse: (text: string) => Exact;
  plus: (a: Exact, b: Exact) => Exact;
  minus: (a: Exact, b: Exact) => Exact;
  times: (a: Exact, b: Exact) => Exact;
  divide: (a: Exact, b: Exact) => Exact;
  remainder: (a: Exact, b: Exact) => Exact;
  power: (base: Exact, exponent: Exact) => Exact;
  sqrt: (value: Exact) => Exact;
  /** An operation without arithmetic, such as `min` or `round`, whose cost depends only on the number of operands. */
  select: (values: readonly Exact[], choose: (...values: Exact[]) => Exact) => Exact;
}

const MAX_POWER = 1_000;
/** Decimal computes in words of seven digits. A step is a product of two words and takes about 20 ns. */
const DIGITS_A_WORD = 7;
const MAX_WORDS = Math.ceil(WORKING_DIGITS / DIGITS_A_WORD) + 4;
/** The fixed cost of any operation, in addition to the cost of its words. */
const STEPS_OF_A_CALL = 100;
const STEPS_OF_A_DIVISION = 1_500;
const STEPS_OF_A_ROOT = 20_000;

/** Creates bounded arithmetic. `onOver` must throw; it is called when the next operation would exceed `maxSteps` in total. */
export function createArithmetic(maxSteps: number, onOver: () => never): Arithmetic {
  let left = maxSteps;
  const pay = (steps: number): void => {
    left -= steps;
    if (left < 0) onOver();
  };
  const divide = (a: Exact, b: Exact): Exact => {
    pay(stepsOfDivision(b));
    return divideExact(a, b);
  };
  return {
    parse(text) {
      pay(text.length);
      return new Exact(text);
    },
    plus(a, b) {
      pay(stepsOfSum(a, b));
      return a.plus(b);
    },
    minus(a, b) {
      pay(stepsOfSum(a, b));
      return a.minus(b);
    },
    times(a, b) {
      pay(STEPS_OF_A_CALL + wordsOf(a) * wordsOf(b));
      return a.times(b);
    },
    divide,
    remainder(a, b) {
      pay(2 * stepsOfDivision(b));
      if (b.isZero()) throw createRefusal('Division by zero.');
      return a.mod(b);
    },
    power(base, exponent) {
      if (!exponent.isInteger() || exponent.abs().gt(MAX_POWER)) {
        throw createRefusal(`An exponent must be a whole number from -${MAX_POWER} to ${MAX_POWER}.`);
      }
      pay(stepsOfPower(digitsOf(base), exponent.abs().toNumber()));
      const raised = base.pow(exponent.abs());
      return exponent.isNegative() ? divide(new Exact(1), raised) : raised;
    },
    sqrt(value) {
      pay(STEPS_OF_A_ROOT);
      return sqrtExact(value);
    },
    select(values, choose) {
      pay(STEPS_OF_A_CALL * values.length);
      return choose(...values);
    },
  };
}

function digitsOf(value: Exact): number {
  return value.isFinite() ? value.precision() : 1;
}

function wordsOf(value: Exact): number {
  return Math.ceil(digitsOf(value) / DIGITS_A_WORD);
}

/** A sum has at most as many words as the operands have and as their exponents differ by. */
function stepsOfSum(a: Exact, b: Exact): number {
  const apart = Math.abs(a.e - b.e) / DIGITS_A_WORD;
  const words = a.isFinite() && b.isFinite() ? wordsOf(a) + wordsOf(b) + apart : 1;
  return STEPS_OF_A_CALL + 4 * Math.min(Math.ceil(words), MAX_WORDS);
}

/** A quotient has at most the working digits, or as many digits as the exponents differ by. */
function stepsOfDivision(divisor: Exact): number {
  return STEPS_OF_A_DIVISION + 2 * MAX_WORDS * wordsOf(divisor);
}

/** Squaring doubles the digits, up to the maximum that is kept. Each bit of the exponent costs up to two products. */
function stepsOfPower(digits: number, exponent: number): number {
  let [steps, width] = [STEPS_OF_A_CALL, digits];
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    const words = Math.min(Math.ceil(width / DIGITS_A_WORD), MAX_WORDS);
    steps += 2 * words * words;
    width *= 2;
  }
  return steps;
}
