import { CallSuspended } from '@everruns/core';
import { expect, it } from 'vitest';
import { createToolBench } from '../../test/tool-context.ts';
import { createAskUserTools } from './tools.ts';

const bench = createToolBench(createAskUserTools());
const QUESTION = { question: 'Which color?', options: ['red', 'blue'] };

it('suspends its call with the question', async () => {
  const asked = await bench.run('ask_user', QUESTION).catch((error: unknown) => error);
  expect(asked).toBeInstanceOf(CallSuspended);
  expect(asked).toMatchObject({ request: { kind: 'question', question: QUESTION } });
});

it('returns the answer when the call runs again', async () => {
  const resumed = { kind: 'question' as const, resolution: { decision: 'answer' as const, answer: { color: 'red' } } };
  expect(await bench.run('ask_user', QUESTION, { resumed })).toEqual({ color: 'red' });
});

it('asks nobody when its schema cannot be used', async () => {
  const asked = bench.run('ask_user', { question: 'Which?', schema: { type: 'nothing' } });
  await expect(asked).rejects.toThrow('cannot be used');
});
