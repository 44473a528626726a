import { collectResponse, normalizeRequest, resolveCompat, type LlmMessage, type LlmRequest } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../../test/read-fixture.ts';
import { mapResponsesChunk, startResponsesStream } from './stream-mapper.ts';
import { toWireRequest } from './to-wire-request.ts';
import type { WireChunk } from './wire.ts';

const ORIGIN = { provider_type: 'openai', model: 'gpt-5.4' } as const;
const SEARCH = { max_searches: 3, sites: ['a.example'] };

async function answer(chunks: WireChunk[]) {
  async function* stream() {
    let state = startResponsesStream(ORIGIN);
    for (const chunk of chunks) {
      const [next, events] = mapResponsesChunk(Object.freeze(state), chunk);
      state = next;
      yield* events;
    }
  }
  const collected = await collectResponse(stream(), { onText: () => undefined, onThinking: () => undefined });
  if (collected.kind === 'error') throw new Error(collected.error.message);
  return collected.response;
}

function toWire(asked: Partial<LlmRequest>) {
  const request = llmRequest({ model: ORIGIN.model, tools: [], ...asked });
  const compat = resolveCompat(ORIGIN);
  return toWireRequest(normalizeRequest(request, compat).request, compat, ORIGIN.provider_type);
}

describe('an answer for which OpenAI has searched', () => {
  it('has citations and tells what was searched and opened, of which only searches are paid', async () => {
    const response = await answer(readFixture<WireChunk>('responses-web-search'));
    expect(response.text_parts).toEqual(['Durable is good.']);
    expect(response.citations).toEqual([
      [{ type: 'url_citation', url: 'https://a.example/', start_index: 0, end_index: 7, title: 'A' }],
    ]);
    expect(response.searches).toEqual([{ query: 'durable · execution' }, { url: 'https://a.example/' }]);
    expect(response.usage.web_searches).toBe(1);
  });

  it('has the places of its citations in UTF-16 units, although the API counts characters', async () => {
    const [text, cited] = ['👩‍🚀 says: 🚀 durable is 𝐠𝐨𝐨𝐝 (a.example).', '𝐠𝐨𝐨𝐝 (a.example)'];
    const start = Array.from(text.slice(0, text.indexOf(cited))).length;
    const place = { start_index: start, end_index: start + Array.from(cited).length };
    const annotation = { type: 'url_citation', url: 'https://a.example/', title: 'A', ...place };
    const message = { type: 'message', content: [{ type: 'output_text', text, annotations: [annotation] }] };
    const response = await answer([
      { type: 'response.output_item.done', output_index: 0, item: message },
      { type: 'response.completed', response: { id: 'r', status: 'completed' } },
    ]);
    const [citation] = response.citations?.[0] ?? [];
    expect(text.slice(citation?.start_index, citation?.end_index)).toBe(cited);
  });

  it('goes back with its searches between reasoning and text', async () => {
    const { text_parts: texts, continuation } = await answer(readFixture<WireChunk>('responses-web-search'));
    if (continuation === undefined) throw new Error('nothing was kept');
    const said: LlmMessage = { role: 'assistant', text: texts.join(), tool_calls: [], continuation };
    const messages: LlmMessage[] = [
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      said,
      { role: 'user', content: [{ type: 'text', text: 'And?' }] },
    ];
    expect(toWire({ messages, web_search: SEARCH }).input).toMatchObject([
      { role: 'user' },
      { type: 'reasoning', id: 'rs_1' },
      { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'durable' } },
      { type: 'web_search_call', id: 'ws_2', action: { type: 'open_page' } },
      { role: 'assistant', content: 'Durable is good.' },
      { role: 'user' },
    ]);
    expect(toWire({ messages }).input).toMatchObject([
      { role: 'user' },
      { type: 'reasoning' },
      { role: 'assistant', content: 'Durable is good.' },
      { role: 'user' },
    ]);
  });
});

describe('a request to OpenAI that may search', () => {
  it('offers the search beside the tools and bounds it', () => {
    const { tools } = llmRequest();
    expect(toWire({ tools, web_search: SEARCH })).toMatchObject({
      max_tool_calls: 3,
      tools: [{ type: 'web_search', filters: { allowed_domains: ['a.example'] } }, { name: 'get_weather' }],
    });
    expect(toWire({ web_search: { max_searches: 1 } }).tools).toEqual([{ type: 'web_search' }]);
    expect(toWire({ web_search: SEARCH, leave_out: ['web_search'] })).not.toHaveProperty('tools');
  });
});
