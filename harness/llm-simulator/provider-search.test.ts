import { createAnthropicDriver } from '@everruns/anthropic';
import { collectResponse, type LlmMessage, type LlmResponse } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import { createLlmsimDriver } from '@everruns/llmsim';
import { createOpenAiDriver } from '@everruns/openai';
import { omitUndefined } from '@everruns/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLlmSimulator, type LlmSimulator } from './start-llm-simulator.ts';

let simulator: LlmSimulator;
beforeAll(async () => {
  simulator = await startLlmSimulator({ seed: 'search' });
});
afterAll(() => simulator.close());

const QUIET = { onText: () => undefined, onThinking: () => undefined };
const user = (text: string): LlmMessage => ({ role: 'user', content: [{ type: 'text', text }] });
const QUESTION = user('Search the web for durable execution');

/** The vendors' formats in which a provider searches, and the built-in model. */
const DRIVERS = {
  openai: () => createOpenAiDriver(connect('openai', `${simulator.url}/v1`)),
  anthropic: () => createAnthropicDriver(connect('anthropic', simulator.url)),
  llmsim: () => createLlmsimDriver(connect('llmsim', simulator.url)),
};
type Name = keyof typeof DRIVERS;

function connect(provider_type: Name, base_url: string) {
  return { provider_type, base_url, api_key: 'sk-test', fetch: globalThis.fetch };
}

async function ask(name: Name, messages: LlmMessage[], maySearch = true): Promise<LlmResponse> {
  const request = llmRequest({ messages, ...(maySearch ? { web_search: { max_searches: 2 } } : {}) });
  const stream = DRIVERS[name]().stream(request, { signal: new AbortController().signal });
  const result = await collectResponse(stream, QUIET);
  if (result.kind === 'error') throw new Error(result.error.message);
  return result.response;
}

describe.each(Object.keys(DRIVERS) as Name[])('the search of a provider: %s', (name) => {
  it('comes with citations that are places in the text, and is counted', async () => {
    const { text_parts: texts, citations = [], searches, usage } = await ask(name, [QUESTION]);
    expect(searches).toEqual([{ query: 'durable execution' }]);
    expect(usage.web_searches).toBe(1);
    const text = texts.join('');
    const cited = citations.flat().map((one) => [one?.url, text.slice(one?.start_index, one?.end_index)]);
    expect(cited).toEqual([
      ['https://example.com/simulated/1?q=durable%20execution', expect.stringContaining('The first page')],
      ['https://example.com/simulated/2?q=durable%20execution', ', and so is the second one.'],
    ]);
  });

  it('is followed by a next question', async () => {
    const { text_parts: texts, continuation } = await ask(name, [QUESTION]);
    const answer: LlmMessage = {
      role: 'assistant',
      text: texts.join('\n'),
      text_parts: texts,
      tool_calls: [],
      ...omitUndefined({ continuation }),
    };
    const next = await ask(name, [QUESTION, answer, user('[[sim:text Fine.]]')]);
    expect(next.text_parts).toEqual(['Fine.']);
  });

  it('is not made for an agent that may not search', async () => {
    const response = await ask(name, [QUESTION], false);
    expect(response).not.toHaveProperty('searches');
    expect(response).not.toHaveProperty('left_out');
  });
});

it('a format without a search answers without it, and the answer says so', async () => {
  const driver = createOpenAiDriver({
    ...connect('openai', `${simulator.url}/v1`),
    provider_type: 'openai_compatible',
  });
  const request = llmRequest({ messages: [QUESTION], web_search: { max_searches: 2 } });
  const result = await collectResponse(driver.stream(request, { signal: new AbortController().signal }), QUIET);
  expect(result).toMatchObject({ kind: 'response', response: { left_out: ['web_search'] } });
});
