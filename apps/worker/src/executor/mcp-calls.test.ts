import { createServer, type AddressInfo } from 'node:net';
import type { SecretResolver } from '@everruns/core';
import { createGuardedFetch } from '@everruns/egress';
import { HOSTILE_URLS } from '@everruns/egress/testing';
import { systemClock } from '@everruns/kernel';
import { createLogger } from '@everruns/log';
import { stdioServerId } from '@everruns/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMcpConnections } from './mcp-calls.ts';

/** Counts what reaches this machine, by whatever address of its own. */
let hits = 0;
const listener = createServer((socket) => {
  hits += 1;
  socket.destroy();
});
beforeAll(() => new Promise<void>((resolve) => void listener.listen({ port: 0, host: '::' }, resolve)));
afterAll(() => new Promise<void>((resolve) => void listener.close(() => resolve())));

const log = createLogger({ level: 'silent' });
const clock = systemClock;
const openFetch = createGuardedFetch({ clock, allowCidrs: [], allowedOrigins: [], log });
const connections = createMcpConnections({ openFetch, clock, log, programs: new Map() });
afterAll(async () => {
  await connections.close();
  await openFetch.close();
});

const secrets: SecretResolver = {
  resolve: async () =>
    JSON.stringify({ headers: { authorization: 'Bearer key' }, allow_private_address: false, is_renewable: false }),
};

it('a tool of an MCP server reaches none of 500 hostile URLs', { timeout: 60_000 }, async () => {
  const { port } = listener.address() as AddressInfo;
  const urls = HOSTILE_URLS.map((url) => url.replaceAll('PORT', String(port)));
  const calls = connections.open(secrets);
  const signal = new AbortController().signal;
  const outcomes = await Promise.all(
    urls.map(async (url) => {
      const target = { server_id: stdioServerId(url), server: 'hostile', url, tool: 'x', effect: 'read' as const };
      const outcome = await calls.call(target, {}, { signal, onProgress: () => undefined }).catch(() => null);
      return { url, outcome };
    }),
  );
  expect(outcomes.filter(({ outcome }) => outcome !== null)).toEqual([]);
  expect(hits).toBe(0);
});
