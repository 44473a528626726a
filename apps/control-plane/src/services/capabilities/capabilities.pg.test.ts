import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { Capability } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

/** Settings without which a capability cannot be switched on. */
const NEEDED: Readonly<Record<string, object>> = {
  web_search: { backend: 'searxng', base_url: 'https://search.example.com' },
  http: { hosts: ['api.example.com'] },
  mcp: { servers: ['github'] },
  openapi: {
    document: JSON.stringify({ openapi: '3.1.0', paths: { '/a': { get: { operationId: 'get_a' } } } }),
    base_url: 'https://api.example.com',
  },
};

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ capabilities: CAPABILITY_CATALOG });
});
afterAll(() => api[Symbol.asyncDispose]());

describe('capabilities', () => {
  it('are all listed with their tools, each as it reads alone', async () => {
    const { data } = z.object({ data: z.array(Capability) }).parse((await api.call('GET', '/v1/capabilities')).json);
    expect(data.map(({ id }) => id)).toEqual([...CAPABILITY_CATALOG.keys()]);
    for (const capability of data) {
      expect(capability.tool_definitions).toEqual(CAPABILITY_CATALOG.get(capability.id)?.tools);
      expect((await api.call('GET', `/v1/capabilities/${capability.id}`)).json).toEqual(capability);
    }
    expect((await api.call('GET', '/v1/capabilities/nothing')).status).toBe(404);
  });

  it('can all be switched on together', async () => {
    const capabilities = [...CAPABILITY_CATALOG.keys()].map((ref) => ({ ref, config: NEEDED[ref] ?? {} }));
    const body = { name: 'a', system_prompt: '', capabilities };
    expect((await api.call('POST', '/v1/agents', { body })).status).toBe(201);
  });
});
