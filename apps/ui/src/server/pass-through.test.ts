import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { passThrough } from './pass-through.ts';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<URL> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
}

test('a stream comes as it is said, and ends at the control plane when its reader leaves', async () => {
  const left = Promise.withResolvers<void>();
  const apiUrl = await listen((_, response) => {
    response.on('close', left.resolve);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
  });
  const reader = new AbortController();
  const response = await passThrough(new Request('http://localhost:9100/v1/x/sse', { signal: reader.signal }), apiUrl);
  const stream = response.body?.getReader();
  expect(new TextDecoder().decode((await stream?.read())?.value)).toBe('data: 1\n\n');
  expect(response.headers.get('cache-control')).toContain('no-transform');
  reader.abort();
  await left.promise;
});

test('method, path, query, body, cookies and status pass; the origin becomes the control plane’s own', async () => {
  const apiUrl = await listen((request, response) => {
    const { method, url, headers } = request;
    request.setEncoding('utf8').once('data', (body: string) => {
      response.writeHead(
        201,
        [
          ['set-cookie', 'a=1; HttpOnly'],
          ['set-cookie', 'b=2'],
        ].flat(),
      );
      response.end(JSON.stringify({ method, url, body, cookie: headers.cookie, origin: headers.origin }));
    });
  });
  const request = new Request('http://localhost:9100/v1/agents?limit=1', {
    method: 'POST',
    body: '{"name":"x"}',
    headers: { cookie: 'session=1', origin: 'http://localhost:9100', host: 'localhost:9100' },
  });
  const response = await passThrough(request, apiUrl);
  expect([response.status, response.headers.getSetCookie()]).toEqual([201, ['a=1; HttpOnly', 'b=2']]);
  expect(await response.json()).toEqual({
    method: 'POST',
    url: '/v1/agents?limit=1',
    body: '{"name":"x"}',
    cookie: 'session=1',
    origin: apiUrl.origin,
  });
});

test('a control plane that is away is a 503 with a problem document', async () => {
  const apiUrl = await listen(() => undefined);
  server?.close();
  const response = await passThrough(new Request('http://localhost:9100/v1/agents'), apiUrl);
  expect([response.status, response.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
});
