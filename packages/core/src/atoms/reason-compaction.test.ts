import { MessageId, addUsage, outputMessageId, summaryMessageId, toolCallId } from '@everruns/schemas';
import type { ContentPart, EventDraft, Message, RuntimeAgent, Usage } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { SUMMARY_PREFACE, SUMMARY_PROMPT } from '../compaction/summary-prompt.ts';
import type { LlmRequest } from '../llm/driver.ts';
import type { ProviderError } from '../llm/provider-error.ts';
import {
  TEST_IDS,
  makeAtom,
  makeAtomContext,
  makeInputMessage,
  makeModel,
  makeRuntimeAgent,
} from '../testing/builders.ts';
import { createInlineRunJob } from '../testing/inline-offload.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { NO_HEADS } from '../testing/no-heads.ts';
import {
  createInMemoryAgentStore,
  createInMemoryLlmProviderStore,
  createInMemoryMessageStore,
} from '../testing/in-memory-stores.ts';
import { createRecordingEventEmitter } from '../testing/recording-event-emitter.ts';
import { type ScriptedAnswer, createScriptedDriver } from '../testing/scripted-driver.ts';
import { makeTestUuid } from '../testing/sequential-ids.ts';
import type { ReasonResult } from './reason-contract.ts';
import { createReasonAtom } from './reason.ts';

const atom = makeAtom();
const OVERFLOW: ProviderError = { class: 'context_overflow', message: '400 prompt is too long', status: 400 };
/** A text of about a thousand tokens. */
const LONG = 'All work and no play. '.repeat(180);

function usageOf(input_tokens: number, output_tokens: number): Usage {
  return { input_tokens, output_tokens, cache_read_tokens: 0, cache_creation_tokens: 0, reasoning_tokens: 0 };
}

function say(role: Message['role'], content: string | ContentPart[], overrides: Partial<Message> = {}): Message {
  const parts: ContentPart[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  return { ...makeInputMessage('', overrides), role, content: parts };
}

/** Gives the messages ids and sequences in log order. The input keeps its id. */
function toLog(messages: Message[]): Message[] {
  return messages.map((message, index) => ({
    ...message,
    id: message.tags?.includes('input') === true ? TEST_IDS.input : MessageId.parse(makeTestUuid(index + 1, 0xb0)),
    sequence: index + 1,
  }));
}

const INPUT = say('user', 'And now?', { tags: ['input'] });
const EARLIER = [
  say('user', `First: ${LONG.repeat(4)}`),
  say('agent', `Yes: ${LONG.repeat(4)}`),
  say('user', LONG.repeat(2)),
  say('agent', `Right. ${LONG.repeat(2)}`),
];

interface AskOptions {
  answers: ScriptedAnswer[];
  messages?: Message[];
  agent?: Partial<RuntimeAgent>;
  signal?: AbortSignal;
}

async function ask({ answers, messages = [...EARLIER, INPUT], agent, signal }: AskOptions) {
  const runtimeAgent = makeRuntimeAgent(agent);
  const driver = createScriptedDriver(answers);
  const emitter = createRecordingEventEmitter();
  const reason = createReasonAtom({
    messages: createInMemoryMessageStore(toLog(messages)),
    agents: createInMemoryAgentStore(new Map([[TEST_IDS.turn, runtimeAgent]])),
    models: createInMemoryLlmProviderStore(new Map([[TEST_IDS.turn, runtimeAgent.model]])),
    events: emitter,
    heads: NO_HEADS,
    clock: createFakeClock(),
    runJob: createInlineRunJob(),
    createDriver: () => driver,
  });
  const input = { atom, context: makeAtomContext(), attempt: 1, malformed_calls: 0 };
  const result = await reason(input, signal ?? new AbortController().signal);
  driver.assertDone();
  return { result, requests: driver.requests, emitter };
}

function complete(result: ReasonResult): Extract<ReasonResult, { kind: 'completed' }> {
  if (result.kind !== 'completed') throw new Error(`failed: ${result.error.message}`);
  return result;
}

function eventsOf<Type extends EventDraft['type']>(events: EventDraft[], type: Type) {
  return events.filter((event): event is Extract<EventDraft, { type: Type }> => event.type === type);
}

function textsOf(request: LlmRequest | undefined): string[] {
  return (request?.messages ?? []).map((message) => {
    if (message.role === 'tool') return message.content;
    if (message.role === 'assistant') return message.text;
    return message.content.map((part) => (part.type === 'text' ? part.text : '[image]')).join('\n');
  });
}

describe('a conversation that the provider finds too long', () => {
  const answers: ScriptedAnswer[] = [
    { error: OVERFLOW },
    { text: ['They talked.'], thinking: ['Hm.'], usage: usageOf(500, 20) },
    { text: ['Now this.'], usage: usageOf(80, 5) },
  ];

  it('is summarized and asked again, and all of it is one result', async () => {
    const { result, requests } = await ask({ answers });
    const { events, usage } = complete(result);
    expect(events.map(({ type }) => type)).toEqual([
      'context.compacting',
      'llm.generation',
      'context.compacted',
      'llm.generation',
      'output.message.completed',
      'reason.completed',
    ]);
    expect(requests.map(({ system }) => system)).toEqual(['Be brief.', SUMMARY_PROMPT, 'Be brief.']);
    expect(new Set(requests.map(({ request_id }) => request_id)).size).toBe(3);
    expect(textsOf(requests[2])).toEqual([`${SUMMARY_PREFACE}\nThey talked.`, `Right. ${LONG.repeat(2)}`, 'And now?']);
    const [compacted] = eventsOf(events, 'context.compacted');
    expect(compacted?.data.message).toMatchObject({
      id: summaryMessageId(atom, 0),
      turn_id: TEST_IDS.turn,
      content: [{ type: 'text', text: 'They talked.' }],
      compaction: { covered_through_sequence: 3, kept_sequences: [] },
    });
    expect(compacted?.data.tokens_after).toBeLessThan((compacted?.data.tokens_before ?? 0) / 4);
    expect(usage).toEqual(usageOf(580, 25));
  });

  it('counts every generation under a message of its own, so that their sum is what was used', async () => {
    const { events, usage } = complete((await ask({ answers })).result);
    const generations = eventsOf(events, 'llm.generation').map(({ data }) => data);
    expect(generations.map(({ message_id }) => message_id)).toEqual([summaryMessageId(atom, 0), outputMessageId(atom)]);
    expect(generations.map((generation) => generation.usage).reduce(addUsage)).toEqual(usage);
    expect(generations.map(({ request }) => request.messages_through_sequence)).toEqual([3, 5]);
  });

  it('shows nothing of the summary while it is written', async () => {
    const { emitter } = await ask({ answers });
    expect(emitter.drafts.map(({ data }) => ('delta' in data ? data.delta : ''))).toEqual(['Now this.']);
  });

  it('hands the summary the older messages as material, without the tools', async () => {
    const { requests } = await ask({ answers });
    const [transcript] = textsOf(requests[1]);
    expect(requests[1]).toMatchObject({ tools: [], request_id: expect.stringMatching(/:summary:0$/) });
    expect(transcript).toContain(`User: First: ${LONG.repeat(4)}`);
    expect(transcript).toContain('Agent: Yes:');
    expect(transcript).not.toContain('And now?');
  });

  it('fails when the second try is too long as well', async () => {
    const { result } = await ask({ answers: [{ error: OVERFLOW }, { text: ['Short.'] }, { error: OVERFLOW }] });
    expect(result).toEqual({ kind: 'failed', error: OVERFLOW });
  });

  it('fails at once when there is nothing to summarize', async () => {
    const { result } = await ask({ answers: [{ error: OVERFLOW }], messages: [INPUT] });
    expect(result).toEqual({ kind: 'failed', error: OVERFLOW });
  });

  it.each(['rate_limited', 'timeout', 'overloaded', 'auth'] as const)(
    'fails with the class of the summary call: %s',
    async (errorClass) => {
      const error: ProviderError = { class: errorClass, message: 'no', retry_after_ms: 7 };
      const { result } = await ask({ answers: [{ error: OVERFLOW }, { error }] });
      expect(result).toEqual({ kind: 'failed', error });
    },
  );

  it('fails when the model gives no summary', async () => {
    const { result } = await ask({ answers: [{ error: OVERFLOW }, { text: [] }, { text: [] }] });
    expect(result).toMatchObject({ kind: 'failed', error: { class: 'empty_answer' } });
  });

  it('is canceled in the middle of the summary', async () => {
    const abort = new AbortController();
    const asked = ask({ answers: [{ error: OVERFLOW }, { hang: true }], signal: abort.signal });
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    expect((await asked).result).toMatchObject({ kind: 'failed', error: { class: 'canceled' } });
  });

  it('is summarized in smaller pieces where even the summary is too long', async () => {
    const { result, requests } = await ask({
      messages: [...EARLIER, INPUT],
      answers: [
        { error: OVERFLOW },
        { error: OVERFLOW },
        { text: ['One.'], usage: usageOf(10, 1) },
        { text: ['Two.'], usage: usageOf(20, 2) },
        { text: ['All.'], usage: usageOf(40, 4) },
        { text: ['Now this.'], usage: usageOf(30, 3) },
      ],
    });
    const { events, usage } = complete(result);
    expect(textsOf(requests[3])[0]).toContain('<summary_so_far>\nOne.\n</summary_so_far>');
    expect(new Set(requests.map(({ request_id }) => request_id)).size).toBe(requests.length);
    expect(eventsOf(events, 'context.compacted')[0]?.data.message.content).toEqual([{ type: 'text', text: 'All.' }]);
    expect(eventsOf(events, 'llm.generation').map(({ data }) => data.message_id)).toEqual([
      summaryMessageId(atom, 1),
      summaryMessageId(atom, 2),
      summaryMessageId(atom, 3),
      outputMessageId(atom),
    ]);
    expect(usage).toEqual(usageOf(100, 10));
  });

  it('keeps a call with its result, and the input of the turn, however old it is', async () => {
    const steps = Array.from({ length: 4 }, (_, index): Message[] => {
      const id = toolCallId(makeAtom({ iteration: index + 1 }), 0);
      return [
        say('agent', [{ type: 'tool_call', id, name: 'read', arguments: { page: index, note: LONG } }]),
        say('tool_result', [{ type: 'tool_result', tool_call_id: id, result: `page ${index}: ${LONG}` }]),
      ];
    });
    const { result, requests } = await ask({ answers, messages: [...EARLIER, INPUT, ...steps.flat()] });
    const [compacted] = eventsOf(complete(result).events, 'context.compacted');
    expect(compacted?.data.message.compaction).toEqual({ covered_through_sequence: 9, kept_sequences: [5] });
    expect(requests[2]?.messages.map(({ role }) => role).join(' ')).toBe('user user assistant tool assistant tool');
    expect(textsOf(requests[2]).slice(1)).toEqual(['And now?', '', `page 2: ${LONG}`, '', `page 3: ${LONG}`]);
    expect(textsOf(requests[1])[0]).toContain('[calls read {"page":0,');
    expect(textsOf(requests[1])[0]).toContain('[read answered: page 0');
  });

  it('is summarized anew with the earlier summary in it', async () => {
    const compaction = { covered_through_sequence: 2, kept_sequences: [] };
    const { result, requests } = await ask({
      answers,
      messages: [...EARLIER, say('user', 'Once upon a time.', { compaction }), say('agent', LONG), INPUT],
    });
    expect(textsOf(requests[0])[0]).toBe(`${SUMMARY_PREFACE}\nOnce upon a time.`);
    expect(textsOf(requests[1])[0]).toMatch(
      /^<summary_so_far>\nOnce upon a time\.\n<\/summary_so_far>\n\n<transcript>\nUser: /,
    );
    const [compacted] = eventsOf(complete(result).events, 'context.compacted');
    expect(compacted?.data.message.compaction).toEqual({ covered_through_sequence: 4, kept_sequences: [] });
    expect(textsOf(requests[2])).toEqual([`${SUMMARY_PREFACE}\nThey talked.`, LONG, 'And now?']);
  });
});

describe('a conversation that is counted as too long', () => {
  const model = makeModel({ context_window_tokens: 13_000 });

  it('is summarized before the provider is asked', async () => {
    const { result, requests } = await ask({ answers: [{ text: ['So far.'] }, { text: ['Now.'] }], agent: { model } });
    expect(requests.map(({ system }) => system)).toEqual([SUMMARY_PROMPT, 'Be brief.']);
    const { events } = complete(result);
    expect(eventsOf(events, 'context.compacting')[0]?.data.cause).toBe('counted');
    expect(eventsOf(events, 'context.compacted')[0]?.data.tokens_after).toBeLessThan(9_750);
  });

  it('is left alone while there is room for the answer', async () => {
    const { requests } = await ask({
      answers: [{ text: ['Now.'] }],
      agent: { model: { ...model, context_window_tokens: 17_000 } },
    });
    expect(requests.map(({ system }) => system)).toEqual(['Be brief.']);
  });

  it('is summarized once: what the provider then says is the last word', async () => {
    const { result } = await ask({ answers: [{ text: ['So far.'] }, { error: OVERFLOW }], agent: { model } });
    expect(result).toEqual({ kind: 'failed', error: OVERFLOW });
  });

  it('is asked as it is where nothing can be summarized', async () => {
    const { requests } = await ask({
      answers: [{ text: ['Now.'] }],
      messages: [{ ...INPUT, content: [{ type: 'text', text: LONG.repeat(20) }] }],
      agent: { model },
    });
    expect(requests.map(({ system }) => system)).toEqual(['Be brief.']);
  });
});
