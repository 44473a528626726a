import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LeftOutParameters, LlmStreamEvent } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import type { JsonObject, OptionalParameter } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { createOpenAiDriver } from '../src/index.ts';

const ANSWER = 'data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** Starts a server that refuses these fields by name, one per request, as gateways do. */
async function startServer(refused: readonly string[], words = 'Unrecognized request argument supplied:') {
  const bodies: JsonObject[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as JsonObject;
      bodies.push(body);
      const field = refused.find((name) => Object.hasOwn(body, name));
      response.writeHead(field === undefined ? 200 : 400, {
        'content-type': field === undefined ? 'text/event-stream' : 'application/json',
      });
      response.end(field === undefined ? ANSWER : JSON.stringify({ error: { message: `${words} ${field}` } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const close = () => new Promise((resolve) => server.close(resolve));
  return { url, bodies, close, [Symbol.asyncDispose]: async () => void (await close()) };
}

function createMemory(): LeftOutParameters & { reasons: string[] } {
  const known = new Set<OptionalParameter>();
  const reasons: string[] = [];
  return {
    reasons,
    list: () => [...known],
    add: (parameter, reason) => {
      known.add(parameter);
      reasons.push(reason);
    },
  };
}

it('a parameter that the server refuses by name is left out at once, and in every later request', async () => {
  const server = await startServer(['stream_options', 'max_tokens']);
  const left_out = createMemory();
  const driver = createOpenAiDriver({
    provider_type: 'openai_compatible',
    base_url: server.url,
    fetch: globalThis.fetch,
    left_out,
  });
  const ask = async (): Promise<LlmStreamEvent[]> => {
    const events: LlmStreamEvent[] = [];
    const request = llmRequest({ max_output_tokens: 9 });
    for await (const event of driver.stream(request, { signal: new AbortController().signal })) events.push(event);
    return events;
  };
  try {
    expect((await ask()).at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
    expect(server.bodies).toHaveLength(3);
    expect(server.bodies[2]).toMatchObject({ max_completion_tokens: 9 });
    expect(left_out.list()).toEqual(['stream_options', 'max_tokens']);
    expect((await ask()).at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
    expect(server.bodies).toHaveLength(4);
  } finally {
    await server.close();
  }
});

it.each([
  ['Invalid schema for', []],
  ['Unknown parameter:', ['response_format']],
])('a format is told in words after "%s", and a refused schema does not count for later ones', async (words, known) => {
  await using server = await startServer(['response_format'], words);
  const left_out = createMemory();
  const driver = createOpenAiDriver({
    provider_type: 'openai_compatible',
    base_url: server.url,
    fetch: globalThis.fetch,
    left_out,
  });
  const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
  const request = llmRequest({ controls: { response_format: { type: 'json_schema', name: 'a', schema } } });
  const events: LlmStreamEvent[] = [];
  for await (const event of driver.stream(request, { signal: new AbortController().signal })) events.push(event);
  expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
  expect(server.bodies.map((body) => Object.hasOwn(body, 'response_format'))).toEqual([true, false]);
  expect(JSON.stringify(server.bodies[1])).toContain('This JSON Schema describes it');
  expect(left_out.list()).toEqual(known);
});

it('a refusal that names no parameter is told as it is, after one request', async () => {
  const server = await startServer(['model']);
  const driver = createOpenAiDriver({
    provider_type: 'openai_compatible',
    base_url: server.url,
    fetch: globalThis.fetch,
  });
  const events: LlmStreamEvent[] = [];
  for await (const event of driver.stream(llmRequest(), { signal: new AbortController().signal })) events.push(event);
  await server.close();
  expect(events).toMatchObject([{ type: 'error', error: { class: 'bad_request' } }]);
  expect(server.bodies).toHaveLength(1);
});
