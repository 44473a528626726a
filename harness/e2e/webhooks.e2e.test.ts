import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEverruns, verifyWebhook, type Everruns, type WebhookMessage } from '@everruns/sdk';
import { Webhook } from 'standardwebhooks';
import { beforeAll, expect, it, vi } from 'vitest';
import { queryPostgres } from '../dev/query-postgres.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let everruns: Everruns;
beforeAll(() => {
  everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
});

const POLICY = { capabilities: ['math'], tools_policy: { add: 'requires_approval' as const } };
const ADD = '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text Done.]]';

it('tells a server at once what it wants to know, signed so that the official package and the SDK accept it', async () => {
  const { requests, url, close } = await listen();
  const events = ['turn.completed', 'session.requires_action', 'approval.requested'] as const;
  const { id, secret } = await everruns.webhooks.create({ url, events: [...events] });
  const agent = await everruns.agents.create({ name: 'careful', system_prompt: 'You test.', ...POLICY });
  const session = await everruns.sessions.create({ agent_id: agent.id });
  const run = everruns.sessions.send(session.id, ADD);
  await vi.waitFor(() => expect(requests).toHaveLength(2), 20_000);
  const [waiting] = (await everruns.sessions.approvals(session.id).page()).data;
  await everruns.approvals.approve(waiting?.id ?? '');
  expect(await run.text()).toBe('Done.');
  await vi.waitFor(() => expect(requests).toHaveLength(3), 20_000);
  const messages: WebhookMessage[] = [];
  for (const { headers, body } of requests) {
    expect(new Webhook(secret).verify(body, headers)).toBeDefined();
    messages.push(await verifyWebhook({ headers, body, secret }));
  }
  expect(messages.map(({ type }) => type).toSorted()).toEqual([...events].toSorted());
  for (const { data } of messages) expect(data).toMatchObject({ session_id: session.id, agent_id: agent.id });
  const requested = messages.find(({ type }) => type === 'approval.requested');
  expect(requested?.data).toMatchObject({ approval_id: waiting?.id, kind: 'approval', name: 'add' });
  expect(JSON.stringify(messages)).not.toContain('Done.');
  const { data: deliveries } = await everruns.webhooks.deliveries(id).page();
  expect(new Set(deliveries.map(({ id: delivery }) => delivery))).toEqual(new Set(messages.map((one) => one.id)));
  await everruns.webhooks.delete(id);
  close();
});

it('a delivery whose process is killed in the middle of its request arrives once more, under the same id', async () => {
  const { requests, url, close } = await listen({ isFirstHeld: true });
  const { id } = await everruns.webhooks.create({ url, events: ['turn.completed'] });
  const agent = await everruns.agents.create({ name: 'quick', system_prompt: 'You test.' });
  const session = await everruns.sessions.create({ agent_id: agent.id });
  await everruns.sessions.send(session.id, '[[sim:text Done.]]').text();
  await vi.waitFor(() => expect(requests).toHaveLength(1), 20_000);
  const [controlPlane] = shared.running.controlPlanes;
  await controlPlane?.kill();
  await controlPlane?.start();
  const [held] = await deliveriesOf(id);
  expect(held).toMatchObject({ status: 'pending', attempts: 1 });
  // Its lease of a minute is over.
  await queryPostgres(
    shared.running.postgres.url,
    'update webhook_deliveries set next_at = now() where webhook_id = $1',
    [id],
  );
  await vi.waitFor(
    async () => expect(await deliveriesOf(id)).toMatchObject([{ status: 'delivered', attempts: 2 }]),
    20_000,
  );
  expect(requests.map(({ headers }) => headers['webhook-id'])).toEqual([held?.id, held?.id]);
  await everruns.webhooks.delete(id);
  close();
});

async function deliveriesOf(id: string) {
  return (await everruns.webhooks.deliveries(id).page()).data;
}

/** A server that accepts what it is told; the first time, if wanted, it says nothing. */
async function listen({ isFirstHeld = false } = {}) {
  const requests: { headers: Record<string, string>; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() });
      if (!isFirstHeld || requests.length > 1) response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, close };
}
