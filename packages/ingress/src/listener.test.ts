import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Problem } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { dial, openListener, say, statusesIn } from '../test/raw-exchange.ts';

const END = 'Connection: close\r\n\r\n';
const GET = `GET /end HTTP/1.1\r\nHost: a\r\n${END}`;

/** Opens a listener that answers each request with its target and keeps a list of the requests that it saw. */
async function openEcho(opened: AsyncDisposableStack) {
  const seen: string[] = [];
  const server = await openListener(opened, (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => response.end(`[${request.url}]`));
  });
  return { server, seen };
}

describe('a request with more than one reading is refused, and ends the connection', () => {
  it.each([
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    ['the same Host twice', 'GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['no Host in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', 400],
    ['an absolute target', 'GET http://b/x HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['the asterisk', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a fragment', 'GET /x#y HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['HTTP/2.0 in words', 'GET / HTTP/2.0\r\nHost: a\r\n\r\n', 400],
    ['HTTP/0.9', 'GET /\r\n\r\n', 400],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['two credentials', 'GET / HTTP/1.1\r\nHost: a\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n', 400],
    ['two origins', 'GET / HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nOrigin: http://b\r\n\r\n', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx', 400],
    ['a list of lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\nx', 400],
    ['another coding', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 400],
    ['chunks in HTTP/1.0', 'POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n', 400],
    ['a bare line feed', 'GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n', 400],
    [
      'a line feed in a chunk extension',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a\nx\r\n0\r\n\r\n',
      400,
    ],
    [
      'a length in a trailer',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\r\n\r\n',
      400,
    ],
    [
      'a trailer of 20 KB',
      `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ['an upgrade', 'GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n', 400],
    [
      'an upgrade of the preface',
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade, http2-settings\r\nUpgrade: h2c\r\n\r\n',
      400,
    ],
    ['an unknown expectation', 'POST / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\nContent-Length: 1\r\n\r\nx', 417],
    [
      'an expectation among others',
      'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue, x\r\nContent-Length: 1\r\n\r\nx',
      417,
    ],
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    ['CONNECT', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    ['a method of nobody', 'PROPFIND / HTTP/1.1\r\nHost: a\r\n\r\n', 405],
  ])('%s', async (_title, bytes, status) => {
    await using opened = new AsyncDisposableStack();
    const { server, seen } = await openEcho(opened);
    const read = await say(server, bytes + GET);
    expect([statusesIn(read), seen.filter((each) => each.endsWith('/end'))]).toEqual([[status], []]);
    const [head = '', body = ''] = read.split('\r\n\r\n');
    expect(head).toContain('Connection: close');
    expect(Problem.strict().parse(JSON.parse(body))).toMatchObject({ status, request_id: 'made-here' });
  });
});

it('chunk extensions and trailers are read and dropped, an empty length is no body', async () => {
  await using opened = new AsyncDisposableStack();
  const { server, seen } = await openEcho(opened);
  const chunked = 'POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n1;a=b\r\nx\r\n0\r\nX: y\r\n\r\n';
  const empty = 'GET /b HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n';
  expect(statusesIn(await say(server, chunked + empty + GET))).toEqual([200, 200, 200]);
  expect(seen).toEqual(['POST /a', 'GET /b', 'GET /end']);
});

it('a request that waits for 100 Continue gets it, one that is refused does not', async () => {
  await using opened = new AsyncDisposableStack();
  const { server } = await openEcho(opened);
  const post = 'POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\nx';
  expect(statusesIn(await say(server, post + GET))).toEqual([100, 200, 200]);
  expect(statusesIn(await say(server, post.replace('Host: a', 'Host: a\r\nHost: b')))).toEqual([400]);
});

describe('on one connection', () => {
  it('a request begins when the one before it is answered, and each answer stands in its place', async () => {
    await using opened = new AsyncDisposableStack();
    const begun: ServerResponse[] = [];
    const steps: string[] = [];
    const server = await openListener(opened, (request, response) => {
      steps.push(`begin ${request.url}`);
      begun.push(response);
      setImmediate(() => {
        steps.push(`end ${request.url}`);
        response.end(`[${request.url}]`);
      });
    });
    const read = await say(
      server,
      `POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n${GET}`,
    );
    expect(read.match(/\[.*?\]/g)).toEqual(['[/1]', '[/2]', '[/end]']);
    expect(steps).toEqual(['begin /1', 'end /1', 'begin /2', 'end /2', 'begin /end', 'end /end']);
  });

  it.each([
    ['bytes that are no HTTP', 'rubbish\r\n\r\n', [200, 400]],
    ['CONNECT', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', [200, 405]],
    ['a refused request', 'GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n', [200, 400]],
    [
      'a body that breaks off in a wrong chunk',
      'POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      [200, 400],
    ],
  ])('%s after a request that is still answered are refused after its answer', async (_title, bytes, statuses) => {
    await using opened = new AsyncDisposableStack();
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const seen: string[] = [];
    const server = await openListener(opened, (request, response) => {
      seen.push(request.url ?? '');
      response.write('begun, ');
      void answered.then(() => response.end('whole'));
    });
    const reading = say(server, `GET /a HTTP/1.1\r\nHost: a\r\n\r\n${bytes}`);
    await expect.poll(() => seen).toEqual(['/a']);
    answer();
    const read = await reading;
    expect([statusesIn(read), seen]).toEqual([statuses, ['/a']]);
    expect(read.indexOf('whole')).toBeLessThan(read.indexOf('problem+json'));
  });

  it.each([
    ['that closes the connection', GET],
    ['of HTTP/1.0', 'GET /end HTTP/1.0\r\nHost: a\r\n\r\n'],
    ['of HTTP/1.0 that would keep it', 'GET /end HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n'],
    ['of HTTP/1.0 to a proxy', 'GET /end HTTP/1.0\r\nHost: a\r\nProxy-Connection: keep-alive\r\n\r\n'],
  ])('what comes after a request %s is nobody’s', async (_title, request) => {
    await using opened = new AsyncDisposableStack();
    const { server, seen } = await openEcho(opened);
    expect(statusesIn(await say(server, request + GET))).toEqual([200]);
    expect(seen).toEqual(['GET /end']);
  });

  it('more than a hundred waiting requests end it', async () => {
    await using opened = new AsyncDisposableStack();
    let begun = 0;
    const server = await openListener(opened, () => void (begun += 1));
    const socket = dial(server);
    socket.on('error', () => {}).on('end', () => socket.end());
    socket.resume().write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(150));
    await once(socket, 'close');
    expect(begun).toBe(1);
  });
});

describe('an answer before the request was read to its end', () => {
  it.each([
    ['GET', 'Content-Length: 1000'],
    ['POST', 'Content-Length: 1000'],
    ['DELETE', 'Transfer-Encoding: chunked'],
  ])('to %s with %s closes the connection, and nothing after it is a request', async (method, framing) => {
    await using opened = new AsyncDisposableStack();
    const seen: string[] = [];
    const server = await openListener(opened, (request, response) => {
      seen.push(request.url ?? '');
      setImmediate(() => response.end('early'));
    });
    const socket = dial(server);
    socket.write(`${method} /a HTTP/1.1\r\nHost: a\r\n${framing}\r\n\r\n`);
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).toContain('Connection: close');
    const rest = framing.startsWith('C') ? 'x'.repeat(1000) : '0\r\n\r\n';
    socket.end(`${rest}GET /b HTTP/1.1\r\nHost: a\r\n\r\n`);
    await once(socket, 'close');
    expect(seen).toEqual(['/a']);
  });

  it('reaches a client that is still sending', async () => {
    await using opened = new AsyncDisposableStack();
    const server = await openListener(opened, (_request, response) => void response.writeHead(413).end('too much'));
    const socket = dial(server);
    let read = '';
    socket.on('data', (chunk: Buffer) => (read += chunk.toString()));
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n');
    for (let sent = 0; sent < 8_000_000; sent += 100_000) {
      if (!socket.write(Buffer.alloc(100_000))) await once(socket, 'drain');
    }
    socket.end();
    await once(socket, 'close');
    expect([statusesIn(read), read.includes('too much')]).toEqual([[413], true]);
  });

  it('leaves the connection open when the body is there', async () => {
    await using opened = new AsyncDisposableStack();
    const server = await openListener(opened, (_request, response) => void setImmediate(() => response.end('late')));
    const read = await say(server, `POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc${GET}`);
    expect(statusesIn(read)).toEqual([200, 200]);
  });
});

it('a handler that is answering when the body breaks ends its own answer', async () => {
  await using opened = new AsyncDisposableStack();
  const server = await openListener(opened, (request, response) => {
    response.write('mine');
    request.resume();
    setImmediate(() => response.end(' whole'));
  });
  const read = await say(server, 'POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n');
  expect([statusesIn(read), read.includes('whole')]).toEqual([[200], true]);
});
