import { systemClock } from '@everruns/kernel';
import { createServer, type AddressInfo } from 'node:net';
import { isEverrunsError } from '@everruns/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOSTILE_ANSWERS, HOSTILE_URLS } from '../test/hostile-urls.ts';
import { startLocalServer } from '../test/local-server.ts';
import type { EgressPolicy, GuardedFetchOptions } from './egress-policy.ts';
import { createGuardedFetch } from './guarded-fetch.ts';

/** Counts what reaches this machine, by whatever address of its own. */
let hits = 0;
const listener = createServer((socket) => {
  hits += 1;
  socket.destroy();
});
beforeAll(() => new Promise<void>((resolve) => void listener.listen({ port: 0, host: '::' }, resolve)));
afterAll(() => new Promise<void>((resolve) => void listener.close(() => resolve())));

const port = () => (listener.address() as AddressInfo).port;
const urls = () => HOSTILE_URLS.map((url) => url.replaceAll('PORT', String(port())));

/** Every place that makes a request: a tool, a model call, the check of a provider. */
const PLACES: Record<string, { policy: EgressPolicy; init: RequestInit }> = {
  'a tool': { policy: { purpose: 'tool' }, init: {} },
  'a model call': { policy: { purpose: 'provider' }, init: { method: 'POST', body: '{}' } },
  'the check of a provider': { policy: { purpose: 'provider', timeoutMs: 10_000 }, init: { redirect: 'manual' } },
};

const open = (options: Partial<GuardedFetchOptions> = {}) =>
  createGuardedFetch({
    clock: systemClock,
    allowCidrs: [],
    allowedOrigins: [],
    log: { warn: () => undefined },
    ...options,
  });

/** The URLs that were not refused by our own rule. */
async function notRefused(attempts: readonly { name: string; send: () => Promise<Response> }[]): Promise<string[]> {
  const outcomes = await Promise.all(
    attempts.map(async ({ name, send }) => {
      const outcome = await send().catch((error: unknown) => error);
      return isEverrunsError(outcome) && outcome.code === 'invalid_request' ? [] : [`${name}: ${String(outcome)}`];
    }),
  );
  return outcomes.flat();
}

it('counts a connection to this machine', async () => {
  const guarded = open({ allowCidrs: ['127.0.0.0/8'] });
  await guarded({ purpose: 'tool' })(`http://127.0.0.1:${port()}/`).catch(() => null);
  expect(hits).toBe(1);
  hits = 0;
  await guarded.close();
});

it.each(Object.entries(PLACES))('%s reaches none of 500 hostile URLs', async (_place, { policy, init }) => {
  expect(HOSTILE_URLS.length).toBeGreaterThan(500);
  const guarded = open();
  const send = guarded(policy);
  expect(await notRefused(urls().map((url) => ({ name: url, send: () => send(url, init) })))).toEqual([]);
  expect(hits).toBe(0);
  await guarded.close();
});

it.each(Object.entries(PLACES))('%s follows no name to a hostile address', async (_place, { policy, init }) => {
  const opened = HOSTILE_ANSWERS.map((answer) => {
    const guarded = open({
      lookup: (_name, _options, callback) =>
        callback(
          null,
          answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
    });
    return { guarded, name: answer.join(' ') };
  });
  const attempts = opened.map(({ guarded, name }) => ({
    name,
    send: () => guarded(policy)(`http://rebinds.example:${port()}/`, init),
  }));
  expect(await notRefused(attempts)).toEqual([]);
  expect(hits).toBe(0);
  await Promise.all(opened.map(({ guarded }) => guarded.close()));
});

it('no redirect leads to a hostile URL, not even from an address that is allowed', async () => {
  await using server = await startLocalServer((request, response) => {
    const wanted = decodeURIComponent((request.url ?? '').slice(2));
    response.writeHead(302, { location: encodeURI(wanted) }).end();
  });
  const guarded = open();
  const send = guarded({ purpose: 'provider', allowPrivateAddress: true });
  // A relative address stays where it is allowed to be; what is encoded twice names nothing.
  const targets = urls().filter((url) => /^[\w+]+:\/\//.test(url) && !url.includes('%'));
  expect(targets.length).toBeGreaterThan(450);
  const attempts = targets.map((url) => ({
    name: url,
    send: () => send(`${server.origin}/?${encodeURIComponent(url)}`),
  }));
  expect(await notRefused(attempts)).toEqual([]);
  expect(hits).toBe(0);
  await guarded.close();
});
