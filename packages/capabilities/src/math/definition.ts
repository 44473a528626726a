import { defineCapability } from '@everruns/core/catalog';
import { z } from 'zod';
import { describeTools, IMMEDIATE } from '../tool-definition.ts';

const MAX_DIGITS = 100;

const Operand = z
  .union([
    z.number(),
    z
      .string()
      .max(MAX_DIGITS)
      .regex(/^[+-]?(\d+\.?\d*|\.\d+)$/, 'must be a decimal number'),
  ])
  .describe('A number; as a string it keeps every digit, for example "0.10000000000000000001"');

export const OperandsParameters = z.strictObject({ a: Operand, b: Operand });
export const EvaluateParameters = z.strictObject({
  expression: z
    .string()
    .min(1)
    .max(1_000)
    .describe('For example "(1.1 + 2.2) * 3 ^ 2". Knows + - * / % ^ ( ) and abs, sqrt, round, floor, ceil, min, max'),
});

const RESULT = 'Exact decimal arithmetic; a result without end is rounded to 50 digits.';

const OF_TWO = { parameters: OperandsParameters, effect: 'read', hints: IMMEDIATE } as const;

export const math = defineCapability({
  id: 'math',
  name: 'Math',
  description: 'Calculates with exact decimal numbers.',
  status: 'available',
  tools: describeTools('math', [
    { ...OF_TWO, name: 'add', description: `Add b to a. ${RESULT}` },
    { ...OF_TWO, name: 'subtract', description: `Subtract b from a. ${RESULT}` },
    { ...OF_TWO, name: 'multiply', description: `Multiply a by b. ${RESULT}` },
    { ...OF_TWO, name: 'divide', description: `Divide a by b. ${RESULT}` },
    {
      name: 'evaluate',
      description: `Evaluate an arithmetic expression. ${RESULT}`,
      parameters: EvaluateParameters,
      effect: 'read',
      hints: IMMEDIATE,
    },
  ]),
});
