import { connect } from 'node:net';
import { Problem } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../auth/principal.ts';
import { idOf, startTestApi, type TestApi } from '../testing/test-api.ts';

const AGENT = { name: 'a', system_prompt: 'b' };
const UNKNOWN_ID = '01890000-0000-7000-8000-00000000dead';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const countAgents = async () => (await api.database.pool.query('select from agents')).rowCount;

describe('bad input', () => {
  const raw = (name: string) => `{"name":${name},"system_prompt":""}`;

  it.each([
    ['malformed JSON', '{"name":', {}, 400, 'malformed_json', '$', undefined],
    ['an empty body', '', {}, 400, 'malformed_json', '$', undefined],
    [
      'a wrong media type',
      JSON.stringify(AGENT),
      { 'content-type': 'text/plain' },
      415,
      'unsupported_media_type',
      'Content-Type',
      undefined,
    ],
    ['an unknown field', { ...AGENT, color: 'red' }, {}, 400, 'unknown_field', 'color', undefined],
    ['NUL', raw('"a\\u0000"'), {}, 400, 'invalid_request', 'name', undefined],
    ['a lone surrogate', raw('"\\ud800"'), {}, 400, 'invalid_request', 'name', undefined],
    ['20,000 nested brackets', raw('['.repeat(20_000)), {}, 400, 'invalid_request', 'name', 64],
    ['1e400', raw('1e400'), {}, 400, 'invalid_request', 'name', undefined],
    [
      'a 2 MB prompt',
      { name: 'a', system_prompt: 'p'.repeat(2_000_000) },
      {},
      400,
      'invalid_request',
      'system_prompt',
      1_048_576,
    ],
    ['a 5 MB body', { name: 'a', system_prompt: 'p'.repeat(5_000_000) }, {}, 413, 'payload_too_large', '$', 4_194_304],
    [
      'a bad idempotency key',
      AGENT,
      { 'idempotency-key': 'k'.repeat(256) },
      400,
      'invalid_request',
      'Idempotency-Key',
      255,
    ],
    [
      'two tools of one name',
      { ...AGENT, tools: [tool('t'), tool('t')] },
      {},
      400,
      'invalid_request',
      'tools[1].name',
      undefined,
    ],
  ])(
    '%s is refused, the field is named, nothing is stored',
    async (_name, body, headers, status, code, path, limit) => {
      const before = await countAgents();
      const answer = await api.call('POST', '/v1/agents', { body, headers });
      expect(answer.headers['content-type']).toBe('application/problem+json');
      const problem = Problem.parse(answer.json);
      expect([answer.status, problem.code]).toEqual([status, code]);
      expect(problem.errors?.[0]?.path).toBe(path);
      expect(problem.errors?.[0]?.limit).toBe(limit);
      expect(await countAgents()).toBe(before);
    },
  );

  it.each([
    ['GET', `/v1/agents/${UNKNOWN_ID}`, 404, 'not_found'],
    ['GET', '/v1/agents/not-a-uuid', 400, 'invalid_request'],
    ['GET', '/v1/agents?limit=101', 400, 'invalid_request'],
    ['GET', '/v1/agents?color=red', 400, 'unknown_parameter'],
    ['GET', '/v1/agents?search=%00', 400, 'invalid_request'],
    ['GET', '/v1/agents?cursor=abc', 400, 'invalid_cursor'],
    ['GET', '/v1/agents?limit=1&limit=2', 400, 'invalid_request'],
    ['GET', '/v1/agents/%E0%A4%A', 400, 'invalid_request'],
    ['GET', '/v1/nothing', 404, 'not_found'],
    ['PUT', '/v1/agents', 405, 'method_not_allowed'],
  ])('%s %s answers %i %s', async (method, path, status, code) => {
    const answer = await api.call(method, path);
    expect([answer.status, Problem.parse(answer.json).code]).toEqual([status, code]);
  });

  it('refuses a session with an unknown agent as it refuses any unknown thing', async () => {
    const answer = await api.call('POST', '/v1/sessions', { body: { agent_id: UNKNOWN_ID } });
    expect([answer.status, Problem.parse(answer.json).code]).toEqual([404, 'not_found']);
    expect(answer.text).not.toContain(UNKNOWN_ID);
  });

  it('stops a body of unannounced length at the cap, and the answer still arrives', async () => {
    const chunk = new Uint8Array(1_000_000).fill(0x20);
    const answer = await fetch(`${api.url}/v1/agents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: ReadableStream.from(Array.from({ length: 6 }, () => chunk)),
      duplex: 'half',
    });
    expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([413, 'payload_too_large']);
  });

  it('answers a body that breaks off without falling over', async () => {
    const { port, hostname } = new URL(api.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.end(
          'POST /v1/agents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"na',
        );
      });
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
      socket.resume();
    });
    expect((await api.call('GET', '/health/live')).status).toBe(200);
  });
});

describe('who may ask', () => {
  it('sends a foreign Host away with 421, on every route', async () => {
    for (const path of ['/v1/agents', '/health', '/swagger-ui/', '/nothing']) {
      const answer = await api.call('GET', path, { headers: { host: 'evil.example' } });
      expect([answer.status, Problem.parse(answer.json).code]).toEqual([421, 'misdirected_host']);
    }
  });

  it.each([{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }])(
    'refuses an unsafe request of another site with 403: %o',
    async (headers) => {
      const before = await countAgents();
      const answer = await api.call('POST', '/v1/agents', { body: AGENT, headers });
      expect([answer.status, Problem.parse(answer.json).code]).toEqual([403, 'cross_site_request']);
      expect(await countAgents()).toBe(before);
    },
  );

  it('lets a listed origin in, and tells its browser so', async () => {
    const headers = { origin: 'https://ui.example', 'sec-fetch-site': 'cross-site' };
    const answer = await api.call('POST', '/v1/agents', { body: AGENT, headers });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([201, 'https://ui.example']);
    const preflight = await api.call('OPTIONS', '/v1/agents', {
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('asks for admin before a provider is written, and for nothing on public routes', async () => {
    await using readOnly = await startTestApi({
      authenticate: async () => ({
        ...OPERATOR,
        name: 'reader',
        scopes: new Set(['read'] as const),
        isAmbient: false,
      }),
    });
    const answer = await readOnly.call('POST', '/v1/llm-providers', { body: { nonsense: true } });
    expect([answer.status, Problem.parse(answer.json).code]).toEqual([403, 'forbidden']);
    expect((await readOnly.call('GET', '/v1/agents')).status).toBe(200);
    expect((await readOnly.call('GET', '/health')).json).toEqual({
      status: 'ok',
      version: '0.0.0',
      auth_mode: 'none',
      runner: 'local',
    });
  });
});

describe('every answer', () => {
  it('returns the request id it was given, or one of its own in place of a bad one', async () => {
    expect((await api.call('GET', '/health', { headers: { 'x-request-id': 'abc-1' } })).headers['x-request-id']).toBe(
      'abc-1',
    );
    const own = await api.call('GET', '/v1/nothing', { headers: { 'x-request-id': 'a b<script>' } });
    expect(own.headers['x-request-id']).toBe(Problem.parse(own.json).request_id);
    expect(own.headers['x-request-id']).not.toContain('<');
  });

  it('carries the security headers, errors included', async () => {
    for (const path of ['/v1/agents', '/v1/nothing']) {
      const { headers } = await api.call('GET', path);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('hides what went wrong inside', async () => {
    await api.database.pool.query('alter table llm_models rename to hidden_models');
    const answer = await api.call('GET', '/v1/llm-models');
    await api.database.pool.query('alter table hidden_models rename to llm_models');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('llm_models');
  });
});

describe('documentation', () => {
  it('describes every route once, each operationId unique, each reference resolvable', async () => {
    const document = (await api.call('GET', '/api-doc/openapi.json')).json as {
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
      components: { schemas: Record<string, unknown> };
    };
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(['create_agent', 'create_message', 'create_message_nested', 'get_turn']),
    );
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
    expect(references.length).toBeGreaterThan(20);
    for (const reference of new Set(references)) {
      expect(Object.keys(document.components.schemas)).toContain(reference?.replace('#/components/schemas/', ''));
    }
  });

  it.each([
    ['/', '/docs'],
    ['/swagger-ui', '/swagger-ui/'],
  ])('leads from %s, which people type, to %s', async (typed, meant) => {
    const answer = await api.call('GET', typed);
    expect([answer.status, answer.headers['location']]).toEqual([302, meant]);
  });

  it('serves a page that loads nothing from elsewhere', async () => {
    const page = await api.call('GET', '/swagger-ui/');
    expect(page.text).not.toMatch(/https?:\/\//);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    for (const [, asset] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await api.call('GET', `/swagger-ui/${asset}`)).status).toBe(200);
    }
    expect((await api.call('GET', '/swagger-ui/package.json')).status).toBe(404);
  });
});

describe('nested session routes', () => {
  it('create, list and get under the agent; under another agent a session is not there', async () => {
    const [agent, other] = [idOf(await create()), idOf(await create())];
    const created = await api.call('POST', `/v1/agents/${agent}/sessions`, { body: { title: 't' } });
    expect([created.status, created.json]).toMatchObject([201, { agent_id: agent, title: 't' }]);
    const session = idOf(created);
    expect((await api.call('GET', `/v1/agents/${agent}/sessions/${session}`)).json).toEqual(created.json);
    expect((await api.call('GET', `/v1/agents/${agent}/sessions`)).json).toMatchObject({ data: [{ id: session }] });
    expect((await api.call('GET', `/v1/agents/${other}/sessions/${session}`)).status).toBe(404);
    expect((await api.call('GET', `/v1/agents/${other}/sessions`)).json).toEqual({ data: [], has_more: false });
  });
  const create = () => api.call('POST', '/v1/agents', { body: AGENT });
});

function tool(name: string) {
  return { name, description: 'd', parameters: { type: 'object' } };
}
