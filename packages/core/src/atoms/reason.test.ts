import { LIMITS, outputMessageId, toolCallId } from '@everruns/schemas';
import type { ContentPart, EventDraft, RuntimeAgent } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import {
  TEST_IDS,
  makeAtom,
  makeAtomContext,
  makeInputMessage,
  makeRuntimeAgent,
  makeToolDefinition,
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
import type { ReasonInput, ReasonResult } from './reason-contract.ts';
import { createReasonAtom } from './reason.ts';

const usage = {
  input_tokens: 3,
  output_tokens: 2,
  cache_read_tokens: 0,
  cache_creation_tokens: 0,
  reasoning_tokens: 0,
};
const atom = makeAtom({ iteration: 2 });

interface AskOptions {
  answer: ScriptedAnswer;
  agent?: Partial<RuntimeAgent>;
  input?: Partial<ReasonInput>;
  signal?: AbortSignal;
  isInputMissing?: boolean;
}

function ask({ answer, agent, input, signal, isInputMissing = false }: AskOptions): Promise<ReasonResult> {
  const runtimeAgent = makeRuntimeAgent(agent);
  const reason = createReasonAtom({
    messages: createInMemoryMessageStore(isInputMissing ? [] : [makeInputMessage('Hi', { sequence: 7 })]),
    agents: createInMemoryAgentStore(new Map([[TEST_IDS.turn, runtimeAgent]])),
    models: createInMemoryLlmProviderStore(new Map([[TEST_IDS.turn, runtimeAgent.model]])),
    events: createRecordingEventEmitter(),
    heads: NO_HEADS,
    clock: createFakeClock(),
    runJob: createInlineRunJob(),
    createDriver: () => createScriptedDriver([answer]),
  });
  const defaults = { atom, context: makeAtomContext(), attempt: 1, malformed_calls: 0 };
  return reason({ ...defaults, ...input }, signal ?? new AbortController().signal);
}

async function complete(options: AskOptions): Promise<Extract<ReasonResult, { kind: 'completed' }>> {
  const result = await ask(options);
  if (result.kind !== 'completed') throw new Error(`failed: ${result.error.message}`);
  return result;
}

function contentOf(events: EventDraft[]): ContentPart[] {
  return events.flatMap((event) => (event.type === 'output.message.completed' ? event.data.message.content : []));
}

describe('the reason atom', () => {
  it('records the generation, the message and its completion', async () => {
    const tools = [makeToolDefinition({ name: 'add' })];
    const { events, calls } = await complete({
      answer: { thinking: ['Hm.'], text: ['Hi', '.'], usage },
      agent: { tools },
    });
    expect(calls).toEqual([]);
    expect(events).toEqual([
      {
        type: 'llm.generation',
        data: {
          message_id: outputMessageId(atom),
          model: 'sim-1',
          provider: 'llmsim',
          request: { messages_through_sequence: 7, tools: ['add'] },
          output: [{ type: 'text', text: 'Hi.' }],
          thinking: 'Hm.',
          usage,
          duration_ms: 0,
          time_to_first_token_ms: 0,
          thinking_ms: 0,
          finish_reasons: ['stop'],
        },
      },
      {
        type: 'output.message.completed',
        data: {
          message: {
            id: outputMessageId(atom),
            session_id: TEST_IDS.session,
            turn_id: TEST_IDS.turn,
            role: 'agent',
            content: [{ type: 'text', text: 'Hi.' }],
            created_at: '2026-01-01T00:00:00.000Z',
          },
        },
      },
      {
        type: 'reason.completed',
        data: {
          iteration: 2,
          model: 'sim-1',
          provider: 'llmsim',
          success: true,
          has_tool_calls: false,
          tool_call_count: 0,
        },
      },
    ]);
  });

  it('derives the ids of calls from the atom, though the provider repeats its own', async () => {
    const answer = { calls: [{ name: 'add' }, { name: 'add' }] };
    const { calls, events } = await complete({ answer });
    expect(calls.map((call) => [call.id, call.ordinal, call.provider_call_id])).toEqual([
      [toolCallId(atom, 0), 0, 'call_0'],
      [toolCallId(atom, 1), 1, 'call_0'],
    ]);
    expect(contentOf(events)).toMatchObject([
      { type: 'tool_call', id: toolCallId(atom, 0) },
      { type: 'tool_call', id: toolCallId(atom, 1) },
    ]);
  });

  it('drops calls beyond the limit and tells the model', async () => {
    const answer = { calls: Array.from({ length: LIMITS.toolCallsPerGeneration + 2 }, () => ({ name: 'add' })) };
    const { calls, events } = await complete({ answer });
    expect(calls).toHaveLength(LIMITS.toolCallsPerGeneration);
    expect(contentOf(events)[0]).toEqual({
      type: 'text',
      text: '[2 tool calls were not run: at most 64 are allowed in one answer.]',
    });
  });

  it('makes a refusal the final answer, without what came before it', async () => {
    const answer = { text: ['Well, fir'], calls: [{ name: 'add' }], finish: 'content_filtered' as const };
    const { calls, events } = await complete({ answer });
    expect(calls).toEqual([]);
    expect(contentOf(events)).toEqual([{ type: 'text', text: expect.stringContaining('content rules') }]);
  });

  it('treats a refusal by error in the same way', async () => {
    const answer = { error: { class: 'content_filtered' as const, message: '400 content_filter' } };
    const { events } = await complete({ answer });
    expect(events[0]).toMatchObject({ data: { finish_reasons: ['content_filtered'] } });
  });

  it('says why an answer is empty when the token limit cut all of it', async () => {
    const { events } = await complete({ answer: { finish: 'length' } });
    expect(contentOf(events)).toMatchObject([{ text: expect.stringContaining('token limit') }]);
  });

  it('keeps an unreadable call twice in a turn', async () => {
    const answer = { calls: [{ name: 'add', arguments_error: 'no JSON' }] };
    const { calls } = await complete({ answer, input: { malformed_calls: 1 } });
    expect(calls).toMatchObject([{ arguments: {}, arguments_error: 'no JSON' }]);
    expect(await ask({ answer, input: { malformed_calls: 2 } })).toMatchObject({
      kind: 'failed',
      error: { class: 'malformed_tool_call' },
    });
  });

  it('hands a provider error back', async () => {
    const error = { class: 'overloaded' as const, message: '529', status: 529 };
    expect(await ask({ answer: { text: ['Ha'], error } })).toEqual({ kind: 'failed', error });
  });

  it('answers canceled when aborted in the middle', async () => {
    const abort = new AbortController();
    const result = ask({ answer: { hang: true }, signal: abort.signal });
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    expect(await result).toMatchObject({ kind: 'failed', error: { class: 'canceled' } });
  });

  it('refuses a turn whose input is not in the log', async () => {
    await expect(ask({ answer: {}, isInputMissing: true })).rejects.toMatchObject({ code: 'internal' });
  });
});
