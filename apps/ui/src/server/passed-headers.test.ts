import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { toClientHeaders, toUpstreamHeaders } from './passed-headers.ts';

const apiUrl = new URL('http://127.0.0.1:9000');

function makeRequest(rawHeaders: string[]): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.rawHeaders = rawHeaders;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    request.headers[rawHeaders[index]?.toLowerCase() ?? ''] = rawHeaders[index + 1];
  }
  Object.defineProperty(request.socket, 'remoteAddress', { value: '10.0.0.7' });
  return request;
}

const ofOneConnection = [
  ['Connection', 'keep-alive, X-Of-Hop, , x-forwarded-for, ORIGIN'],
  ['Proxy-Connection', 'keep-alive'],
  ['Keep-Alive', 'timeout=5'],
  ['TE', 'trailers'],
  ['Trailer', 'X'],
  ['Transfer-Encoding', 'chunked'],
  ['Content-Length', '5'],
  ['Upgrade', 'h2c'],
  ['Expect', '100-continue'],
  ['Proxy-Authorization', 'x'],
  ['Proxy-Authenticate', 'x'],
  ['x-of-HOP', '1'],
].flat();

it('nothing of a client’s connection is passed on, and nothing of it can take away what is written anew', () => {
  const anew = ['Host', 'localhost:9100', 'Origin', 'http://localhost:9100', 'X-Forwarded-For', '1.2.3.4'];
  const passed = ['Cookie', 'a=1', 'X-Twice', '1', 'x-twice', '2', 'Authorization', 'Bearer t'];
  const request = makeRequest([...anew, ...ofOneConnection, ...passed]);
  const written = ['origin', 'http://127.0.0.1:9000', 'x-forwarded-for', '1.2.3.4, 10.0.0.7'];
  expect(toUpstreamHeaders(request, apiUrl)).toEqual([...passed, ...written]);
});

it('our own page speaks with the origin of the control plane, a foreign one keeps its own', () => {
  const passed = ['http://LOCALHOST:9100', 'http://localhost:9101', 'http://evil.example', 'null'].map((origin) =>
    toUpstreamHeaders(makeRequest(['Host', 'localhost:9100', 'Origin', origin]), apiUrl),
  );
  expect(passed.map((headers) => headers[1])).toEqual([
    'http://127.0.0.1:9000',
    'http://localhost:9101',
    'http://evil.example',
    'null',
  ]);
});

it('nothing of the control plane’s connection reaches the client; a length does where there is one', () => {
  const cookies = ['Set-Cookie', 'a=1', 'set-cookie', 'b=2'];
  expect(toClientHeaders([...ofOneConnection, ...cookies], 200)).toEqual(cookies);
  const measured = (status: number, length: string) => toClientHeaders([...cookies, 'Content-Length', length], status);
  expect(measured(200, '007')).toEqual([...cookies, 'content-length', '7']);
  expect([measured(204, '7'), measured(304, '7'), measured(200, '+7'), measured(200, '')]).toEqual([
    cookies,
    cookies,
    cookies,
    cookies,
  ]);
});
