import type { DriverConnection, LlmStreamEvent } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import { describe, expect, it } from 'vitest';
import { startWireServer, type WireReply } from '@everruns/wire-server';
import { createOpenAiDriver } from '../src/index.ts';
import { readFixture } from './read-fixture.ts';
import { toSse as toChatSse } from './render-chat.ts';
import { toSse as toResponsesSse } from './render-responses.ts';

const API_KEY = 'sk-proj-0123456789';
const chat = (fixture: string): string => toChatSse(readFixture(fixture));
const responses = (fixture: string): string => toResponsesSse(readFixture<{ type: string }>(fixture));

async function play(reply: WireReply, connection: Partial<DriverConnection> & { path?: string }) {
  const server = await startWireServer(reply);
  const driver = createOpenAiDriver({
    provider_type: 'openai_compatible',
    base_url: server.url + (connection.path ?? '/v1'),
    api_key: API_KEY,
    fetch: globalThis.fetch,
    ...connection,
  });
  const events: LlmStreamEvent[] = [];
  for await (const event of driver.stream(llmRequest(), { signal: new AbortController().signal })) events.push(event);
  await server.close();
  return { events, server };
}

describe('the OpenAI drivers over HTTP', () => {
  it('read the same answer however the network cuts it', async () => {
    const cases = [
      ['openai_compatible', chat('chat-parallel-tool-calls')],
      ['openai', responses('responses-reasoning-between-tools')],
    ] as const;
    for (const [providerType, text] of cases) {
      const { events } = await play({ kind: 'sse', text, end: 'close' }, { provider_type: providerType });
      expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'tool_calls' });
      for (const pieceBytes of [1, 7, 64]) {
        const cut = await play({ kind: 'sse', text, end: 'close', pieceBytes }, { provider_type: providerType });
        expect(cut.events).toEqual(events);
      }
    }
  });

  it('say of a stream that ends without a reason whether its server said that it is the end', async () => {
    const begun = chat('chat-usage-in-last-chunk').split('data:').slice(0, 3).join('data:');
    const [cut] = responses('responses-plain-text').split('event: response.completed');
    const cases = [
      ['openai_compatible', begun, false],
      ['openai_compatible', `${begun}data: [DONE]\n\n`, true],
      ['openai', cut ?? '', false],
      ['openai', `${cut}data: [DONE]\n\n`, true],
    ] as const;
    for (const [providerType, text, isMarked] of cases) {
      const { events } = await play({ kind: 'sse', text, end: 'close' }, { provider_type: providerType });
      expect(events.filter((event) => event.type === 'text_delta').length).toBeGreaterThan(0);
      expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'missing' });
      expect(events.at(-1)).toMatchObject(isMarked ? {} : { is_marked: false });
    }
  });

  it('keep an answer that the model had ended when the connection broke', async () => {
    const text = chat('chat-usage-in-last-chunk');
    const { events } = await play({ kind: 'sse', text, end: 'break' }, {});
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
  });

  it.each([
    [
      'openai',
      'event: error\ndata: {"type":"error","code":"rate_limit_exceeded","message":"Slow."}\n\n',
      'rate_limited',
    ],
    ['openai_compatible', 'data: {"error":{"message":"Upstream died.","code":502}}\n\n', 'overloaded'],
    ['openai_compatible', 'data: {"error":{"message":"Too fast.","code":429}}\n\n', 'rate_limited'],
    ['openai_compatible', 'data: {"choices": [\n\n', 'stream_broken'],
    ['openai_compatible', '<html>a proxy</html>', 'bad_request'],
    ['openai_compatible', '{"object":"error","message":"Too many.","code":429}', 'rate_limited'],
    ['openai_compatible', '{"base_resp":{"status_code":1004,"status_msg":"No."}}', 'overloaded'],
    ['openai_compatible', '[{"error":{"code":400,"message":"No such model."}}]', 'bad_request'],
    ['openai_compatible', '{"detail":"Not Found"}', 'overloaded'],
  ] as const)('map what %s says inside its stream: %j', async (providerType, text, errorClass) => {
    const { events } = await play({ kind: 'sse', text, end: 'close' }, { provider_type: providerType });
    expect(events).toMatchObject([{ type: 'error', error: { class: errorClass } }]);
  });

  it('call an Azure deployment with its key header and an API version', async () => {
    const reply: WireReply = { kind: 'sse', text: chat('chat-azure-filter-chunks'), end: 'close' };
    const path = '/openai/deployments/gpt-4o';
    const byDefault = await play(reply, { provider_type: 'azure_openai', path });
    const given = await play(reply, { provider_type: 'azure_openai', path: `${path}/?api-version=2025-01-01-preview` });
    expect(byDefault.server.paths).toEqual([`${path}/chat/completions?api-version=2024-10-21`]);
    expect(given.server.paths).toEqual([`${path}/chat/completions?api-version=2025-01-01-preview`]);
    expect(byDefault.server.requests[0]?.headers).toMatchObject({ 'api-key': API_KEY, 'idempotency-key': 'request-1' });
    expect(byDefault.server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it("map Azure's content filter", async () => {
    const error = { code: 'content_filter', message: 'The response was filtered.', status: 400 };
    const { events } = await play({ kind: 'json', status: 400, body: { error } }, { provider_type: 'azure_openai' });
    expect(events).toMatchObject([{ type: 'error', error: { class: 'content_filtered', status: 400 } }]);
  });

  it('send no credential where they have none', async () => {
    const reply: WireReply = { kind: 'sse', text: chat('chat-no-usage-no-ids'), end: 'close' };
    const { server, events } = await play(reply, { api_key: '' });
    expect(events.at(-1)).toMatchObject({ type: 'finish' });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('refuse a compatible server without a base URL, once and for all', async () => {
    const driver = createOpenAiDriver({ provider_type: 'openai_compatible', fetch: globalThis.fetch });
    for await (const event of driver.stream(llmRequest(), { signal: new AbortController().signal })) {
      expect(event).toMatchObject({
        type: 'error',
        error: { class: 'bad_request', message: 'A model provider of type openai_compatible needs a base URL.' },
      });
    }
  });
});
