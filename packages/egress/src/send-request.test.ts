import { systemClock } from '@everruns/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { startLocalServer, type LocalServer } from '../test/local-server.ts';
import { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';

const opened = new Set<AsyncDisposable | GuardedFetch>();
afterEach(async () => {
  for (const one of opened) await ('close' in one ? one.close() : one[Symbol.asyncDispose]());
  opened.clear();
});

async function open(
  answer: Parameters<typeof startLocalServer>[0],
): Promise<{ server: LocalServer; fetch: typeof fetch }> {
  const server = await startLocalServer(answer);
  const options = {
    clock: systemClock,
    allowCidrs: [],
    allowedOrigins: [server.origin],
    log: { warn: () => undefined },
  };
  const guarded = createGuardedFetch(options);
  opened.add(guarded).add(server);
  return { server, fetch: guarded({ purpose: 'provider' }) };
}

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a request whose body is in memory', () => {
  it('arrives as it was given, and so does the answer', async () => {
    const { server, fetch } = await open((_, response) => {
      response.writeHead(201, 'Made', { 'set-cookie': ['a=1', 'b=2'], 'x-one': 'ö' }).end('dönе');
    });
    const response = await fetch(`${server.origin}/a/b?c=d%20e#f`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer k' },
      body: '{"ü":1}',
    });
    expect([response.status, response.statusText, response.headers.getSetCookie()]).toEqual([
      201,
      'Made',
      ['a=1', 'b=2'],
    ]);
    expect(await response.text()).toBe('dönе');
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      url: '/a/b?c=d%20e',
      body: '{"ü":1}',
      headers: { 'content-type': 'application/json', authorization: 'Bearer k', 'content-length': '8' },
    });
  });

  it.each([204, 304])('has an answer without a body for status %i', async (status) => {
    const { server, fetch } = await open((_, response) => void response.writeHead(status).end());
    const response = await fetch(server.origin);
    expect([response.status, response.body]).toEqual([status, null]);
  });

  it('tells a status that no standard knows as it is', async () => {
    const { server, fetch } = await open((_, response) => void response.writeHead(777).end('odd'));
    const response = await fetch(server.origin);
    expect([response.status, response.ok, await response.text()]).toEqual([777, false, 'odd']);
  });

  it('rejects with the reason of its signal, before the head and in the middle of the body', async () => {
    const { server, fetch } = await open((request, response) => {
      if (request.url === '/body') response.writeHead(200).write('begun');
    });
    const early = new AbortController();
    const waiting = errorOf(fetch(server.origin, { signal: early.signal }));
    early.abort(new Error('enough'));
    expect(await waiting).toMatchObject({ message: 'enough' });
    const late = new AbortController();
    const reader = (await fetch(`${server.origin}/body`, { signal: late.signal })).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('begun');
    const next = errorOf(reader?.read() ?? Promise.resolve());
    late.abort(new Error('enough'));
    expect(await next).toMatchObject({ message: 'enough' });
  });

  it('closes its connection when it is aborted before the head of the answer', async () => {
    const { server, fetch } = await open(() => undefined);
    const closed = Promise.withResolvers<void>();
    server.onClosed(() => closed.resolve());
    const call = new AbortController();
    const waiting = errorOf(fetch(server.origin, { signal: call.signal }));
    await expect.poll(() => server.requests.length).toBe(1);
    call.abort(new Error('enough'));
    await closed.promise;
    expect(await waiting).toMatchObject({ message: 'enough' });
  });

  it('rejects with a TypeError whose cause is what broke the connection', async () => {
    const { server, fetch } = await open((request, response) => {
      if (request.url === '/') response.socket?.destroy();
      else response.writeHead(200, { 'content-length': '9' }).write('half', () => response.socket?.destroy());
    });
    const refused = await errorOf(fetch(server.origin));
    expect(refused).toBeInstanceOf(TypeError);
    expect(refused).toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } });
    expect(await errorOf((await fetch(`${server.origin}/half`)).text())).toMatchObject({ message: 'terminated' });
  });

  it('ends the connection of a body that is left unread', async () => {
    const { server, fetch } = await open((_, response) => void response.writeHead(200).write('x'.repeat(100)));
    const closed = Promise.withResolvers<void>();
    const response = await fetch(server.origin);
    server.onClosed(() => closed.resolve());
    await response.body?.cancel();
    await closed.promise;
    expect(server.connections()).toBe(1);
  });
});
