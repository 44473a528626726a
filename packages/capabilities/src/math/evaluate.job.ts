import { createRefusal } from '../create-refusal.ts';
import { createArithmetic } from './arithmetic.ts';
import { formatExact } from './exact.ts';
import { evaluateExpression } from './expression.ts';

/** Half a second, and more than an expression needs that anybody would write. */
const MAX_STEPS = 25_000_000;

/** The result in digits. Throws `invalid_request` where the expression is none, or takes too many steps. */
export default function evaluate({ expression }: { expression: string }): string {
  const arithmetic = createArithmetic(MAX_STEPS, () => {
    throw createRefusal(
      'The expression takes too many steps. Evaluate its parts one by one, and round them with round(x, 50).',
    );
  });
  return formatExact(evaluateExpression(expression, arithmetic));
}
