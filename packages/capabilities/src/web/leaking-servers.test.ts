import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { startLocalServer, type LocalServer } from '@everruns/egress/testing';
import type { JsonObject } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEAKS } from '../../test/leaking-servers.ts';
import { createNamedSecrets } from '../../test/named-secrets.ts';
import { createToolBench } from '../../test/tool-context.ts';
import { openTestEgress } from '../../test/tool-egress.ts';
import { createOpenapiFamily } from '../openapi/tools.ts';
import { createCapabilityTools } from '../registry.ts';

const TOKEN = 'canary-Token/9+8';
const egress = openTestEgress();
let server: LocalServer;
let other: LocalServer;

beforeAll(async () => {
  other = await startLocalServer((_request, response) => response.end('other'));
  server = await startLocalServer((request, response) => {
    const [, way = ''] = /^\/(\d+)/.exec(request.url ?? '') ?? [];
    const leak = Object.values(LEAKS)[Number(way)];
    if (way === '' || leak === undefined) return void response.end('landed');
    leak(response, {
      token: tokenIn(request.headers),
      host: `localhost:${server.port}`,
      other: `127.0.0.1:${other.port}`,
    });
  });
});
afterAll(async () => {
  for (const one of [server, other, egress]) await one[Symbol.asyncDispose]();
});

function tokenIn({ authorization, 'x-subscription-token': key }: IncomingHttpHeaders): string {
  return (authorization ?? key?.toString() ?? '').replace('Bearer ', '');
}

interface Attempt {
  args: JsonObject;
  config: JsonObject;
}

const headers = ['Authorization: Bearer {{api}}'];
const hosts = () => [`localhost:${server.port}`, `127.0.0.1:${other.port}`];
const operation = { method: 'GET', path: '', parameters: [], body: null, schema: {} };

/** How each tool that sends secrets is made to call an address. A new one needs a line here. */
const WAYS: Readonly<Record<string, { folder: string; call: (url: string) => Attempt }>> = {
  http_get: { folder: 'http', call: (url) => ({ args: { url }, config: { hosts: hosts(), headers } }) },
  http_request: {
    folder: 'http',
    call: (url) => ({ args: { url, method: 'POST', body: '{}' }, config: { hosts: hosts(), headers } }),
  },
  openapi_probe: {
    folder: 'openapi',
    call: (base_url) => ({
      args: {},
      config: { base_url, headers, query: [], timeout_seconds: 20, operations: { openapi_probe: operation } },
    }),
  },
  web_search: {
    folder: 'web-search',
    call: (base_url) => ({ args: { query: 'x' }, config: { backend: 'brave', secret: 'api', base_url } }),
  },
};
const tools = [...[...createCapabilityTools().values()].flat(), createOpenapiFamily().create('openapi_probe')];

/** Everything that a reader could make of a text. */
function decode(text: string): string {
  const words = text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? [];
  const decoded = words.flatMap((word) =>
    [0, 1, 2, 3].flatMap((from) => [Buffer.from(word.slice(from), 'base64'), Buffer.from(word.slice(from), 'hex')]),
  );
  const percent = text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return [text, percent, text.split('').toReversed().join(''), ...decoded.map(String)].join('\n');
}

it('every tool that sends secrets is tried', () => {
  const source = path.resolve(import.meta.dirname, '..');
  const sends = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('tools.ts') && readFileSync(path.join(source, file), 'utf8').includes('sendWithSecrets('),
  );
  const folders = new Set(Object.values(WAYS).map(({ folder }) => folder));
  expect(sends.map((file) => path.dirname(file)).toSorted()).toEqual([...folders].toSorted());
});

describe.each(Object.entries(WAYS))('a server cannot tell what it was sent by %s', (name, { call }) => {
  it.each(Object.keys(LEAKS).map((way, index) => [way, index] as const))('%s', async (_way, index) => {
    const secrets = createNamedSecrets({ api: { value: TOKEN, hosts: [`localhost:${server.port}`] } });
    const bench = createToolBench(tools, { egress, secrets });
    const before = server.requests.length;
    other.requests.length = 0;
    const { args, config } = call(`http://localhost:${server.port}/${index}`);
    const outcome = await bench.run(name, args, { config }).then(
      (result) => JSON.stringify(result),
      (error: unknown) => String(error),
    );
    expect(tokenIn(server.requests[before]?.headers ?? {})).toBe(TOKEN);
    expect(decode(outcome)).not.toMatch(/canary|yranac/i);
    expect(decode(JSON.stringify(other.requests.map(({ headers: sent }) => sent)))).not.toMatch(/canary/i);
  });
});
