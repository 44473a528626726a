import type { LlmModel } from '@everruns/schemas';
import { expect, it } from 'vitest';
import type { RegisteredScenarioInput } from '@everruns/llmsim';
import { settle } from '../e2e/read-until.ts';
import { addModel, ANTHROPIC, OPENAI, type Provided } from './add-model.ts';
import type { RunnerUnderContract } from './runner-under-contract.ts';

/** Tests an agent whose model stays unreachable and whose fallback model belongs to another provider. */
export function describeFallback(runner: RunnerUnderContract): void {
  it('the other model goes on to the end of the turn, also in the executor after the one that dies', async () => {
    const { id, first, second } = await openTiredSession(runner, 'death');
    const save = { tool_call: { name: 'save', arguments: { label: id } } };
    answerWith(runner, second, [[save], [{ delay_ms: 1_500 }, 'Saved.']]);
    await runner.api.post(id, 'Save it.');
    await expect.poll(() => countAsked(runner, second), { timeout: 30_000 }).toBe(2);
    await runner.restartExecutor();
    await settle(runner.api, id);
    expect([countAsked(runner, first), countAsked(runner, second)]).toEqual([6, 3]);
    const log = await runner.api.events(id);
    const models = (type: string) => log.filter((event) => event.type === type).map(({ data }) => data['model']);
    expect(models('reason.started')).toEqual([first.model_id, second.model_id]);
    expect(models('llm.generation')).toEqual([second.model_id, second.model_id]);
    expect(log.filter(({ type }) => type === 'reason.fallback').length).toBe(1);
    expect(log.at(-2)).toMatchObject({ type: 'turn.completed' });
  }, 90_000);
}

/** Opens a session of an agent with two models, the first of which always answers with this error. */
export async function openTiredSession(
  runner: Provided,
  name: string,
  status: 401 | 429 = 429,
): Promise<{ id: string; first: LlmModel; second: LlmModel }> {
  const first = await addModel(runner, `tired-${name}`, OPENAI);
  const second = await addModel(runner, `rested-${name}`, ANTHROPIC);
  answerWith(runner, first, [[{ error: { status, ...(status === 429 && { retry_after_ms: 1 }) } }]]);
  const { id } = await runner.api.createSession({ default_model_id: first.id, fallback_model_id: second.id });
  return { id, first, second };
}

/** Scripts a model's answers for the steps of a turn, whatever the input is. */
export function answerWith(
  { running }: Provided,
  { model_id }: LlmModel,
  replies: RegisteredScenarioInput['replies'],
): void {
  running.simulator.script({ name: model_id, match: { model: model_id }, replies });
}

export function countAsked({ running }: Provided, { model_id }: LlmModel): number {
  return running.simulator.requests().filter(({ model }) => model === model_id).length;
}
