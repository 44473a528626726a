import { resolveCompat, type DriverConnection, type LlmStreamEvent } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import { describe, expect, it } from 'vitest';
import { startWireServer, type WireReply } from '@everruns/wire-server';
import { createClient } from '../src/create-client.ts';
import { createAnthropicDriver } from '../src/index.ts';
import { readFixture } from './read-fixture.ts';
import { toSse } from './render-messages.ts';

async function play(reply: WireReply, connection: Partial<DriverConnection> = {}) {
  const server = await startWireServer(reply);
  const driver = createAnthropicDriver({
    provider_type: 'anthropic',
    base_url: server.url,
    api_key: 'sk-ant-0123456789',
    fetch: globalThis.fetch,
    ...connection,
  });
  const events: LlmStreamEvent[] = [];
  for await (const event of driver.stream(llmRequest(), { signal: new AbortController().signal })) events.push(event);
  await server.close();
  return { events, server };
}

const sse = (fixture: string): string => toSse(readFixture<{ type: string }>(fixture));
const answerOf = (events: LlmStreamEvent[]) => events.filter((event) => event.type !== 'text_delta');

describe('the Anthropic driver over HTTP', () => {
  it.each([
    ['', 'sk-ant-1', {}],
    ['/v1', undefined, {}],
    ['/gateway', 'sk-2', { auth_header: 'x-api-key' }],
  ] as const)('sends what the SDK sends, at %j', async (path, api_key, compat) => {
    const server = await startWireServer({ kind: 'sse', text: sse('plain-text'), end: 'close' });
    const base_url = `${server.url}${path}`;
    const connection: DriverConnection = {
      provider_type: 'anthropic',
      base_url,
      ...(api_key && { api_key }),
      compat,
      fetch,
    };
    const options = { signal: new AbortController().signal };
    for (let call = 0; call < 2; call += 1)
      for await (const event of createAnthropicDriver(connection).stream(llmRequest(), options))
        expect(event).toBeDefined();
    const { body = {}, headers = {} } = server.requests[0] ?? {};
    const key = { 'idempotency-key': headers['idempotency-key'] ?? '' };
    const client = createClient(connection, resolveCompat({ ...connection, model: 'x' }, compat), fetch);
    await client.post('/v1/messages', { body, headers: key, stream: true }).asResponse();
    await server.close();
    const [first, second, sdk] = server.requests;
    expect(sdk?.headers['user-agent']).toContain('Anthropic/JS');
    expect([first, second].map((request) => [request?.headers, request?.body])).toEqual(
      [sdk, sdk].map((request) => [request?.headers, request?.body]),
    );
    expect(new Set(server.paths).size).toBe(1);
  });

  it('reads the same answer however the network cuts it', async () => {
    const text = sse('thinking-between-tools');
    const { events } = await play({ kind: 'sse', text, end: 'close' });
    for (const pieceBytes of [1, 7, 64]) {
      expect((await play({ kind: 'sse', text, end: 'close', pieceBytes })).events).toEqual(events);
    }
    expect(answerOf(events).at(-1)).toMatchObject({ type: 'finish', reason: 'tool_calls' });
  });

  it('says of a stream that ends properly but without message_stop that no reason came', async () => {
    const text = sse('plain-text').split('event: message_delta')[0] ?? '';
    const { events } = await play({ kind: 'sse', text, end: 'close' });
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'missing', is_marked: false });
  });

  it('maps an error that comes inside the stream', async () => {
    const { events } = await play({ kind: 'sse', text: sse('overloaded-in-stream'), end: 'close' });
    expect(events.at(-1)).toEqual({
      type: 'error',
      error: {
        class: 'overloaded',
        message: 'Overloaded',
        provider_code: 'overloaded_error',
        provider_message: 'Overloaded',
      },
    });
  });

  it('sends its key in both places and our idempotency key to the Messages API', async () => {
    const { server } = await play({ kind: 'sse', text: sse('plain-text'), end: 'close' });
    expect(server.paths).toEqual(['/v1/messages']);
    expect(server.requests[0]?.headers).toMatchObject({
      'x-api-key': 'sk-ant-0123456789',
      authorization: 'Bearer sk-ant-0123456789',
      'idempotency-key': 'request-1',
    });
  });

  it('sends no credential where it has none', async () => {
    const { server, events } = await play({ kind: 'sse', text: sse('plain-text'), end: 'close' }, { api_key: '' });
    expect(events.at(-1)).toMatchObject({ type: 'finish' });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(server.requests[0]?.headers).not.toHaveProperty('x-api-key');
  });

  it('does not try a base URL again that is none', async () => {
    const { events } = await play({ kind: 'json', status: 500, body: {} }, { base_url: 'nowhere' });
    expect(events).toMatchObject([{ type: 'error', error: { class: 'bad_request' } }]);
  });

  it('reports a server that cannot be reached', async () => {
    const { events } = await play({ kind: 'json', status: 500, body: {} }, { base_url: 'http://127.0.0.1:9' });
    expect(events).toMatchObject([{ type: 'error', error: { class: 'stream_broken' } }]);
  });
});
