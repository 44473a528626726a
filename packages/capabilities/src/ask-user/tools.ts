import { assertOutputSchema, defineTool, type Tool } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import { AskUserParameters } from './definition.ts';

export function createAskUserTools(): Tool[] {
  return [
    defineTool({
      name: 'ask_user',
      parameters: AskUserParameters,
      async run({ question, options, schema }, { resumed, suspend, runJob }) {
        if (resumed?.resolution.answer !== undefined) return resumed.resolution.answer;
        // Nobody could answer a question whose schema cannot be used.
        if (schema !== undefined) await assertOutputSchema(runJob, schema);
        return suspend({ kind: 'question', question: { question, ...omitUndefined({ options, schema }) } });
      },
    }),
  ];
}
