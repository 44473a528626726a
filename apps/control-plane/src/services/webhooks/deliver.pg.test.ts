import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@everruns/log';
import { CreatedWebhook, DEFAULT_ORGANIZATION_ID, type Webhook, type WebhookDelivery } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runSql } from '../../db/database.ts';
import { createMemoryBus } from '../../events/testing/memory-bus.ts';
import { RecordingHub } from '../../engine/testing/recording-hub.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { createWebhookDeliverer } from './deliver.ts';

interface Received {
  headers: IncomingMessage['headers'];
  body: string;
}
type Reply = { status: number; headers?: Record<string, string>; body?: string };

const log = createLogger({ level: 'silent' });
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());
const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]();
  await api.database.pool.query('delete from webhook_deliveries; delete from webhooks');
});

/** A server that answers with each of the replies in turn, and then with the last one. */
async function listen(...replies: Reply[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const reply = replies[Math.min(received.length, replies.length - 1)] ?? { status: 204 };
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(reply.status, reply.headers).end(reply.body);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  opened.push({
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks` };
}

async function hook(url: string): Promise<CreatedWebhook> {
  const answer = await api.call('POST', '/v1/webhooks', { body: { url, events: ['turn.completed'] } });
  return CreatedWebhook.parse(answer.json);
}

/** Writes so many events as a commit would. */
async function tell(webhookId: string, count = 1, attempts = 0): Promise<void> {
  await runSql(
    api.services.db,
    `insert into webhook_deliveries (org_id, id, webhook_id, event, data, attempts, next_at, created_at)
     select $1, gen_random_uuid(), $2, 'turn.completed', '{"n":1}', $4, now(), date_trunc('milliseconds', now())
     from generate_series(1, $3)`,
    [DEFAULT_ORGANIZATION_ID, webhookId, count, attempts],
  );
}

async function deliver(): Promise<RecordingHub> {
  const hub = new RecordingHub();
  const deliverer = createWebhookDeliverer({ services: api.services, hub, bus: createMemoryBus(), log }, null);
  opened.push(deliverer);
  await deliverer.start();
  return hub;
}

async function deliveriesOf(id: string): Promise<WebhookDelivery[]> {
  return ((await api.call('GET', `/v1/webhooks/${id}/deliveries`)).json as { data: WebhookDelivery[] }).data;
}
const settled = (id: string, status: string) =>
  vi.waitFor(async () => expect((await deliveriesOf(id)).map((one) => one.status)).toEqual([status]), 20_000);
const statusOf = async (id: string) => (await api.call('GET', `/v1/webhooks/${id}`)).json as Webhook;

describe('a delivery', () => {
  it('is sent once, signed, by one of two processes, with a small body', async () => {
    const server = await listen({ status: 200, body: 'thanks' });
    const { id } = await hook(server.url);
    await tell(id, 40);
    await Promise.all([deliver(), deliver()]);
    await vi.waitFor(async () => {
      const { rows } = await api.database.pool.query(`select 1 from webhook_deliveries where status = 'delivered'`);
      expect(rows).toHaveLength(40);
    }, 20_000);
    const ids = server.received.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([40, 40]);
    const [first] = server.received;
    expect(first?.headers).toMatchObject({ 'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/) });
    expect(JSON.parse(first?.body ?? '')).toEqual({
      type: 'turn.completed',
      timestamp: expect.any(String),
      data: { n: 1 },
    });
    const [shown] = await deliveriesOf(id);
    expect(shown).toMatchObject({ status: 'delivered', response_status: 200, response_body: 'thanks', attempts: 1 });
  });

  it('is signed with both secrets after a rotation', async () => {
    const server = await listen();
    const { id, secret } = await hook(server.url);
    const rotated = await api.call('POST', `/v1/webhooks/${id}/rotate-secret`);
    expect(CreatedWebhook.parse(rotated.json).secret).not.toBe(secret);
    await tell(id);
    await deliver();
    await settled(id, 'delivered');
    expect(server.received[0]?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  });

  it('is sent again in some seconds under the same id, and can be replayed', async () => {
    const server = await listen({ status: 500, body: 'a\u0000b' }, { status: 200 });
    const { id } = await hook(server.url);
    await tell(id);
    await deliver();
    await vi.waitFor(async () => expect((await deliveriesOf(id))[0]?.response_status).toBe(500), 20_000);
    const [failed] = await deliveriesOf(id);
    expect(failed).toMatchObject({ status: 'pending', attempts: 1, response_body: 'ab' });
    const waitMs = Date.parse(failed?.next_attempt_at ?? '') - Date.parse(failed?.last_attempt_at ?? '');
    expect(waitMs).toBeGreaterThan(3_900);
    expect(waitMs).toBeLessThan(8_000);
    await api.database.pool.query(`update webhook_deliveries set next_at = now()`);
    await settled(id, 'delivered');
    const replay = `/v1/webhooks/${id}/deliveries/${failed?.id}/replay`;
    expect((await api.call('POST', replay)).status).toBe(200);
    await vi.waitFor(() => expect(server.received).toHaveLength(3), 20_000);
    expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('fails for good after the last attempt', async () => {
    const server = await listen({ status: 302, headers: { location: 'http://127.0.0.1:9/' } });
    const { id } = await hook(server.url);
    await tell(id, 1, 10);
    await deliver();
    await settled(id, 'failed');
    expect(server.received).toHaveLength(1);
  });

  it('of a process that died is taken by another one after its lease', async () => {
    const server = await listen();
    const { id } = await hook(server.url);
    await tell(id, 1, 1);
    await api.database.pool.query(`update webhook_deliveries set next_at = now() + interval '1 second'`);
    await deliver();
    await settled(id, 'delivered');
    expect((await deliveriesOf(id))[0]?.attempts).toBe(2);
  });

  it('to a private address is not sent where that is not allowed', async () => {
    const server = await listen();
    const { id } = await hook(server.url);
    await tell(id);
    api.services.allowPrivateProviders = false;
    try {
      await deliver();
      await vi.waitFor(async () => expect((await deliveriesOf(id))[0]?.error).toBeDefined(), 20_000);
    } finally {
      api.services.allowPrivateProviders = true;
    }
    expect(server.received).toEqual([]);
  });
});

describe('a webhook', () => {
  it('whose server answers 410 is disabled, and what waits is given up', async () => {
    const server = await listen({ status: 410 });
    const { id } = await hook(server.url);
    await tell(id, 20);
    await deliver();
    await vi.waitFor(async () => expect((await statusOf(id)).status).toBe('disabled'), 20_000);
    expect(await statusOf(id)).toMatchObject({ status_reason: 'gone' });
    expect(new Set((await deliveriesOf(id)).map(({ status }) => status))).toEqual(new Set(['failed']));
    expect(server.received.length).toBeLessThanOrEqual(4);
  });

  it('for which 10,000 wait is paused with a notice, until a person makes it active', async () => {
    const server = await listen({ status: 503, headers: { 'retry-after': '600' } });
    const { id } = await hook(server.url);
    await tell(id, 10_000);
    const hub = await deliver();
    const notices = hub.feed.subscribe(DEFAULT_ORGANIZATION_ID, {
      subjects: { bound: null, person: null, noteForeign: null },
      lastId: null,
    });
    await vi.waitFor(async () => expect((await statusOf(id)).status).toBe('paused'), 20_000);
    expect(await notices.nextBatch()).toMatchObject([
      { type: 'webhook.paused', json: JSON.stringify({ webhook_id: id }) },
    ]);
    const audit = await api.call('GET', '/v1/audit-log?action=pause_webhook');
    expect(audit.json).toMatchObject({ data: [{ target_id: id, actor: 'platform' }] });
    const active = await api.call('PATCH', `/v1/webhooks/${id}`, { body: { status: 'active' } });
    expect(active.json).toMatchObject({ status: 'active' });
    expect(active.json).not.toHaveProperty('status_reason');
  });

  it('of another organization gets its turn although one has much to send and its servers do not answer', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const other = v7();
    await api.database.pool.query(`insert into organizations (id, name) values ('${other}', 'other')`);
    for (let count = 0; count < 10; count += 1) {
      const { id } = await hook(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
      await tell(id, 10);
    }
    const server = await listen();
    const { id } = await hook(server.url);
    await tell(id);
    await api.database.pool.query(`update webhooks set org_id = '${other}' where id = '${id}'`);
    await api.database.pool.query(`update webhook_deliveries set org_id = '${other}' where webhook_id = '${id}'`);
    await deliver();
    // Its secret belongs to its place in the other organization, so nothing is sent; that it was tried is what counts.
    await vi.waitFor(async () => {
      const { rows } = await api.database.pool.query(
        `select attempts from webhook_deliveries where webhook_id = '${id}'`,
      );
      expect(rows).toEqual([{ attempts: 1 }]);
    }, 20_000);
    silent.closeAllConnections();
    silent.close();
  });

  it('shows its secret only when it was made', async () => {
    const { id, secret } = await hook('https://a.example/hooks');
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const texts = [(await api.call('GET', `/v1/webhooks/${id}`)).text, (await api.call('GET', '/v1/webhooks')).text];
    expect(texts.filter((text) => text.includes('secret'))).toEqual([]);
  });

  it('is refused when there are twenty', async () => {
    for (let count = 0; count < 20; count += 1) await hook('https://a.example/hooks');
    const body = { url: 'https://a.example/hooks', events: ['turn.failed'] };
    expect((await api.call('POST', '/v1/webhooks', { body })).status).toBe(409);
  });
});
