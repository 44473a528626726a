import { judgeFigure } from '@everruns/kernel/testing';
import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { isEvent, readUntil, settle } from '../e2e/read-until.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { FORMATS, type WireFormat } from './mutate-streams.ts';
import { HERE } from './plan-stream.ts';
import { useConversations } from './use-conversations.ts';
import { renderAnswer } from './render-answer.ts';
import { refuses, streams } from './scripted-provider.ts';

const shared = useStack();
const conversations = useConversations(shared);

describe('a context that is too long', () => {
  it.each<[string, WireFormat, number, string]>([
    [
      'OpenAI',
      'openai',
      400,
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens.",
    ],
    [
      'OpenAI of a minute',
      'openai',
      429,
      'Request too large for gpt-5 in organization org-x on tokens per min (TPM): Limit 30000, Requested 40000.',
    ],
    ['Anthropic', 'anthropic', 400, 'prompt is too long: 214000 tokens > 200000 maximum'],
    ['Anthropic by bytes', 'anthropic', 413, 'Request exceeds the maximum size'],
    ['Bedrock', 'anthropic', 400, 'Input is too long for requested model.'],
    [
      'Gemini',
      'openai_compatible',
      400,
      'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
    ],
    [
      'xAI',
      'openai_compatible',
      400,
      "This model's maximum prompt length is 131072 but the request contains 140000 tokens.",
    ],
    [
      'TGI',
      'openai_compatible',
      422,
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8192. Given: 9000',
    ],
    [
      'Qwen',
      'openai_compatible',
      400,
      '<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 98304]',
    ],
    ['GLM', 'openai_compatible', 400, 'Prompt exceeds max length'],
    ['MiniMax', 'openai_compatible', 400, 'invalid params, context window exceeds limit'],
    [
      'Mistral',
      'openai_compatible',
      400,
      'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
    ],
    ['llama.cpp', 'openai_compatible', 400, 'the request exceeds the available context size, try increasing it'],
    [
      'vLLM',
      'openai_compatible',
      400,
      "This model's maximum context length is 8192 tokens. Please reduce the length of the messages.",
    ],
    ['Kimi', 'openai_compatible', 400, 'Invalid request: Your request exceeded model token limit: 262144'],
  ])('in the words of %s is summarized, and the turn completes', async (_, format, status, message) => {
    const { provider, talking } = await conversations.talk({ format });
    for (let index = 0; index < 3; index += 1) await talking.say(`${index} ${'lorem ipsum '.repeat(200)}`);
    provider.asked.length = 0;
    provider.next.push(refuses(status, { error: { type: 'invalid_request_error', message } }));
    expect((await talking.say('And now?')).text).toBe(HERE);
    expect(provider.asked).toHaveLength(3);
    const types = (await shared.api.events(talking.session.id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'context.compacted')).toHaveLength(1);
    await talking.expectToGoOn('readSession');
  });

  it('of pictures that pile up is summarized as often as it takes', async () => {
    const { provider, talking } = await conversations.talk({ format: 'openai_compatible' });
    provider.refuse = ({ text }) =>
      text.length > 200_000 ? refuses(413, { error: { message: 'Request Entity Too Large' } }) : null;
    const base64 = Buffer.concat([Buffer.from('GIF89a\x05\x00\x05\x00\x00\x00', 'latin1'), Buffer.alloc(30_000)]);
    const picture: JsonObject = { type: 'image', base64: base64.toString('base64'), media_type: 'image/gif' };
    for (let index = 0; index < 12; index += 1) {
      const { turn } = await talking.say([picture, { type: 'text', text: `Picture ${index}.` }]);
      expect([index, turn.status]).toEqual([index, 'completed']);
    }
    await talking.expectToGoOn();
  });
});

it('a gateway that forbids what OpenAI takes, and wants a text beside calls, is spoken to as it wants', async () => {
  const { provider, talking } = await conversations.talk({ format: 'openai_compatible', model: 'gpt-5' });
  provider.refuse = ({ body }) => {
    if ('stream_options' in body) return 'Unrecognized request argument supplied: stream_options';
    if ('max_tokens' in body)
      return "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    const messages = body['messages'] as JsonObject[];
    return messages.every(({ content }) => typeof content === 'string') ? null : 'content: expected a string';
  };
  provider.next.push(
    streams(renderAnswer('openai_compatible', { calls: [{ name: 'add', arguments: '{"a":1,"b":2}' }] })),
  );
  expect((await talking.say('Add.', { controls: { max_tokens: 500 } })).text).toBe(HERE);
  await talking.expectToGoOn();
});

describe('an API key', () => {
  const create = (api_key: string) => {
    const base_url = 'http://127.0.0.1:1/v1';
    return shared.api.fetch('POST', '/v1/llm-providers', {
      body: { name: `key ${Math.random()}`, provider_type: 'openai_compatible', base_url, api_key },
    });
  };

  it.each(['sk-line\n', '\uFEFFsk-bom', ' sk-blank\t'])('loses what was copied along at its ends: %j', async (key) => {
    expect((await create(key)).status).toBe(201);
  });

  it.each(['sk-“curly”', 'sk-\u200Bzero', 'sk-é', 'sk-line\nsk', 'sk\uFEFF-bom', 'sk blank'])(
    'that no header can carry is refused at the door, by a sentence that names the character: %j',
    async (key) => {
      const response = await create(key);
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('copy it again')]);
    },
  );
});

it('a blank message and an empty or very long system prompt are told as the provider takes them', async () => {
  await Promise.all(
    FORMATS.flatMap((format) =>
      ['', ' ', 'You test. '.repeat(20_000)].map(async (system_prompt) => {
        const { provider, talking } = await conversations.talk({ format, agent: { system_prompt } });
        expect((await talking.say(' \n ')).text).toBe(HERE);
        expect(provider.asked[0]?.text).not.toMatch(/"(?:text|content)":"(?:\s|\\n)*"/);
        await talking.expectToGoOn('readSession');
      }),
    ),
  );
});

describe('readers', () => {
  it('that accept a compressed stream get one that no proxy holds back', async () => {
    const session = await shared.api.createSession();
    await shared.api.post(session.id, 'Hello.', { wait: 20 });
    const response = await shared.api.fetch('GET', `/v1/sessions/${session.id}/sse?until=idle&after_sequence=0`, {
      headers: { 'accept-encoding': 'gzip, br, zstd' },
    });
    expect([response.headers.get('content-encoding'), response.headers.get('x-accel-buffering')]).toEqual([null, 'no']);
    expect(response.headers.get('cache-control')).toContain('no-transform');
    expect(await response.text()).toContain('event: done');
  });

  it('180 that only listen leave the others alone', { timeout: 60_000 }, async () => {
    const sessions = await Promise.all(Array.from({ length: 18 }, () => shared.api.createSession()));
    const left = new AbortController();
    const opened = await Promise.all(
      Array.from({ length: 180 }, (_, index) =>
        shared.api.fetch('GET', `/v1/sessions/${sessions[index % sessions.length]?.id ?? ''}/sse`, {
          signal: left.signal,
        }),
      ),
    );
    expect(opened.map(({ status }) => status)).toEqual(opened.map(() => 200));
    const startedAt = performance.now();
    for (let time = 0; time < 10; time += 1) await shared.api.json('GET', '/v1/sessions?limit=100');
    const value = performance.now() - startedAt;
    judgeFigure({ name: 'ten lists beside 180 that listen', value, unit: 'ms', most: 5_000 });
    left.abort();
  });
});

describe('calls that the client executes', () => {
  it('may be answered once, in time, and only where they were made; a steer is read with them', async () => {
    const { api } = shared;
    const tool = { name: 'ask', description: 'Asks.', parameters: { type: 'object', properties: {} } };
    const { provider, talking } = await conversations.talk({ format: 'openai', agent: { tools: [tool] } });
    const { session } = talking;
    provider.next.push(
      streams(
        renderAnswer('openai', {
          calls: [
            { name: 'ask', arguments: '{}' },
            { name: 'ask', arguments: '{}' },
          ],
        }),
      ),
    );
    await api.post(session.id, 'Ask.');
    const frames = await readUntil(api, session.id, {
      query: '?after_sequence=0',
      until: isEvent('tool.call_requested'),
      signal: AbortSignal.timeout(20_000),
    });
    const requested = frames.at(-1)?.data.data as { tool_calls: { id: string }[] };
    const answer = (id: string, result: unknown) =>
      api.fetch('POST', `/v1/sessions/${session.id}/tool-results`, {
        body: { tool_results: [{ tool_call_id: id, result }] },
      });
    const [first, second] = requested.tool_calls.map(({ id }) => id);
    expect((await answer(first ?? '', 'one')).status).toBe(201);
    expect((await answer(first ?? '', 'again')).status).toBe(409);
    expect((await answer('00000000-0000-7000-8000-000000000000', 'who?')).status).toBeGreaterThanOrEqual(400);
    await api.post(session.id, 'And hurry.', { busy_policy: 'steer' });
    expect((await answer(second ?? '', { list: ['a\uFFFD'] })).status).toBe(201);
    await settle(api, session.id);
    expect((await answer(second ?? '', 'late')).status).toBe(409);
    expect(provider.asked.at(-1)?.text).toContain('And hurry.');
    await talking.expectToGoOn();
  });
});
