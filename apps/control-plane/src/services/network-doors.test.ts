import { createServer, type AddressInfo } from 'node:net';
import { createGuardedFetch } from '@everruns/egress';
import { HOSTILE_URLS } from '@everruns/egress/testing';
import { systemClock } from '@everruns/kernel';
import { StdioLauncher } from '@everruns/mcp';
import { McpServer, OrganizationId, WebhookId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Envelope } from '../crypto/envelope.ts';
import { openLoginFetch } from './mcp/login-fetch.ts';
import { createMcpDirectory } from './mcp/mcp-directory.ts';
import { sendDelivery } from './webhooks/send-delivery.ts';

/** Counts what reaches this machine, by whatever address of its own. */
let hits = 0;
const listener = createServer((socket) => {
  hits += 1;
  socket.destroy();
});
beforeAll(() => new Promise<void>((resolve) => void listener.listen({ port: 0, host: '::' }, resolve)));
afterAll(() => new Promise<void>((resolve) => void listener.close(() => resolve())));

const clock = systemClock;
const openFetch = createGuardedFetch({ clock, allowCidrs: [], allowedOrigins: [], log: { warn: () => undefined } });
const launcher = new StdioLauncher({ programs: new Map(), clock, onFailure: () => undefined });
const directory = createMcpDirectory({ openFetch, clock, launcher });
afterAll(async () => {
  await directory.close();
  await openFetch.close();
});

const deps = {
  clock,
  openFetch,
  allowPrivateProviders: false,
  envelope: { decrypt: () => 'whsec_a2V5' } as Pick<Envelope, 'decrypt'> as Envelope,
};

/** What each place that sends to an address of a tenant makes of it: null if nothing was sent. */
const DOORS: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  'a webhook': async (url) => (await sendDelivery(deps, deliveryTo(url))).responseStatus,
  'an MCP server': async (url) => {
    const access = { server: serverAt(url), credential: url, headers: { 'x-key': 'k' }, allowPrivateAddress: false };
    const answer = await directory.ask(access);
    return answer.kind === 'failed' ? null : answer;
  },
  'the login at an MCP server': (url) => openLoginFetch(deps, 'https://mcp.example.com/')(url).catch(() => null),
};

function deliveryTo(url: string): Parameters<typeof sendDelivery>[1] {
  const ids = { org_id: OrganizationId.parse(v7()), id: v7(), webhook_id: WebhookId.parse(v7()) };
  const content = { event: 'turn.completed', data: {}, attempts: 1, created_at: new Date() };
  return { ...ids, ...content, url, secret: {}, previous: null };
}

function serverAt(url: string): McpServer {
  const now = new Date().toISOString();
  return McpServer.parse({
    id: v7(),
    name: 'hostile',
    url,
    transport: 'streamable_http',
    auth: 'none',
    header_names: [],
    status: 'active',
    created_at: now,
    updated_at: now,
  });
}

it.each(Object.entries(DOORS))('%s reaches none of 500 hostile URLs', { timeout: 60_000 }, async (_name, knock) => {
  const { port } = listener.address() as AddressInfo;
  const urls = HOSTILE_URLS.map((url) => url.replaceAll('PORT', String(port)));
  expect(urls.length).toBeGreaterThan(500);
  hits = 0;
  const outcomes = await Promise.all(urls.map(async (url) => ({ url, outcome: await knock(url) })));
  expect(outcomes.filter(({ outcome }) => outcome !== null)).toEqual([]);
  expect(hits).toBe(0);
});
