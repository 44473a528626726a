import { Decimal } from 'decimal.js';
import { createRefusal } from '../create-refusal.ts';

/** Digits that intermediate results keep: enough that sums and products of what may be typed are never rounded. */
const WORKING_DIGITS = 1_000;
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

/** Digits as people write them. Throws where the number is too large, or is none. */
export function formatExact(value: Exact): string {
  if (value.isNaN()) throw createRefusal('The result is not a real number.');
  if (!value.isFinite()) throw createRefusal(`The result is too large: it passes 10^${MAX_EXPONENT}.`);
  const shown = value.precision() > EXACT_DIGITS ? value.toSignificantDigits(ROUNDED_DIGITS) : value;
  return shown.isZero() ? '0' : shown.toString();
}
