import { createRefusal } from '../create-refusal.ts';
import { createArithmetic } from './arithmetic.ts';
import { formatExact } from './exact.ts';
import { evaluateExpression } from './expression.ts';

/** About half a second, and more than any realistic expression needs. */
const MAX_STEPS = 25_000_000;

/** Returns the result in digits. Throws `invalid_request` if the expression is not valid or takes too many steps. */
export default function evaluate({ expression }: { expression: string }): string {
  const arithmetic = createArithmetic(MAX_STEPS, () => {
    throw createRefusal(
      'The expression takes too many steps. Evaluate its parts one by one, and round them with round(x, 50).',
    );
  });
  return formatExact(evaluateExpression(expression, arithmetic));
}
