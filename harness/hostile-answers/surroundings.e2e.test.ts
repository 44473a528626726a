import type { LlmProviderCheck } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { useStack } from '../e2e/shared-stack.ts';
import { useConversations } from './use-conversations.ts';
import { renderAnswer } from './render-answer.ts';
import { refuses, type Reply, streams } from './scripted-provider.ts';

const shared = useStack();
const conversations = useConversations(shared);

const FORMAT = 'openai_compatible';
const OVERFLOW = refuses(400, { error: { message: 'prompt is too long: 9 tokens > 8 maximum' } });
const odd = 'a\u0000b\uD800';

describe('a summary that is', () => {
  it.each<[string, Reply]>([
    ['empty', streams(renderAnswer(FORMAT, {}))],
    ['blank', streams(renderAnswer(FORMAT, { text: ' \n' }))],
    ['a call', streams(renderAnswer(FORMAT, { calls: [{ name: 'add', arguments: '{"a":1,"b":2}' }] }))],
    ['cut', streams(renderAnswer(FORMAT, { text: 'They', finish: 'length' }))],
    ['filtered', streams(renderAnswer(FORMAT, { text: 'No.', finish: 'content_filter' }))],
    ['odd', streams(renderAnswer(FORMAT, { text: odd, id: odd, usage: { prompt_tokens: -1 } }))],
    ['of 5 MB', streams(renderAnswer(FORMAT, { text: 'word '.repeat(1_000_000) }))],
    ['no answer', refuses(400, { error: { message: 'No.' } })],
    ['too long to be asked for', OVERFLOW],
    ['a page', refuses(200, '<html>', { 'content-type': 'text/html' })],
    ['busy', refuses(429, { error: { message: odd } }, { 'retry-after': '0' })],
  ])('%s ends the turn clearly, and the session goes on', async (_, summary) => {
    const { provider, talking } = await conversations.talk({ format: FORMAT });
    for (let index = 0; index < 3; index += 1) await talking.say(`${index} ${'lorem ipsum '.repeat(200)}`);
    provider.next.push(OVERFLOW, summary);
    const { turn } = await talking.say('And now?');
    expect(['completed', 'failed']).toContain(turn.status);
    expect(turn.error?.code).not.toBe('internal');
    provider.next = [];
    await talking.expectToGoOn('readSession');
  });
});

describe('the check of a provider', () => {
  it.each<[string, number, string | Uint8Array, LlmProviderCheck['status']]>([
    ['ids that cannot be stored', 200, '{"data":[{"id":"good"},{"id":"a\\u0000"},{"id":"\\ud800"},{"id":1}]}', 'ok'],
    ['a bare list', 200, '[{"id":"good"}]', 'ok'],
    ['names', 200, '{"models":[{"name":"good"}]}', 'ok'],
    ['a deep list', 200, `{"data":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'failed'],
    ['bytes', 200, Buffer.from([0xff, 0xfe, 0x00]), 'failed'],
    ['an odd refusal', 401, JSON.stringify({ error: odd }), 'key_rejected'],
    ['a redirect', 302, '', 'failed'],
    ['a status that is none', 999, '{}', 'failed'],
  ])('that answers with %s says what it found, and the same when it is repeated', async (_, status, body, expected) => {
    const { provider, talking } = await conversations.talk({ format: FORMAT });
    const path = `/v1/llm-providers/${talking.ids['provider_id'] ?? ''}/check`;
    provider.next.push(refuses(status, body, status === 302 ? { location: 'http://169.254.169.254/' } : {}));
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await shared.api.json<LlmProviderCheck>('POST', path, { headers });
    expect([first.status, first.models]).toEqual([expected, expected === 'ok' ? ['good'] : []]);
    expect(await shared.api.json<LlmProviderCheck>('POST', path, { headers })).toEqual(first);
  });
});
