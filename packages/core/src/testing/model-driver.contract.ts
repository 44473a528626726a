import type { Usage } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { collectResponse, type CollectResult } from '../llm/collect.ts';
import type { LlmRequest, LlmStreamEvent, ModelDriver } from '../llm/driver.ts';
import type { ProviderErrorClass } from '../llm/provider-error.ts';
import {
  CONTRACT_API_KEY,
  getModelScenario,
  type ModelScenario,
  type ModelScenarioName,
  type RecordedModelRequest,
} from './model-scenarios.ts';
import { assistantCall, llmRequest, toolAnswer } from './model-requests.ts';

/** One transparent pixel. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** One driver, connected (with `CONTRACT_API_KEY`) to a fake provider that plays one scenario for every request. */
export interface DriverUnderContract {
  driver: ModelDriver;
  requests(): RecordedModelRequest[];
  close(): Promise<void>;
}

export interface ModelDriverContractOptions {
  name: string;
  makeDriver(scenario: ModelScenario): Promise<DriverUnderContract>;
  /** False if the vendor does not count reasoning tokens separately, so that the count is 0. */
  reportsReasoningTokens?: boolean;
  /** Scenarios that the vendor's wire format cannot express, each with the reason, which is printed. */
  inexpressible?: Partial<Record<ModelScenarioName, string>>;
}

interface Run {
  events: LlmStreamEvent[];
  requests: RecordedModelRequest[];
}

type Play = (name: ModelScenarioName, options?: { request?: LlmRequest; abortOn?: 'start' | 'text' }) => Promise<Run>;

/** The behavior that every driver must have, whatever its vendor: the contract of `LlmStreamEvent` as tests. */
export function modelDriverContract(options: ModelDriverContractOptions): void {
  const scenario = (name: ModelScenarioName, sentence: string, check: () => Promise<void>): void => {
    const reason = options.inexpressible?.[name];
    if (reason === undefined) it(sentence, check);
    else it.skip(`${sentence} (not for ${options.name}: ${reason})`);
  };
  const play: Play = (name, run) => playScenario(options, name, run);
  describe(`model driver contract: ${options.name}`, () => {
    answerTests(scenario, play);
    requestTests(scenario, play);
    usageTests(scenario, play, options.reportsReasoningTokens ?? true);
    errorTests(scenario, play);
    interruptionTests(scenario, play);
  });
}

type Scenario = (name: ModelScenarioName, sentence: string, check: () => Promise<void>) => void;

function answerTests(scenario: Scenario, play: Play): void {
  scenario('plain_text', 'streams text as deltas of part 0 and finishes', async () => {
    const { events } = await play('plain_text');
    expect(textOf(events)).toBe('Hello, wörld 👋!');
    const deltas = events.filter((event) => event.type === 'text_delta');
    expect(new Set(deltas.map((event) => event.part))).toEqual(new Set([0]));
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
  });
  scenario('parallel_tool_calls', 'yields each call once and whole, though the provider repeats its ids', async () => {
    const { events } = await play('parallel_tool_calls');
    expect(textOf(events)).toBe('Let me look.');
    expect(events.filter((event) => event.type === 'tool_call')).toEqual([
      { type: 'tool_call', ordinal: 0, name: 'get_weather', arguments: { city: 'Paris' }, provider_call_id: 'call_0' },
      { type: 'tool_call', ordinal: 1, name: 'get_weather', arguments: { city: 'Oslo' }, provider_call_id: 'call_0' },
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'tool_calls' });
  });
  scenario('reasoning_then_text', 'keeps reasoning apart from text', async () => {
    const { events } = await play('reasoning_then_text');
    expect(events.map((event) => (event.type === 'reasoning_delta' ? event.delta : '')).join('')).toBe('Two and two.');
    expect(textOf(events)).toBe('Four.');
  });
  scenario('malformed_arguments', 'marks arguments that are no JSON object and goes on', async () => {
    const { events } = await play('malformed_arguments');
    const call = events.find((event) => event.type === 'tool_call');
    expect(call).toMatchObject({ name: 'get_weather', arguments: {}, arguments_text: '{"city": "Par' });
    expect(call?.arguments_error).toEqual(expect.stringMatching(/\S/));
    expect(events.at(-1)).toMatchObject({ type: 'finish' });
  });
  scenario('length', 'says when the answer was cut at the token limit', async () => {
    const { events } = await play('length');
    expect(textOf(events)).toBe('Once upon a');
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'length' });
  });
  scenario('cut_tool_call', 'is not understood as making the call that the token limit fell into', async () => {
    const { events } = await play('cut_tool_call');
    expect(await assemble(events)).toMatchObject({
      response: {
        finish_reason: 'length',
        tool_calls: [
          { arguments: { city: 'Paris' } },
          { arguments: {}, arguments_error: expect.stringContaining('token limit') },
        ],
      },
    });
  });
  scenario('nothing_said', 'is understood as an empty answer where nothing was said', async () => {
    const { events } = await play('nothing_said');
    expect(await assemble(events)).toMatchObject({ kind: 'error', error: { class: 'empty_answer' } });
  });
  scenario('content_filtered', 'says when the provider refused', async () => {
    const { events } = await play('content_filtered');
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'content_filtered' });
  });
}

function requestTests(scenario: Scenario, play: Play): void {
  scenario('images_in', 'sends images by address and by bytes', async () => {
    const content = [
      { type: 'text' as const, text: 'What is this?' },
      { type: 'image' as const, url: 'https://images.example/cat.png' },
      { type: 'image' as const, base64: PICTURE, media_type: 'image/png' },
    ];
    const { requests } = await play('images_in', { request: llmRequest({ messages: [{ role: 'user', content }] }) });
    const body = JSON.stringify(requests[0]?.body);
    expect(body).toContain('What is this?');
    expect(body).toContain('https://images.example/cat.png');
    expect(body).toContain(PICTURE);
  });
  scenario('plain_text', 'sends system prompt, tools, calls and their results under our ids', async () => {
    const call = assistantCall(1);
    const messages = [...llmRequest().messages, call, toolAnswer(1, '{"celsius":21}')];
    const { requests } = await play('plain_text', { request: llmRequest({ messages }) });
    const body = JSON.stringify(requests[0]?.body);
    expect(body).toContain('Be brief.');
    expect(body).toContain('Current weather of a city.');
    expect(body).toContain('celsius');
    expect(body.split(call.tool_calls[0]?.id ?? 'no call').length - 1).toBe(2);
  });
}

function usageTests(scenario: Scenario, play: Play, reportsReasoningTokens: boolean): void {
  scenario('plain_text', 'reports plain usage', async () => {
    const { events } = await play('plain_text');
    expect(usageOf(events)).toMatchObject({ input_tokens: 12, output_tokens: 5, cache_read_tokens: 0 });
  });
  scenario('detailed_usage', 'counts cached tokens inside input and reasoning tokens inside output', async () => {
    const { events } = await play('detailed_usage');
    expect(usageOf(events)).toMatchObject({
      input_tokens: 100,
      output_tokens: 50,
      cache_read_tokens: 80,
      reasoning_tokens: reportsReasoningTokens ? 30 : 0,
    });
  });
}

const HTTP_ERRORS: [ModelScenarioName, ProviderErrorClass, number][] = [
  ['rate_limited', 'rate_limited', 429],
  ['unauthorized', 'auth', 401],
  ['overloaded', 'overloaded', 529],
  ['server_error', 'overloaded', 500],
  ['context_overflow', 'context_overflow', 400],
];

function errorTests(scenario: Scenario, play: Play): void {
  for (const [name, errorClass, status] of HTTP_ERRORS) {
    scenario(name, `reports ${name} as ${errorClass} after one request`, async () => {
      const { events, requests } = await play(name);
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({ type: 'error', error: { class: errorClass, status } });
      expect(requests).toHaveLength(1);
    });
  }
  scenario('rate_limited', 'passes Retry-After on in milliseconds', async () => {
    const { events } = await play('rate_limited');
    expect(events[0]).toMatchObject({ type: 'error', error: { retry_after_ms: 7_000 } });
  });
  scenario('unauthorized', 'keeps the API key out of its errors', async () => {
    const { events } = await play('unauthorized');
    expect(JSON.stringify(events)).not.toContain(CONTRACT_API_KEY);
  });
}

function interruptionTests(scenario: Scenario, play: Play): void {
  scenario('broken_stream', 'reports a connection that broke in the middle', async () => {
    const { events, requests } = await play('broken_stream');
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { class: 'stream_broken' } });
    expect(requests).toHaveLength(1);
  });
  scenario('hanging_stream', 'ends the request when the signal aborts', async () => {
    const { events, requests } = await play('hanging_stream', { abortOn: 'text' });
    expect(textOf(events)).toBe('Still ');
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { class: 'canceled' } });
    expect(requests.map((request) => request.aborted)).toEqual([true]);
  });
  scenario('plain_text', 'answers canceled when the signal had aborted before', async () => {
    const { events } = await play('plain_text', { abortOn: 'start' });
    expect(events).toMatchObject([{ type: 'error', error: { class: 'canceled' } }]);
  });
}

async function playScenario(
  options: ModelDriverContractOptions,
  name: ModelScenarioName,
  run: { request?: LlmRequest; abortOn?: 'start' | 'text' } = {},
): Promise<Run> {
  const { driver, requests, close } = await options.makeDriver(getModelScenario(name));
  const abort = new AbortController();
  if (run.abortOn === 'start') abort.abort();
  const events: LlmStreamEvent[] = [];
  try {
    for await (const event of driver.stream(run.request ?? llmRequest(), { signal: abort.signal })) {
      events.push(event);
      if (run.abortOn === 'text' && event.type === 'text_delta') abort.abort();
    }
    if (run.abortOn === 'text') await expect.poll(() => requests()[0]?.aborted).toBe(true);
    expectContract(events);
    return { events: events.filter((event) => event.type !== 'started'), requests: requests() };
  } finally {
    await close();
  }
}

/** Checks points 1 to 3 of the stream contract, which hold in every scenario. */
function expectContract(events: LlmStreamEvent[]): void {
  const terminal = events.filter((event) => event.type === 'finish' || event.type === 'error');
  expect(terminal).toHaveLength(1);
  expect(events.at(-1)).toBe(terminal[0]);
  let newestPart = 0;
  for (const event of events) {
    if (event.type !== 'text_delta') continue;
    expect(event.delta).not.toBe('');
    expect([newestPart, newestPart + 1]).toContain(event.part);
    newestPart = event.part;
  }
  const ordinals = events.filter((event) => event.type === 'tool_call').map((event) => event.ordinal);
  expect(ordinals).toEqual(ordinals.map((_, index) => index));
}

function assemble(events: LlmStreamEvent[]): Promise<CollectResult> {
  const stream = async function* (): AsyncGenerator<LlmStreamEvent> {
    yield* events;
  };
  return collectResponse(stream(), { onText: () => undefined, onThinking: () => undefined });
}

function textOf(events: LlmStreamEvent[]): string {
  return events.map((event) => (event.type === 'text_delta' ? event.delta : '')).join('');
}

function usageOf(events: LlmStreamEvent[]): Usage | undefined {
  return events.find((event) => event.type === 'finish')?.usage;
}
