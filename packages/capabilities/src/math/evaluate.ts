import { defineJob, type RunJob } from '@everruns/core/catalog';
import { createArithmetic } from './arithmetic.ts';
import type evaluateInThread from './evaluate.job.ts';
import { formatExact } from './exact.ts';
import { evaluateExpression } from './expression.ts';

/** Measurements show that 100,000 steps of 20 ns take two milliseconds, and no operation begins that would exceed them. */
const INLINE_STEPS = 100_000;
const MAX_LENGTH = 1_000;

export const EVALUATE = defineJob<typeof evaluateInThread>({
  name: 'evaluate',
  module: new URL('./evaluate.job.ts', import.meta.url),
  timeoutMs: 5_000,
  maxInputBytes: 2 * MAX_LENGTH,
  sizeOf: ({ expression }) => 2 * expression.length,
  subject: 'The expression',
  advice: 'evaluate its parts one by one',
  field: 'expression',
});

/** Evaluates in this thread if that takes at most two milliseconds, otherwise in another thread. */
export async function evaluate(expression: string, runJob: RunJob): Promise<string> {
  const over = new RangeError('more than runs here');
  const arithmetic = createArithmetic(INLINE_STEPS, () => {
    throw over;
  });
  try {
    return formatExact(evaluateExpression(expression, arithmetic));
  } catch (error) {
    if (error !== over) throw error;
    return runJob(EVALUATE, { expression });
  }
}
