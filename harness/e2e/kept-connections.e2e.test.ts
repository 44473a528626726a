import { Agent, request } from 'undici';
import { afterAll, expect, it } from 'vitest';
import { useStack } from './shared-stack.ts';

const KEPT = 2;
const shared = useStack({ env: { ORGANIZATION_LIMITS: `connections=${KEPT}` } });
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
