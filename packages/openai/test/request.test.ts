import { resolveCompat, type DriverConnection } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import { startWireServer, type WireReply, type WireServer } from '@everruns/wire-server';
import { describe, expect, it } from 'vitest';
import { createClient } from '../src/create-client.ts';
import { createOpenAiDriver } from '../src/index.ts';
import { readFixture } from './read-fixture.ts';
import { toSse } from './render-chat.ts';

const ANSWER: WireReply = { kind: 'sse', text: toSse(readFixture('chat-parallel-tool-calls')), end: 'close' };
const signal = new AbortController().signal;

async function ask(connection: DriverConnection): Promise<void> {
  for await (const event of createOpenAiDriver(connection).stream(llmRequest(), { signal })) {
    if (event.type === 'finish') break;
  }
}

/** Sends through a client of the SDK what the driver sent. */
async function repeatThroughSdk(connection: DriverConnection, server: WireServer, path: string): Promise<void> {
  const compat = resolveCompat({ ...connection, model: 'gpt-5' }, connection.compat);
  const { body = {}, headers } = server.requests[0] ?? {};
  const key = { 'idempotency-key': headers?.['idempotency-key'] ?? '' };
  await createClient(connection, compat, fetch).post(path, { body, headers: key, stream: true }).asResponse();
}

describe('a request of the OpenAI drivers', () => {
  it.each([
    ['openai_compatible', '/v1', '/chat/completions', 'sk-1', {}],
    ['openai_compatible', '/v1/?tier=2', '/chat/completions', undefined, {}],
    ['openai_compatible', '', '/chat/completions', ' sk-2 ', { auth_header: 'x-api-key' }],
    ['azure_openai', '/openai/deployments/gpt', '/chat/completions', 'sk-3', {}],
    ['openai', '/v1', '/responses', 'sk-4', {}],
  ] as const)('is what the SDK sends: %s at %s', async (provider_type, base, path, api_key, compat) => {
    const server = await startWireServer(ANSWER);
    const url = `${server.url}${base}`;
    const connection = { provider_type, base_url: url, ...(api_key && { api_key }), compat, fetch };
    await ask(connection);
    await ask(connection);
    await repeatThroughSdk(connection, server, path);
    await server.close();
    const [first, second, sdk] = server.requests;
    expect(sdk?.headers['user-agent']).toContain('OpenAI/JS');
    expect([first, second].map((request) => [request?.headers, request?.body])).toEqual(
      [sdk, sdk].map((request) => [request?.headers, request?.body]),
    );
    expect(new Set(server.paths).size).toBe(1);
  });

  it('follows a new key at once', async () => {
    const server = await startWireServer(ANSWER);
    for (const api_key of ['sk-old', 'sk-new', 'sk-old'])
      await ask({ provider_type: 'openai_compatible', base_url: server.url, api_key, fetch });
    await server.close();
    expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual(
      ['sk-old', 'sk-new', 'sk-old'].map((key) => `Bearer ${key}`),
    );
  });
});
