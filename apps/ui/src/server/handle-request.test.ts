import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createListener } from '@everruns/ingress';
import { expect, it } from 'vitest';
import { createRequestHandler } from './handle-request.ts';

/** Returns the first line and the body of the handler's answer to one request; the page and the API each name themselves. */
async function ask(head: string, { isDevelopment = false, body = '', peer = '127.0.0.1' } = {}): Promise<string> {
  const handle = createRequestHandler({
    allowedHosts: ['ui.example'],
    isDevelopment,
    proxy: {
      passOn: (request, response) => void response.end(`api ${request.url}`),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    serveStatic: (request, response) => request.url === '/_next/static/a.js' && response.end('static').finished,
    servePage: async (request, response) => {
      if (request.url === '/throws') throw new Error('a mistake of Next');
      response.end(`page ${request.url}`);
    },
  });
  await using opened = new AsyncDisposableStack();
  const server = createListener({ handle, makeRequestId: () => 'id' }).listen(0, '127.0.0.1');
  opened.defer(() => void server.close());
  server.on('connection', (socket) => Object.defineProperty(socket, 'remoteAddress', { value: peer }));
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(`${head}\r\nConnection: close\r\n\r\n${body}`);
  const [line = '', said = ''] = (await text(socket)).split(/\r\n(?:[^{]*\r\n\r\n)?/);
  const status = line.split(' ')[1] ?? 'none';
  return said.startsWith('{') ? `${status} ${(JSON.parse(said) as { code: string }).code}` : `${status} ${said}`;
}

it.each([
  ['GET /v1/agents HTTP/1.1\r\nHost: localhost', '200 api /v1/agents'],
  ['DELETE /v1/agents/x?y=1 HTTP/1.1\r\nHost: UI.example:443', '200 api /v1/agents/x?y=1'],
  ['GET /health HTTP/1.1\r\nHost: 127.0.0.1', '200 api /health'],
  ['GET /compat/v1/agents HTTP/1.1\r\nHost: localhost', '200 api /compat/v1/agents'],
  ['GET /api/v1/agents HTTP/1.1\r\nHost: localhost', '200 api /api/v1/agents'],
  ['GET /docs HTTP/1.1\r\nHost: localhost', '200 api /docs'],
  ['GET /docs/errors/not_found HTTP/1.1\r\nHost: localhost', '200 api /docs/errors/not_found'],
  ['GET /docset HTTP/1.1\r\nHost: localhost', '200 page /docset'],
  ['GET /apis HTTP/1.1\r\nHost: localhost', '200 page /apis'],
  ['GET /compat/../metrics HTTP/1.1\r\nHost: localhost', '400 invalid_request'],
  ['GET /v1/sessions/x/fs/a/../b HTTP/1.1\r\nHost: localhost', '200 api /v1/sessions/x/fs/a/../b'],
  ['GET /v1x HTTP/1.1\r\nHost: localhost', '200 page /v1x'],
  ['GET /healthy HTTP/1.1\r\nHost: localhost', '200 page /healthy'],
  ['GET //v1/agents HTTP/1.1\r\nHost: localhost', '200 page //v1/agents'],
  ['GET /_next/static/a.js HTTP/1.1\r\nHost: localhost', '200 static'],
  ['GET /v1/../metrics HTTP/1.1\r\nHost: localhost', '400 invalid_request'],
  ['GET /v1/%2e%2e/metrics HTTP/1.1\r\nHost: localhost', '400 invalid_request'],
  ['GET /v1/..\\metrics HTTP/1.1\r\nHost: localhost', '400 invalid_request'],
  ['POST /dashboard HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0', '405 method_not_allowed'],
  ['TRACE /v1/agents HTTP/1.1\r\nHost: localhost', '405 method_not_allowed'],
  ['GET /v1/agents HTTP/1.1\r\nHost: evil.example', '421 misdirected_host'],
  ['GET /dashboard HTTP/1.1\r\nHost: evil.example', '421 misdirected_host'],
  ['GET /_next/static/a.js HTTP/1.1\r\nHost: evil.example', '421 misdirected_host'],
  ['GET /v1/agents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5', '400 invalid_request'],
  ['HEAD /v1/agents HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked', '400 '],
  ['OPTIONS /v1/agents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5', '400 invalid_request'],
  ['GET /dashboard HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5', '400 invalid_request'],
])('%s is answered %s', async (head, answer) => {
  expect(await ask(head)).toBe(answer);
});

it.each([
  ['localhost', '421 misdirected_host'],
  ['127.0.0.1:9100', '421 misdirected_host'],
  ['0.0.0.0:9100', '421 misdirected_host'],
  ['[::ffff:127.0.0.1]', '421 misdirected_host'],
  ['ui.example', '200 api /v1/agents'],
])('from another machine %s is answered %s', async (host, answer) => {
  expect(await ask(`GET /v1/agents HTTP/1.1\r\nHost: ${host}`, { peer: '::ffff:10.0.0.7' })).toBe(answer);
});

it('a page that throws ends its connection and nothing else', async () => {
  expect(await ask('GET /throws HTTP/1.1\r\nHost: localhost')).toBe('none ');
});

it('in development Next takes what else its own page sends', async () => {
  const head = 'POST /__nextjs_original-stack-frames HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2';
  expect(await ask(head, { isDevelopment: true, body: '{}' })).toBe('200 page /__nextjs_original-stack-frames');
});
