import { GenerationContext, GenerationContextDiff } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiClient } from '../dev/api-client.ts';
import { addModel } from './add-model.ts';
import type { RunnerUnderContract } from './runner-under-contract.ts';

const Sent = z.object({
  body: z.object({
    instructions: z.string(),
    tools: z.array(z.object({ name: z.string(), description: z.string(), parameters: z.unknown() })),
  }),
});

/** Tests that the API knows what a model was told, whatever becomes of the agent, and compares it with what the provider got. */
export function describeContext(runner: RunnerUnderContract): void {
  it('is known to the letter, also after the agent has changed', async () => {
    const model = 'told-exactly';
    const { id: model_id } = await addModel(runner, model);
    const capabilities = ['math', 'session_file_system'];
    const session = await runner.api.createSession({ default_model_id: model_id, system_prompt: 'ONE', capabilities });
    const controls = { temperature: 0.5, max_tokens: 77 };
    const first = await runner.api.post(session.id, '[[sim:text One.]]', { wait: 30, controls });
    expect(first.turn.status).toBe('completed');
    const told = await contextOf(runner.api, session.id);
    const sent = await sentOf(runner, model);
    expect([told.is_recorded, told.agent_version, told.system?.text]).toEqual([true, 1, sent.instructions]);
    expect(told.system?.text).toMatch(/^ONE\n\n./);
    expect(told.tools?.definitions).toEqual(
      sent.tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
    );
    expect(told.settings).toEqual({
      purpose: 'answer',
      provider: 'openai',
      model,
      max_tokens: 77,
      controls: { temperature: 0.5 },
    });
    expect(told.messages.map(({ id, state }) => [id, state])).toEqual([[first.id, 'read']]);
    expect(told.usage.input_tokens).toBeGreaterThan(0);

    const change = { body: { system_prompt: 'TWO', capabilities: ['math'] } };
    await runner.api.json('PATCH', `/v1/agents/${session.agent_id}`, change);
    await runner.api.post(session.id, '[[sim:text Two.]]', { wait: 30 });
    const next = await contextOf(runner.api, session.id);
    expect([next.agent_version, next.system?.text, next.messages.length]).toEqual([2, 'TWO', 3]);
    for (const name of [String(told.sequence), told.event_id]) {
      expect(await contextOf(runner.api, session.id, name)).toEqual(told);
    }
    const diff = await diffOf(runner.api, session.id, [told.sequence, next.sequence]);
    expect(diff.system?.patch).toMatch(/^-ONE$/m);
    expect(diff.system?.patch).toMatch(/^\+TWO$/m);
    expect(diff.tools).toMatchObject({ added: [], changed: [], removed: expect.arrayContaining(['read_file']) });
    expect(diff.settings).toEqual([
      { field: 'max_tokens', before: 77 },
      { field: 'controls.temperature', before: 0.5 },
    ]);
    expect(diff.messages.removed).toEqual([]);
    expect(diff.messages.added).toHaveLength(2);
  });

  describeExcluded(runner);
  describeSummaries(runner);
}

function describeExcluded(runner: RunnerUnderContract): void {
  it('shows what was excluded since, and later that it was excluded before', async () => {
    const session = await runner.api.createSession();
    const { id } = session;
    const first = await runner.api.post(id, '[[sim:text One.]]', { wait: 30 });
    const then = await contextOf(runner.api, id);
    await runner.api.json('POST', `/v1/sessions/${id}/messages/${first.id}/exclude`);
    await runner.api.post(id, '[[sim:text Two.]]', { wait: 30 });
    expect((await contextOf(runner.api, id, then.event_id)).messages[0]).toMatchObject({ state: 'excluded_since' });
    const after = await contextOf(runner.api, id);
    expect(after.messages.map(({ state }) => state)).toEqual(['excluded', 'read', 'read']);
    expect(after.read.messages).toBe(2);
    const page = await contextOf(runner.api, id, `latest?limit=1&before_sequence=${after.messages[2]?.sequence}`);
    expect([page.messages, page.has_more, page.read]).toEqual([[after.messages[1]], true, after.read]);
  });
}

function describeSummaries(runner: RunnerUnderContract): void {
  it('tells a summary, and the request for it', async () => {
    const { id: model_id } = await addModel(runner, 'told-window-8000');
    const { id } = await runner.api.createSession({ default_model_id: model_id, system_prompt: 'Be brief.' });
    await runner.api.post(id, `[[sim:text One.]] ${'word '.repeat(3_200)}`, { wait: 30 });
    await runner.api.post(id, `[[sim:text Two.]] ${'word '.repeat(2_800)}`, { wait: 30 });
    const generations = (await runner.api.events(id)).filter(({ type }) => type === 'llm.generation');
    const contexts = await Promise.all(generations.map((event) => contextOf(runner.api, id, event.id)));
    expect(contexts.map(({ settings, messages }) => [settings?.purpose, messages.length > 0])).toEqual([
      ['answer', true],
      ['summary', false],
      ['answer', true],
    ]);
    expect(contexts[1]?.system?.text).toMatch(/summar/i);
    expect(contexts[2]?.system?.text).toBe('Be brief.');
    expect(contexts[2]?.messages[0]?.compaction?.covered_through_sequence).toBeGreaterThan(0);
    expect(contexts[2]?.messages.some(({ id: one }) => one === contexts[0]?.messages[0]?.id)).toBe(false);
  });
}

async function contextOf(api: ApiClient, id: string, generation = 'latest'): Promise<GenerationContext> {
  const [place, query = ''] = generation.split('?');
  const path = `/v1/sessions/${id}/generations/${place}/context?${query}`;
  return GenerationContext.strict().parse(await api.json('GET', path));
}

async function diffOf(api: ApiClient, id: string, [from, to]: [number, number]): Promise<GenerationContextDiff> {
  const path = `/v1/sessions/${id}/generations/${from}/context/diff?with=${to}`;
  return GenerationContextDiff.strict().parse(await api.json('GET', path));
}

/** What the provider was asked first for this model. */
async function sentOf({ running }: RunnerUnderContract, model: string): Promise<z.infer<typeof Sent>['body']> {
  const request = running.simulator.requests().find((one) => one.model === model);
  const answer = await fetch(`${running.simulator.url}/_sim/requests/${request?.id}`);
  return Sent.parse(await answer.json()).body;
}
