import { createServer, connect as connectTcp, type AddressInfo, type LookupFunction } from 'node:net';
import { isEverrunsError } from '@everruns/schemas';
import { systemClock } from '@everruns/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { startLocalServer } from '../test/local-server.ts';
import type { GuardedFetchOptions } from './egress-policy.ts';
import { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';

const opened: GuardedFetch[] = [];
const blockedHosts: unknown[] = [];
afterEach(async () => {
  blockedHosts.length = 0;
  await Promise.all(opened.splice(0).map((guarded) => guarded.close()));
});

function createGuarded(options: Partial<GuardedFetchOptions> = {}): GuardedFetch {
  const log = { warn: (fields: Record<string, unknown>) => void blockedHosts.push(fields['host']) };
  const guarded = createGuardedFetch({ clock: systemClock, allowCidrs: [], allowedOrigins: [], log, ...options });
  opened.push(guarded);
  return guarded;
}

/** A resolver that answers each lookup of a name with the next list of addresses. */
function resolveTo(...answers: string[][]): { lookup: LookupFunction; asked: () => number } {
  let asked = 0;
  const lookup: LookupFunction = (_name, _options, callback) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { lookup, asked: () => asked };
}

const refusalOf = (attempt: Promise<Response>) =>
  attempt.then(
    () => 'reached',
    (error: unknown) => error,
  );

async function expectBlocked(attempt: Promise<Response>): Promise<void> {
  const error = await refusalOf(attempt);
  expect(isEverrunsError(error) && error.code).toBe('invalid_request');
}

describe('a guarded fetch and private addresses', () => {
  const disguises = [
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://127.0.1:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0177.0000.0000.0001:PORT/',
    'http://017700000001:PORT/',
    'http://0x7f.0.0.1:PORT/',
    'http://0x7f.1:PORT/',
    'http://0x7f000001:PORT/',
    'http://0X7F000001:PORT/',
    'http://2130706433:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://127.000.000.001:PORT/',
    'http://%31%32%37.0.0.1:PORT/',
    'http://１２７.０.０.１:PORT/',
    'http://①②⑦.⓪.⓪.①:PORT/',
    'http://127。0。0。1:PORT/',
    'http://0.0.0.0:PORT/',
    'http://0:PORT/',
    'http://[::1]:PORT/',
    'http://[0:0:0:0:0:0:0:1]:PORT/',
    'http://[::]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[64:ff9b::127.0.0.1]:PORT/',
    'http://[64:ff9b:1::7f00:1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://[fe80::1]:PORT/',
    'http://localhost:PORT/',
    'http://LOCALHOST:PORT/',
    'http://localhost.:PORT/',
    'http://anything.localhost:PORT/',
    'http:\\\\127.0.0.1:PORT\\',
    'http:/127.0.0.1:PORT/',
    'http:127.0.0.1:PORT/',
    ' \thttp://127.0.0.1:PORT/',
    'http://127.0.0.1\t:PORT/',
    'http://example.com@127.0.0.1:PORT/',
    'http://example.com:80@127.0.0.1:PORT/',
    'http://127.0.0.1:PORT@example.com/',
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'blob:http://127.0.0.1:PORT/x',
    'ftp://127.0.0.1:PORT/',
    'not a url',
    '/relative',
  ];

  it.each(disguises)('refuses %s without a connection', async (disguise) => {
    await using server = await startLocalServer((_request, response) => response.end('secret'));
    const address = disguise.replace('PORT', String(server.port));
    await expectBlocked(createGuarded()({ purpose: 'tool' })(address));
    await expectBlocked(createGuarded()({ purpose: 'provider' })(address));
    expect(server.connections()).toBe(0);
  });

  it.each([
    [['127.0.0.1']],
    [['8.8.8.8', '127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['10.0.0.7']],
    [['64:ff9b::7f00:1']],
  ])('refuses a name that resolves to %j, though one of several is public', async (addresses) => {
    await using server = await startLocalServer((_request, response) => response.end('secret'));
    const { lookup } = resolveTo(addresses);
    await expectBlocked(createGuarded({ lookup })({ purpose: 'tool' })(`http://innocent.example:${server.port}/`));
    expect(server.connections()).toBe(0);
    expect(blockedHosts).toEqual(['innocent.example']);
  });

  it('names EGRESS_ALLOW_CIDRS and the address in its refusal', async () => {
    const { lookup } = resolveTo(['10.0.0.7']);
    const error = await refusalOf(createGuarded({ lookup })({ purpose: 'tool' })('http://intranet.example/'));
    expect(String(error)).toContain('intranet.example (10.0.0.7)');
    expect(String(error)).toContain('EGRESS_ALLOW_CIDRS');
  });

  it('refuses a name that rebinds to loopback between two connections', async () => {
    await using server = await startLocalServer((_request, response) => {
      response.setHeader('connection', 'close').end('first');
    });
    const { lookup, asked } = resolveTo(['127.0.0.2'], ['127.0.0.1']);
    await using other = await startLocalServer((_request, response) => response.end('secret'));
    const fetchTool = createGuarded({ lookup, allowCidrs: ['127.0.0.2/32'] })({ purpose: 'tool' });
    // 127.0.0.2 stands in for a public host: nothing listens there, so this attempt is a plain network error.
    const first = await refusalOf(fetchTool(`http://rebind.example:${server.port}/`));
    expect(isEverrunsError(first)).toBe(false);
    await expectBlocked(fetchTool(`http://rebind.example:${other.port}/`));
    expect([asked(), other.connections()]).toEqual([2, 0]);
  });

  it('resolves a name once a connection, so that what is checked is what is dialed', async () => {
    await using server = await startLocalServer((_request, response) => response.end('ok'));
    const { lookup, asked } = resolveTo(['127.0.0.1'], ['10.9.9.9']);
    const fetchTool = createGuarded({ lookup, allowCidrs: ['127.0.0.0/8'] })({ purpose: 'tool' });
    expect(await (await fetchTool(`http://once.example:${server.port}/`)).text()).toBe('ok');
    expect(asked()).toBe(1);
  });
});

describe('a guarded fetch and what its policy allows', () => {
  it('reaches a private address for a provider whose policy says so', async () => {
    await using server = await startLocalServer((_request, response) => response.end('hello'));
    const guarded = createGuarded();
    const reached = await guarded({ purpose: 'provider', allowPrivateAddress: true })(`${server.origin}/v1`);
    expect(await reached.text()).toBe('hello');
    // The pool of that policy must not serve another one.
    await expectBlocked(guarded({ purpose: 'provider' })(`${server.origin}/v1`));
    await expectBlocked(guarded({ purpose: 'tool' })(`${server.origin}/v1`));
    expect(server.requests).toHaveLength(1);
  });

  it('never reaches cloud metadata through a policy for private addresses', async () => {
    await expectBlocked(createGuarded()({ purpose: 'provider', allowPrivateAddress: true })('http://169.254.169.254/'));
  });

  it('reaches the ranges of EGRESS_ALLOW_CIDRS from a tool', async () => {
    await using server = await startLocalServer((_request, response) => response.end('hello'));
    const fetchTool = createGuarded({ allowCidrs: ['127.0.0.0/8'] })({ purpose: 'tool' });
    expect(await (await fetchTool(server.origin)).text()).toBe('hello');
  });

  it("reaches the environment's base URLs from a provider call, and from no tool", async () => {
    await using server = await startLocalServer((_request, response) => response.end('hello'));
    const guarded = createGuarded({ allowedOrigins: [`${server.origin}/v1`] });
    expect(await (await guarded({ purpose: 'provider' })(`${server.origin}/v1/models`)).text()).toBe('hello');
    await expectBlocked(guarded({ purpose: 'tool' })(`${server.origin}/v1/models`));
    expect(server.requests).toHaveLength(1);
  });
});

describe('a guarded fetch and redirects', () => {
  it('refuses a redirect into another private origin, even where the first was allowed', async () => {
    await using secret = await startLocalServer((_request, response) => response.end('secret'));
    await using server = await startLocalServer((_request, response) => {
      response.writeHead(302, { location: `${secret.origin}/admin` }).end();
    });
    const guarded = createGuarded({ allowedOrigins: [server.origin] });
    await expectBlocked(guarded({ purpose: 'provider' })(server.origin));
    await expectBlocked(guarded({ purpose: 'provider', allowPrivateAddress: true })(server.origin));
    expect([server.requests.length, secret.connections()]).toEqual([2, 0]);
  });

  it.each(['file:///etc/passwd', 'http://user:pw@example.com/', 'http://[::1]/', '//localhost/', 'http://a b/'])(
    'refuses a redirect to %s',
    async (location) => {
      await using server = await startLocalServer((_request, response) => response.writeHead(302, { location }).end());
      await expectBlocked(createGuarded({ allowedOrigins: [server.origin] })({ purpose: 'provider' })(server.origin));
    },
  );

  it('follows five redirects and refuses the sixth', async () => {
    await using server = await startLocalServer((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end('arrived');
      else response.writeHead(307, { location: `/${left - 1}` }).end();
    });
    const fetchTool = createGuarded({ allowCidrs: ['127.0.0.0/8'] })({ purpose: 'tool' });
    expect(await (await fetchTool(`${server.origin}/5`)).text()).toBe('arrived');
    expect(await refusalOf(fetchTool(`${server.origin}/6`))).toMatchObject({ code: 'invalid_request' });
    expect(server.requests).toHaveLength(12);
  });

  it('gives a new origin no credentials, and the same one all of them', async () => {
    await using far = await startLocalServer((_request, response) => response.end('far'));
    await using near = await startLocalServer((request, response) => {
      if (request.url === '/same') response.writeHead(307, { location: '/far' }).end();
      else response.writeHead(307, { location: far.origin }).end();
    });
    const fetchTool = createGuarded({ allowCidrs: ['127.0.0.0/8'] })({ purpose: 'tool' });
    const headers = { authorization: 'Bearer k', 'x-api-key': 'k', 'api-key': 'k', cookie: 'a=b', 'x-plain': 'kept' };
    await fetchTool(`${near.origin}/same`, { method: 'POST', body: 'payload', headers });
    expect(near.requests.map((request) => request.headers.authorization)).toEqual(['Bearer k', 'Bearer k']);
    expect(far.requests[0]).toMatchObject({ method: 'POST', body: 'payload', headers: { 'x-plain': 'kept' } });
    expect(Object.keys(far.requests[0]?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(authorization|x-api-key|api-key|cookie)$/)]),
    );
  });

  it('refuses any redirect when the caller asked for none', async () => {
    await using server = await startLocalServer((_request, response) =>
      response.writeHead(302, { location: '/x' }).end(),
    );
    const fetchTool = createGuarded({ allowCidrs: ['127.0.0.0/8'] })({ purpose: 'tool' });
    await expectBlocked(fetchTool(server.origin, { redirect: 'error' }));
    expect(server.requests).toHaveLength(1);
  });

  it('hands a redirect back when the caller asked for manual ones', async () => {
    await using server = await startLocalServer((_request, response) =>
      response.writeHead(302, { location: '/x' }).end(),
    );
    const fetchTool = createGuarded({ allowCidrs: ['127.0.0.0/8'] })({ purpose: 'tool' });
    expect((await fetchTool(server.origin, { redirect: 'manual' })).status).toBe(302);
  });
});

describe('a guarded fetch and sizes, times and streams', () => {
  it('ends a tool call whose time is over', async () => {
    await using server = await startLocalServer((_request, response) => response.write('first'));
    const response = await createGuarded({ allowCidrs: ['127.0.0.0/8'] })({ purpose: 'tool', timeoutMs: 50 })(
      server.origin,
    );
    await expect(response.text()).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('streams a provider answer frame by frame and stops with the caller', async () => {
    let send: (text: string) => void = () => {};
    let closed: () => void = () => {};
    const clientLeft = new Promise<void>((resolve) => (closed = resolve));
    await using server = await startLocalServer((_request, response) => {
      send = (text) => void response.write(text);
      response.on('close', closed);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      send('one');
    });
    const abort = new AbortController();
    const fetchProvider = createGuarded()({ purpose: 'provider', allowPrivateAddress: true });
    const response = await fetchProvider(server.origin, { method: 'POST', body: '{}', signal: abort.signal });
    const reader = response.body?.getReader();
    const next = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await next()).toBe('one');
    send('two');
    expect(await next()).toBe('two');
    abort.abort(new Error('stop'));
    await expect(reader?.read()).rejects.toThrow('stop');
    await clientLeft;
  });

  it('keeps connections alive over ten calls in a row', async () => {
    await using server = await startLocalServer((_request, response) => response.end('ok'));
    const guarded = createGuarded();
    for (let call = 0; call < 10; call += 1) {
      await (await guarded({ purpose: 'provider', allowPrivateAddress: true })(server.origin)).text();
    }
    expect(server.requests).toHaveLength(10);
    // undici hands the last byte over a tick before it frees the socket, so the second call may open another.
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it('accepts a Request object', async () => {
    await using server = await startLocalServer((_request, response) => response.end('ok'));
    const request = new Request(server.origin, { method: 'PUT', body: 'payload', headers: { 'x-a': '1' } });
    await createGuarded()({ purpose: 'provider', allowPrivateAddress: true })(request);
    expect(server.requests[0]).toMatchObject({ method: 'PUT', body: 'payload', headers: { 'x-a': '1' } });
  });
});

describe('a guarded fetch behind a proxy', () => {
  /** A forward proxy that notes what it was asked for and sends everything to `targetPort`. */
  async function startProxy(targetPort: number) {
    const asked: string[] = [];
    const server = createServer((client) => {
      client.once('data', (head) => {
        asked.push(head.toString().split('\r\n')[0] ?? '');
        const upstream = connectTcp(targetPort, '127.0.0.1', () => upstream.write(head));
        upstream.pipe(client);
        client.pipe(upstream);
        client.on('error', () => upstream.destroy());
        upstream.on('error', () => client.destroy());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { asked, url: `http://127.0.0.1:${port}`, close: () => server.close() };
  }

  it('sends provider calls through it, never tool calls, and never literal private hosts', async () => {
    await using server = await startLocalServer((_request, response) => response.end('via proxy'));
    const proxy = await startProxy(server.port);
    const { lookup } = resolveTo(['127.0.0.1']);
    const guarded = createGuarded({ proxy: { httpProxy: proxy.url, noProxy: 'direct.example' }, lookup });
    const reached = await guarded({ purpose: 'provider' })('http://model.example/v1');
    expect(await reached.text()).toBe('via proxy');
    expect(proxy.asked).toEqual(['GET http://model.example/v1 HTTP/1.1']);
    await expectBlocked(guarded({ purpose: 'tool' })('http://model.example/v1'));
    await expectBlocked(guarded({ purpose: 'provider' })('http://direct.example/v1'));
    await expectBlocked(guarded({ purpose: 'provider' })('http://127.0.0.1/v1'));
    await expectBlocked(guarded({ purpose: 'provider' })('http://localhost/v1'));
    expect(proxy.asked).toHaveLength(1);
    proxy.close();
  });
});

it('dates an answer without a Date by the clock that it is given, and no other', async () => {
  const now = Date.UTC(2031, 4, 5, 6, 7, 8);
  const theirs = 'Tue, 01 Jan 2030 00:00:00 GMT';
  await using server = await startLocalServer((request, response) => {
    response.sendDate = false;
    if (request.url === '/dated') response.setHeader('Date', theirs);
    response.end('here');
  });
  const fetchProvider = createGuarded({ clock: { now: () => now } })({
    purpose: 'provider',
    allowPrivateAddress: true,
  });
  const dateOf = async (path: string) => (await fetchProvider(`${server.origin}${path}`)).headers.get('date');
  expect(await dateOf('/dated')).toBe(theirs);
  expect(await dateOf('/bare')).toBe('Mon, 05 May 2031 06:07:08 GMT');
});
