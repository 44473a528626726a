import { createInlineOffload } from '@everruns/core/testing';
import { startLocalServer, type LocalServer } from '@everruns/egress/testing';
import type { JsonObject } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNamedSecrets } from '../../test/named-secrets.ts';
import { createToolBench } from '../../test/tool-context.ts';
import { openTestEgress } from '../../test/tool-egress.ts';
import { openapi, OpenapiConfig } from './definition.ts';
import { createOpenapiFamily } from './tools.ts';

const egress = openTestEgress();
const offload = createInlineOffload();
const family = createOpenapiFamily();
let server: LocalServer;
beforeAll(async () => {
  server = await startLocalServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ key: new URL(request.url ?? '', 'http://x').searchParams.get('api_key') }));
  });
});
beforeEach(() => void (server.requests.length = 0));
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await egress[Symbol.asyncDispose]();
});

const query = (name: string, more: object = {}) => ({ name, in: 'query', schema: {}, ...more });
const form = { schema: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'array' } } } };
const DOCUMENT = {
  openapi: '3.1.0',
  paths: {
    '/items/{id}': {
      parameters: [{ name: 'id', in: 'path', schema: { type: 'string' } }],
      get: {
        operationId: 'get_item',
        parameters: [
          query('tags'),
          query('fields', { explode: false }),
          query('filter', { style: 'deepObject' }),
          query('plain'),
          { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
        ],
      },
      put: {
        operationId: 'put_item',
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] } },
          },
        },
      },
    },
    '/form': {
      post: { operationId: 'send_form', requestBody: { content: { 'application/x-www-form-urlencoded': form } } },
    },
  },
};

async function run(name: string, args: JsonObject, settings: object = {}) {
  const config = OpenapiConfig.parse({
    document: JSON.stringify(DOCUMENT),
    base_url: `${server.origin}/api`,
    ...settings,
  });
  const resolved = await openapi.toolsFor?.(config, (job, input) => offload.run(job, input, { tenant: 't' }));
  const secrets = createNamedSecrets({ weather: { value: 'canary/key+1', hosts: [`127.0.0.1:${server.port}`] } });
  const bench = createToolBench([family.create(name)], { egress, secrets });
  return (await bench.run(name, args, { config: resolved?.config ?? {} })) as JsonObject;
}
const last = () => server.requests.at(-1);

describe('the tools of an OpenAPI document', () => {
  it('read or change things as the method and the settings say', async () => {
    const effects = async (settings: object) => {
      const config = OpenapiConfig.parse({ document: JSON.stringify(DOCUMENT), base_url: server.origin, ...settings });
      const resolved = await openapi.toolsFor?.(config, (job, input) => offload.run(job, input, { tenant: 't' }));
      return resolved?.tools.map(({ effect }) => effect);
    };
    expect(await effects({})).toEqual(['read', 'once', 'once']);
    expect(await effects({ changes: 'idempotent' })).toEqual(['read', 'idempotent', 'idempotent']);
  });

  it('put each argument where it belongs', async () => {
    const filter = { a: 1, b: 'x y' };
    await run('get_item', { id: 'a/b ?', tags: ['x', 'y'], fields: ['p', 'q'], filter, plain: true, 'X-Trace': 't1' });
    expect(last()).toMatchObject({
      method: 'GET',
      url: '/api/items/a%2Fb%20%3F?tags=x&tags=y&fields=p%2Cq&filter%5Ba%5D=1&filter%5Bb%5D=x+y&plain=true',
      headers: { 'x-trace': 't1' },
    });
    await run('put_item', { id: '1', body: { n: 2 } });
    expect(last()).toMatchObject({ method: 'PUT', body: '{"n":2}', headers: { 'idempotency-key': 'key' } });
    await run('send_form', { body: { a: 'x&y', b: [1, 2] } });
    expect(last()).toMatchObject({
      body: 'a=x%26y&b=1&b=2',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  });

  it.each([
    ['get_item', {}, 'id'],
    ['get_item', { id: 1 }, 'id: Instance type "number"'],
    ['get_item', { id: 'a', other: 1 }, 'other'],
    ['put_item', { id: 'a' }, 'body'],
    ['put_item', { id: 'a', body: { n: 'two' } }, 'body/n: Instance type "string"'],
  ])('say what is wrong with the arguments and call nothing: %s %j', async (name, args, message) => {
    await expect(run(name, args)).rejects.toThrow(message);
    expect(server.requests).toHaveLength(0);
  });

  it.each(['..', '.', ''])('lead to no other path: %j', async (id) => {
    await expect(run('get_item', { id })).rejects.toThrow(/path/);
    expect(server.requests).toHaveLength(0);
  });

  it('send secrets in headers and queries, and mask them in what comes back', async () => {
    const settings = { headers: ['Authorization: Bearer {{weather}}'], query: ['api_key: {{weather}}'] };
    const result = await run('get_item', { id: '1' }, settings);
    expect(last()).toMatchObject({
      url: '/api/items/1?api_key=canary%2Fkey%2B1',
      headers: { authorization: 'Bearer canary/key+1' },
    });
    expect(JSON.stringify(result)).not.toMatch(/canary/);
    expect(result['final_url']).toContain('[secret]');
    expect(JSON.stringify(result['content'])).toContain('[secret]');
  });
});
