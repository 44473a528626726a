import { Problem, type JsonObject, type LlmModel } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { addModel } from '../contracts/add-model.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { askForOutput, FORMATS } from './ask-for-output.ts';

const shared = useStack();

/** Scripts a model's answer, and its answer after the objection. */
function script({ model_id: model }: LlmModel, first: string, second: string): void {
  const { simulator } = shared.running;
  simulator.script({ name: `${model} again`, match: { model, user_text: 'does not keep' }, replies: [[second]] });
  simulator.script({ name: model, match: { model, user_text: 'Fill it in' }, replies: [[first]] });
}

describe.each(FORMATS)('structured output over %s', (name, format) => {
  it('is repaired once, and a session whose answer stays wrong goes on', async () => {
    const model = await addModel(shared, `repaired-${name}`, format);
    const schema: JsonObject = { type: 'object', properties: { x: { type: 'integer' } }, required: ['x'] };
    const { id } = await shared.api.createSession({ default_model_id: model.id });
    script(model, '{"x":"one"}', '{"x":1}');
    const repaired = await askForOutput(shared.api, id, schema);
    expect([repaired.turn.status, repaired.parsed, repaired.generations]).toEqual(['completed', { x: 1 }, 2]);
    script(model, 'No.', 'Never.');
    const failed = await askForOutput(shared.api, id, schema);
    expect([failed.turn.status, failed.turn.error?.code, failed.generations]).toEqual(['failed', 'output_invalid', 2]);
    expect((await shared.api.post(id, 'Hi', { wait: 30 })).turn.status).toBe('completed');
  });
});

it.each<[string, JsonObject, string]>([
  ['is none', { type: 'no-type' }, 'cannot be used'],
  ['refers to another document', { $ref: 'https://example.com/schema.json' }, 'cannot be used'],
  ['is too large', { description: 'x'.repeat(40_000) }, 'at most 32768 bytes'],
])('a schema that %s is refused at once', async (_name, schema, words) => {
  const { id } = await shared.api.createSession();
  const response = await fetch(shared.api.url(`/v1/sessions/${id}/messages`), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      message: { content: [{ type: 'text', text: 'Hi' }] },
      controls: { response_format: { type: 'json_schema', name: 'form', schema } },
    }),
  });
  const problem = Problem.parse(await response.json());
  expect([response.status, problem.errors?.[0]?.path]).toEqual([400, 'controls.response_format.schema']);
  expect(JSON.stringify(problem)).toContain(words);
});
