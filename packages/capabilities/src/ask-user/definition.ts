import { defineCapability } from '@everruns/core/catalog';
import { LIMITS } from '@everruns/schemas';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';

export const AskUserParameters = z.strictObject({
  question: z.string().min(1).max(2_000).describe('The question, in the language of the conversation'),
  options: z
    .array(z.string().min(1).max(500))
    .max(LIMITS.questionOptions)
    .optional()
    .describe('Answers to choose from, if there are few'),
  schema: z
    .record(z.string(), z.json())
    .optional()
    .describe('JSON Schema of the answer, if it must have a form: an object is shown as a form'),
});

export const askUser = defineCapability({
  id: 'ask_user',
  name: 'Ask the person',
  description: 'Asks the person a question and waits for the answer, however long it takes.',
  status: 'available',
  tools: describeTools('ask_user', [
    {
      name: 'ask_user',
      description:
        'Ask the person a question when you cannot go on without their answer. The conversation waits until they answer. ' +
        'Ask one clear question at a time, and do not ask for what you can find out yourself.',
      parameters: AskUserParameters,
      effect: 'read',
    },
  ]),
});
