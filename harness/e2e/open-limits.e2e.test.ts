import type { OrganizationLimitName } from '@everruns/schemas';
import { Agent, request } from 'undici';
import { afterAll, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { useStack } from './shared-stack.ts';

const KEPT = 2;
const shared = useStack({
  env: { ORGANIZATION_LIMITS: `connections=${KEPT},streams=1,waiting_requests=1` },
});
const agents: Agent[] = [];
afterAll(() => Promise.all(agents.map((agent) => agent.destroy())));

/** A client with one connection, which it keeps open for as long as the server lets it. */
function openClient() {
  const agent = new Agent({ connections: 1, pipelining: 1, keepAliveTimeout: 60_000 });
  agents.push(agent);
  return {
    async ask() {
      const { statusCode, headers, body } = await request(`${shared.running.urls[0]}/v1/limits`, { dispatcher: agent });
      const { data } = (await body.json()) as { data: { name: string; use: number; limit: number }[] };
      const { use, limit } = data.find(({ name }) => name === 'connections') ?? {};
      return { statusCode, connection: headers['connection'], use, limit };
    },
    leave: () => agent.close(),
  };
}

it('an organization keeps as many connections as its limit says; further ones are served and end with their answer', async () => {
  const [first, second, third] = [openClient(), openClient(), openClient()];
  for (const client of [first, second, first, second])
    expect(await client.ask()).toMatchObject({ statusCode: 200, connection: 'keep-alive', limit: KEPT });
  for (let requests = 0; requests < 3; requests += 1)
    expect(await third.ask()).toMatchObject({ statusCode: 200, connection: 'close', use: KEPT });
  await first.leave();
  await expect.poll(async () => (await third.ask()).connection).toBe('keep-alive');
});

/** An organization that has one of what is limited open; the second one is refused, until the first is over. */
async function expectOne(
  name: OrganizationLimitName,
  { first, second, end }: { first: () => Promise<unknown>; second: () => Promise<Response>; end: () => void },
): Promise<void> {
  const api = new ApiClient(shared.running.urls);
  const useOf = async () => {
    const { data } = await api.json<{ data: { name: string; use: number; limit: number }[] }>('GET', '/v1/limits');
    return data.find((limit) => limit.name === name);
  };
  const running = first();
  await expect.poll(useOf).toMatchObject({ use: 1, limit: 1 });
  const refused = await second();
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
  expect(await refused.json()).toMatchObject({ code: 'limit_reached', errors: [{ path: name, limit: 1 }] });
  end();
  await running;
  await expect.poll(useOf).toMatchObject({ use: 0 });
}

async function readAll(frames: AsyncIterable<unknown>): Promise<void> {
  for await (const _frame of frames) continue;
}

it('an organization has as many open streams as its limit says', async () => {
  const api = new ApiClient(shared.running.urls);
  const [one, another] = [await api.createSession(), await api.createSession()];
  const leaving = new AbortController();
  await expectOne('streams', {
    first: () => readAll(api.stream(one.id, { signal: leaving.signal })).catch(() => undefined),
    // In another session: the limit is the organization's.
    second: () => api.fetch('GET', `/v1/sessions/${another.id}/sse`),
    end: () => leaving.abort(),
  });
});

it('an organization has as many requests that wait for a turn as its limit says', async () => {
  const api = new ApiClient(shared.running.urls);
  const [one, another] = [await api.createSession(), await api.createSession()];
  const leaving = new AbortController();
  const ask = (id: string, signal?: AbortSignal) =>
    api.fetch('POST', `/v1/sessions/${id}/messages?wait=60`, {
      body: { message: { content: [{ type: 'text', text: '[[sim:delay 60000]][[sim:text Late.]]' }] } },
      ...(signal === undefined ? {} : { signal }),
    });
  await expectOne('waiting_requests', {
    first: () => ask(one.id, leaving.signal).catch(() => undefined),
    second: () => ask(another.id),
    end: () => leaving.abort(),
  });
});
