import { defineTool, type Tool } from '@everruns/core';
import { EvaluateParameters, OperandsParameters } from './definition.ts';
import { divideExact, Exact, formatExact } from './exact.ts';
import { evaluate } from './evaluate.ts';

export function createMathTools(): Tool[] {
  return [
    createOperation('add', (a, b) => a.plus(b)),
    createOperation('subtract', (a, b) => a.minus(b)),
    createOperation('multiply', (a, b) => a.times(b)),
    createOperation('divide', divideExact),
    defineTool({
      name: 'evaluate',
      parameters: EvaluateParameters,
      run: async ({ expression }, { runJob }) => ({ result: await evaluate(expression, runJob) }),
    }),
  ];
}

/** The result is a string because a JSON number would lose digits. */
function createOperation(name: string, operate: (a: Exact, b: Exact) => Exact): Tool {
  return defineTool({
    name,
    parameters: OperandsParameters,
    run: ({ a, b }) => ({ result: formatExact(operate(new Exact(a), new Exact(b))) }),
  });
}
