import type { Controls } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { addModel, ANTHROPIC, OPENAI } from '../contracts/add-model.ts';
import { answerWith } from '../contracts/runner-fallback.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();

const CONTROLS: Controls = { temperature: 0.2, stop: ['END'], tool_choice: 'required', parallel_tool_calls: false };

/** Posts one message with these controls, whose model makes a call and then answers. Returns the bodies of its requests. */
async function ask(name: string, provider: typeof OPENAI) {
  const model = await addModel(shared, name, provider);
  const save = { tool_call: { name: 'save', arguments: { label: name } } };
  answerWith(shared, model, [[save], ['Done.']]);
  const { id } = await shared.api.createSession({ default_model_id: model.id });
  const body = { message: { content: [{ type: 'text', text: 'Save it.' }] }, controls: CONTROLS };
  await shared.api.json('POST', `/v1/sessions/${id}/messages?wait=30`, { body });
  const requests = shared.running.simulator.requests().filter((request) => request.model === model.model_id);
  const bodies = requests.map((request) => shared.running.simulator.bodyOf(request));
  const generations = (await shared.api.events(id)).filter(({ type }) => type === 'llm.generation');
  return { bodies, warnings: generations.map(({ data }) => data['warnings']) };
}

describe('what a message asks of the answer', () => {
  it('is sent to the model; a forced call only with the first answer of the turn', async () => {
    const { bodies, warnings } = await ask('asked-anthropic', ANTHROPIC);
    expect(bodies).toMatchObject([
      { temperature: 0.2, stop_sequences: ['END'], tool_choice: { type: 'any', disable_parallel_tool_use: true } },
      { temperature: 0.2, stop_sequences: ['END'], tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
    ]);
    expect(warnings).toEqual([undefined, undefined]);
  });

  it('is left out where the model does not take it, and the generation says so', async () => {
    const { bodies, warnings } = await ask('asked-openai', OPENAI);
    expect(bodies[0]).toMatchObject({ temperature: 0.2, tool_choice: 'required', parallel_tool_calls: false });
    expect(bodies[0]).not.toHaveProperty('stop');
    const left = 'stop: the model does not take it, so it was left out.';
    expect(warnings).toEqual([[left], [left]]);
  });

  it('is refused with the field that is wrong', async () => {
    const { id } = await shared.api.createSession();
    const message = { content: [{ type: 'text', text: 'Hi' }] };
    for (const [controls, path] of [
      [{ temperature: 3 }, 'controls.temperature'],
      [{ stop: [] }, 'controls.stop'],
      [{ stop: [''] }, 'controls.stop[0]'],
      [{ tool_choice: 'any' }, 'controls.tool_choice'],
      [{ top_p: -1 }, 'controls.top_p'],
    ] as const) {
      const response = await fetch(shared.api.url(`/v1/sessions/${id}/messages`), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message, controls }),
      });
      const { errors } = (await response.json()) as { errors: { path: string }[] };
      expect([response.status, errors[0]?.path]).toEqual([400, path]);
    }
  });
});
