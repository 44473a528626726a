import type { Message } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import type { ReasonResult } from '../atoms/reason-contract.ts';
import { createReasonAtom } from '../atoms/reason.ts';
import { TEST_IDS, makeAtom, makeAtomContext, makeInputMessage, makeRuntimeAgent } from '../testing/builders.ts';
import { createInlineRunJob } from '../testing/inline-offload.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { NO_HEADS } from '../testing/no-heads.ts';
import {
  createInMemoryAgentStore,
  createInMemoryLlmProviderStore,
  createInMemoryMessageStore,
} from '../testing/in-memory-stores.ts';
import { testToolCallId } from '../testing/model-requests.ts';
import { createRecordingEventEmitter } from '../testing/recording-event-emitter.ts';
import { createScriptedDriver, type ScriptedAnswer } from '../testing/scripted-driver.ts';

const refusal = (message: string, status = 400): ScriptedAnswer => ({
  error: { class: 'bad_request', message, status },
});
const FINE: ScriptedAnswer = { text: ['Fine.'] };

const picture = makeInputMessage('Look', {
  sequence: 1,
  content: [{ type: 'image', base64: 'aGVsbG8=', media_type: 'image/png' }],
});
const thought: Message = {
  ...makeInputMessage('', { sequence: 2 }),
  role: 'agent',
  content: [
    { type: 'text', text: 'Hm.' },
    { type: 'tool_call', id: testToolCallId(1), name: 'gone_tool', arguments: { a: 1 } },
  ],
  continuation: { provider_type: 'llmsim', model: 'llmsim-default', items: [{ type: 'thinking' }] },
};
const result: Message = {
  ...makeInputMessage('', { sequence: 3 }),
  role: 'tool_result',
  content: [{ type: 'tool_result', tool_call_id: testToolCallId(1), result: { b: 2 } }],
};
const input = makeInputMessage('Go on', { sequence: 4 });

async function ask(messages: Message[], answers: ScriptedAnswer[]): Promise<{ result: ReasonResult; asked: string[] }> {
  const agent = makeRuntimeAgent({ tools: [] });
  const driver = createScriptedDriver(answers);
  const reason = createReasonAtom({
    messages: createInMemoryMessageStore(messages),
    agents: createInMemoryAgentStore(new Map([[TEST_IDS.turn, agent]])),
    models: createInMemoryLlmProviderStore(new Map([[TEST_IDS.turn, agent.model]])),
    events: createRecordingEventEmitter(),
    heads: NO_HEADS,
    clock: createFakeClock(),
    runJob: createInlineRunJob(),
    createDriver: () => driver,
  });
  const context = { ...makeAtomContext(), input_message_id: input.id };
  const answered = await reason(
    { atom: makeAtom(), context, attempt: 1, malformed_calls: 0 },
    new AbortController().signal,
  );
  driver.assertDone();
  return { result: answered, asked: driver.requests.map(({ messages: told }) => JSON.stringify(told)) };
}

function repairOf(answered: ReasonResult) {
  return answered.kind === 'completed'
    ? answered.events.find(({ type }) => type === 'history.repaired')?.data
    : answered;
}

const ALL = [picture, thought, result, input];

describe('a conversation that its provider refuses', () => {
  it.each([
    ['messages.0.content.0.image: Could not process image', ['pictures']],
    ['messages.1: Invalid `signature` in `thinking` block', ['reasoning']],
    ["messages.[1].tool_calls.0.function.name: string doesn't match", ['unknown_tools', 'tool_rounds']],
    ['Something is off', ['pictures', 'reasoning', 'unknown_tools']],
  ])('(%s) is told without %j, and the log says so', async (reason, what) => {
    const { result: answered } = await ask(ALL, [refusal(reason), FINE]);
    expect(repairOf(answered)).toEqual({ what, reason, through_sequence: 4 });
  });

  it('leaves out no more than was named', async () => {
    const { asked } = await ask(ALL, [refusal('Could not process image'), FINE]);
    expect(asked[0]).toContain('"type":"image"');
    expect(asked[1]).not.toContain('"type":"image"');
    expect(asked[1]).toContain('A picture was left out');
    expect(asked[1]).toContain('"continuation"');
    expect(asked[1]).toContain('"name":"gone_tool"');
  });

  it('leaves out everything that it can after that, with calls and results told as text', async () => {
    const { result: answered, asked } = await ask(ALL, [refusal('Could not process image'), refusal('No.', 422), FINE]);
    expect(repairOf(answered)).toMatchObject({ what: ['pictures', 'reasoning', 'tool_rounds'] });
    expect(asked[2]).not.toContain('"continuation"');
    expect(asked[2]).not.toContain('tool_call_id');
    expect(asked[2]).toContain(String.raw`The tool \"gone_tool\" was called with {\"a\":1}. It answered: {\"b\":2}`);
  });

  it('fails with the words of the provider where nothing helps, after three requests', async () => {
    const { result: answered } = await ask(ALL, [refusal('Bad image.'), refusal('Two.'), refusal('Three.')]);
    expect(answered).toMatchObject({ kind: 'failed', error: { message: 'Three.' } });
  });

  it.each([
    [refusal('The model `gpt-9` does not exist')],
    [refusal('Not here', 404)],
    [{ error: { class: 'auth', message: 'No key', status: 401 } } satisfies ScriptedAnswer],
  ])('is not asked about again where that is not its fault: %#', async (answer) => {
    const { asked } = await ask(ALL, [answer]);
    expect(asked).toHaveLength(1);
  });

  it('is not asked about again where there is nothing to leave out', async () => {
    const { asked } = await ask([input], [refusal('No.')]);
    expect(asked).toHaveLength(1);
  });

  it('is told as it was repaired from then on, and what came later as it is', async () => {
    const edit: Message = {
      ...makeInputMessage('', { sequence: 4, content: [] }),
      edit: { repair: { what: ['pictures'], through_sequence: 3 } },
    };
    const later = { ...picture, sequence: 5 };
    const { asked } = await ask([picture, edit, later, { ...input, sequence: 6 }], [FINE]);
    expect(asked[0]?.match(/A picture was left out/g)).toHaveLength(1);
    expect(asked[0]?.match(/"type":"image"/g)).toHaveLength(1);
  });
});
