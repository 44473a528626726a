import { LIMITS, Message, Problem } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

async function post(parts: object[]) {
  const agent = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
  const session = idOf(await api.call('POST', '/v1/sessions', { body: { agent_id: agent } }));
  return api.call('POST', `/v1/sessions/${session}/messages`, { body: { message: { content: parts } } });
}
const image = (bytes: number) => ({
  type: 'image',
  media_type: 'image/png',
  base64: Buffer.alloc(bytes, 7).toString('base64'),
});

describe('a message', () => {
  it('may bring two images of the greatest size', async () => {
    const answer = await post([image(LIMITS.imageBytes), image(LIMITS.imageBytes)]);
    expect(answer.status).toBe(201);
    expect(Message.parse(answer.json).content).toHaveLength(2);
  });

  it('with a larger image, or of a larger body, is refused with the limit', async () => {
    const larger = await post([image(LIMITS.imageBytes + 300_000)]);
    expect([larger.status, Problem.parse(larger.json).code]).toEqual([400, 'invalid_request']);
    const large = await post(Array.from({ length: 4 }, () => image(LIMITS.imageBytes)));
    expect([large.status, Problem.parse(large.json).errors?.[0]?.limit]).toEqual([413, LIMITS.messageBodyBytes]);
  });
});
