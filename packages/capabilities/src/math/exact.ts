import { Decimal } from 'decimal.js';
import { createRefusal } from '../create-refusal.ts';

/** The digits that intermediate results keep: enough that sums and products of realistic input are never rounded. */
export const WORKING_DIGITS = 1_000;
const EXACT_DIGITS = 500;
const ROUNDED_DIGITS = 50;
const MAX_EXPONENT = 1_000;

export const Exact = Decimal.clone({
  precision: WORKING_DIGITS,
  maxE: MAX_EXPONENT,
  minE: -MAX_EXPONENT,
  toExpPos: 60,
  toExpNeg: -60,
});
export type Exact = Decimal;

export function divideExact(a: Exact, b: Exact): Exact {
  if (b.isZero()) throw createRefusal('Division by zero.');
  return a.div(b);
}

/**
 * Returns the square root to the working digits. Decimal's own square root divides at full precision in each round of
 * Newton's method, in JavaScript; an integer root with BigInt takes a twentieth of the time.
 */
export function sqrtExact(value: Exact): Exact {
  if (!value.isFinite() || value.isZero() || value.isNegative()) return value.sqrt();
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const scale = Number(exponent) - (digits.length - 1);
  // value = digits × 10^scale. The integer needs twice the digits of the root, and an even power of ten, which can be halved.
  const wanted = 2 * WORKING_DIGITS + 2 - digits.length;
  const added = (wanted + scale) % 2 === 0 ? wanted : wanted + 1;
  const root = floorSqrt(BigInt(digits) * 10n ** BigInt(added));
  return new Exact(`${root}e${(scale - added) / 2}`).toSignificantDigits(WORKING_DIGITS);
}

/** Uses Newton's method from above: the estimate falls until it is the whole part of the root. */
function floorSqrt(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(value.toString(16).length * 2) + 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Formats a number as people write it. Throws if the value is too large or is not a number. */
export function formatExact(value: Exact): string {
  if (value.isNaN()) throw createRefusal('The result is not a real number.');
  if (!value.isFinite()) throw createRefusal(`The result is too large: it passes 10^${MAX_EXPONENT}.`);
  const shown = value.precision() > EXACT_DIGITS ? value.toSignificantDigits(ROUNDED_DIGITS) : value;
  return shown.isZero() ? '0' : shown.toString();
}
