import { EverrunsError, ZERO_USAGE, type EventDraft, type JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { assertOutputSchema, checkOutput } from './check-output.ts';
import { generateValid, type Drafted } from './generate-valid.ts';
import { createReasonAtom } from '../atoms/reason.ts';
import {
  createFakeClock,
  NO_HEADS,
  createInlineRunJob,
  createInMemoryAgentStore,
  createInMemoryLlmProviderStore,
  createInMemoryMessageStore,
  createRecordingEventEmitter,
  createScriptedDriver,
  makeAtom,
  makeAtomContext,
  makeInputMessage,
  makeRuntimeAgent,
  TEST_IDS,
  type ScriptedAnswer,
} from '../testing/index.ts';

const POINT: JsonObject = {
  type: 'object',
  properties: { x: { type: 'integer' }, y: { type: 'integer' } },
  required: ['x', 'y'],
};

const GENERATION: EventDraft = {
  type: 'llm.generation',
  data: {
    message_id: TEST_IDS.input,
    model: 'm',
    provider: 'llmsim',
    request: { messages_through_sequence: 1, tools: [] },
    output: [],
    usage: { ...ZERO_USAGE, input_tokens: 7, output_tokens: 3 },
    duration_ms: 1,
    finish_reasons: ['stop'],
  },
};
const REASON_COMPLETED = {
  iteration: 1,
  model: 'm',
  provider: 'llmsim',
  success: true,
  has_tool_calls: false,
  tool_call_count: 0,
};

/** Asks for an answer of this schema from a model that gives these answers, one after the other. */
async function ask(answers: ScriptedAnswer[], schema: JsonObject = POINT) {
  const agent = makeRuntimeAgent({ controls: { response_format: { type: 'json_schema', name: 'point', schema } } });
  const driver = createScriptedDriver(answers);
  const events = createRecordingEventEmitter();
  const reason = createReasonAtom({
    messages: createInMemoryMessageStore([makeInputMessage('Where?', { sequence: 1 })]),
    agents: createInMemoryAgentStore(new Map([[TEST_IDS.turn, agent]])),
    models: createInMemoryLlmProviderStore(new Map([[TEST_IDS.turn, agent.model]])),
    events,
    heads: NO_HEADS,
    clock: createFakeClock(),
    runJob: createInlineRunJob(),
    createDriver: () => driver,
  });
  const input = { atom: makeAtom(), context: makeAtomContext(), attempt: 1, malformed_calls: 0 };
  const result = await reason(input, new AbortController().signal);
  if (result.kind === 'failed') throw new Error(result.error.message);
  const shown = events.drafts.map((draft) => (draft.type === 'output.message.delta' ? draft.data.delta : ''));
  const message = result.events.find(({ type }) => type === 'output.message.completed');
  const data = message?.type === 'output.message.completed' ? message.data : undefined;
  return { result, requests: driver.requests, shown: shown.join(''), data };
}

describe('an answer that must keep to a schema', () => {
  it('is recorded with its value, and its deltas are its text', async () => {
    const { result, requests, shown, data } = await ask([{ text: ['{"x":1,"y":2}'] }]);
    expect([data?.parsed, shown, requests.length]).toEqual([{ x: 1, y: 2 }, '{"x":1,"y":2}', 1]);
    expect(result).not.toHaveProperty('failure');
  });

  it('may stand in a code fence', async () => {
    expect((await ask([{ text: ['```json\n{"x":1,"y":2}\n```'] }])).data?.parsed).toEqual({ x: 1, y: 2 });
  });

  it('has a value that the log can store', async () => {
    const text = String.raw`{"a\u0000":["\u0000","\ud83d","\ud83d\ude00"]}`;
    const { data } = await ask([{ text: [text] }], { type: 'object' });
    expect(data?.parsed).toEqual({ 'a\uFFFD': ['\uFFFD', '\uFFFD', '😀'] });
  });

  it.each([
    ['is nested too deeply', '['.repeat(100) + ']'.repeat(100), 'nested deeper than 64 levels'],
    ['is too long', `"${'x'.repeat(5 * 1024 * 1024)}"`, 'longer than'],
    ['holds too many values', `[${'1,'.repeat(100_001)}1]`, 'more than 100000 values'],
    ['holds a number that is too large', '[1e999]', 'does not fit in 64 bits'],
    ['holds a key that changes its prototype', '{"__proto__":1}', '__proto__'],
  ])('is not accepted when it %s', async (_name, text, reason) => {
    const { result, data, requests } = await ask([{ text: [text] }, { text: ['7'] }], {});
    expect(JSON.stringify(requests[1]?.messages.at(-1))).toContain(reason);
    expect([data?.parsed, result.failure]).toEqual([7, undefined]);
  });

  it('fails the turn when its schema refers to itself without end', async () => {
    const schema = { properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { not: { $ref: '#/$defs/a' } } } };
    const { result, requests } = await ask([{ text: ['{"a":1}'] }, { text: ['{"a":1}'] }], schema);
    expect([result.failure?.code, requests.length]).toEqual(['output_invalid', 1]);
  });

  it('has a schema that can be applied', async () => {
    await expect(assertOutputSchema(createInlineRunJob(), { $ref: '#' })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    await assertOutputSchema(createInlineRunJob(), { type: 'object', properties: { a: { $ref: '#' } } });
  });

  it('is asked for once more with what is wrong; both are paid, and nobody sees the first', async () => {
    const { result, requests, shown, data } = await ask([{ text: ['{"x":"a"}'] }, { text: ['{"x":1,"y":2}'] }]);
    expect([data?.parsed, shown]).toEqual([{ x: 1, y: 2 }, '{"x":1,"y":2}']);
    const said = requests[1]?.messages.slice(-2);
    expect(said).toMatchObject([{ role: 'assistant', text: '{"x":"a"}' }, { role: 'user' }]);
    expect(JSON.stringify(said)).toContain('must have required property');
    expect(requests[1]?.request_id).not.toBe(requests[0]?.request_id);
    const generations = result.events.flatMap((event) => (event.type === 'llm.generation' ? [event.data.usage] : []));
    expect(generations).toHaveLength(2);
    expect(result.usage.output_tokens).toBe(generations.reduce((sum, usage) => sum + usage.output_tokens, 0));
  });

  it('was paid also if it cannot be asked for again: the failure tells of the first answer', async () => {
    const draft: Drafted = {
      result: {
        kind: 'completed',
        events: [GENERATION, { type: 'reason.completed', data: REASON_COMPLETED }],
        calls: [],
        usage: ZERO_USAGE,
      },
      text: 'No.',
      isRefused: false,
    };
    const error = { class: 'overloaded' as const, message: 'Busy.' };
    const lost: Drafted = { result: { kind: 'failed', error }, text: '', isRefused: false };
    const format = { type: 'json_schema' as const, name: 'point', schema: POINT };
    const asked = generateValid(createInlineRunJob(), format, async (follow) => (follow === null ? draft : lost));
    expect(await asked).toEqual({ kind: 'failed', error, paid: [GENERATION] });
  });

  it('fails the turn when it is wrong again, and its text is kept', async () => {
    const { result, data } = await ask([{ text: ['Over there.'] }, { text: ['There!'] }]);
    expect(result.failure).toMatchObject({ code: 'output_invalid' });
    expect(result.failure?.message).toContain('not JSON');
    expect(data?.message.content).toEqual([{ type: 'text', text: 'There!' }]);
    expect(data).not.toHaveProperty('parsed');
  });

  it('that the provider refuses is not asked for again', async () => {
    const { result, requests } = await ask([{ text: ['I'], finish: 'content_filtered' }]);
    expect(result.failure?.message).toContain('content rules');
    expect(requests).toHaveLength(1);
  });

  it('is not checked while it calls tools', async () => {
    const { result, requests } = await ask([{ text: ['Let me look.'], calls: [{ name: 'look', arguments: {} }] }]);
    expect([result.calls.length, requests.length]).toEqual([1, 1]);
  });
});

it('a check that took too long is made once more, and is then nobody’s fault', async () => {
  const inline = createInlineRunJob();
  let slow = 1;
  const runJob: typeof inline = (job, input) => {
    if (slow === 0) return inline(job, input);
    slow -= 1;
    return Promise.reject(new EverrunsError('request_timeout', 'It took longer than 2000 ms.'));
  };
  expect(await checkOutput(runJob, POINT, '{"x":1,"y":2}')).toEqual({ isValid: true, value: { x: 1, y: 2 } });
  slow = 2;
  expect(await checkOutput(runJob, POINT, '{}')).toMatchObject({ isValid: null });
});
