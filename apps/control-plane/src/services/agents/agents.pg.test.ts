import { defineCapability } from '@everruns/core/catalog';
import { Agent, WrittenAgent, DEFAULT_ORGANIZATION_ID, OrganizationId, Problem } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OPERATOR } from '../../auth/principal.ts';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

const CLOCK = defineCapability({
  id: 'clock',
  name: 'Clock',
  description: 'Tells the time',
  status: 'available',
  configSchema: z.strictObject({ zone: z.string().default('UTC') }),
  prompt: ({ zone }) => `Times are in ${zone}.`,
  tools: [
    {
      name: 'get_time',
      description: 'd',
      parameters: { type: 'object' },
      effect: 'read',
      policy: 'auto',
      timeout_ms: 1_000,
    },
  ],
});
const OTHER_ORG = OrganizationId.parse('00000000-0000-7000-8000-0000000000ff');
const BODY = { name: 'Ada', system_prompt: 'Be kind.' };
const Page = z.object({ data: z.array(Agent), has_more: z.boolean(), next_cursor: z.string().optional() });

let api: TestApi;
let org: OrganizationId = DEFAULT_ORGANIZATION_ID;
beforeAll(async () => {
  api = await startTestApi({
    capabilities: new Map([['clock', CLOCK]]),
    authenticate: async () => ({
      ...OPERATOR,
      orgId: org,
      name: 'tester',
      isAmbient: false,
    }),
  });
  await api.database.pool.query(`insert into organizations (id, name) values ('${OTHER_ORG}', 'other')`);
});
afterAll(() => api[Symbol.asyncDispose]());

const create = (body: object = {}, headers: Record<string, string> = {}) =>
  api.call('POST', '/v1/agents', { body: { ...BODY, ...body }, headers });
const codeOf = (answer: { json: unknown }) => Problem.parse(answer.json).code;
async function asOther<T>(work: () => Promise<T>): Promise<T> {
  org = OTHER_ORG;
  try {
    return await work();
  } finally {
    org = DEFAULT_ORGANIZATION_ID;
  }
}

describe('an agent', () => {
  it('reads back as it was written, capabilities in the form they had, with its first version', async () => {
    const capabilities = ['of-a-later-release', { ref: 'clock', config: { zone: 'Europe/Berlin' } }];
    const created = await create({ capabilities, tags: ['x'], limits: { max_iterations: 3 } });
    expect(created.status).toBe(201);
    const read = await api.call('GET', `/v1/agents/${idOf(created)}`);
    const { warnings: _told, ...agent } = WrittenAgent.parse(created.json);
    expect(read.json).toEqual(agent);
    expect(Agent.parse(read.json)).toMatchObject({
      capabilities,
      version: 1,
      harness_id: 'default',
      busy_policy: 'queue',
    });
    expect(await versionsOf(idOf(created))).toEqual([agent]);
  });

  it('is written with a warning for each capability that nobody knows, and read without', async () => {
    const warningsOf = (answer: { json: unknown }) => WrittenAgent.parse(answer.json).warnings;
    const created = await create({ capabilities: ['clock', 'nothing', { ref: 'nobody' }] });
    expect(warningsOf(created)).toEqual([
      expect.objectContaining({ path: 'capabilities[1]', code: 'unknown_capability' }),
      expect.objectContaining({ path: 'capabilities[2]', code: 'unknown_capability' }),
    ]);
    const path = `/v1/agents/${idOf(created)}`;
    expect(warningsOf(await api.call('GET', path))).toBeUndefined();
    expect(warningsOf(await api.call('PATCH', path, { body: { description: 'd' } }))).toHaveLength(2);
    expect(warningsOf(await api.call('POST', `${path}/copy`))).toHaveLength(2);
    expect(warningsOf(await api.call('PATCH', path, { body: { capabilities: ['clock'] } }))).toBeUndefined();
  });

  it('refuses settings and tools that clash, naming them', async () => {
    const bad = await create({ capabilities: [{ ref: 'clock', config: { zone: 5 } }] });
    expect(Problem.parse(bad.json).errors?.[0]?.path).toBe('capabilities[0].config.zone');
    const own = { name: 'get_time', description: 'd', parameters: {} };
    const clash = await create({ capabilities: ['clock'], tools: [own] });
    expect(Problem.parse(clash.json).errors).toEqual([
      { path: 'tools[0].name', code: 'duplicate', message: 'get_time is already a tool of capability clock' },
    ]);
    expect((await create({ capabilities: ['clock', { ref: 'clock' }] })).status).toBe(400);
  });

  it('changes by merge patch, one version for each change and none for no change', async () => {
    const id = idOf(await create({ description: 'old', tags: ['a'], limits: { max_iterations: 3 } }));
    const patch = (body: unknown) => api.call('PATCH', `/v1/agents/${id}`, { body });
    const changed = await patch({ description: null, limits: { turn_timeout_ms: 5_000 } });
    expect(changed.json).toMatchObject({
      version: 2,
      tags: ['a'],
      limits: { max_iterations: 3, turn_timeout_ms: 5_000 },
    });
    expect(changed.json).not.toHaveProperty('description');
    expect((await patch({ tags: ['a'] })).json).toEqual(changed.json);
    expect((await patch({ limits: { max_iterations: null } })).json).toMatchObject({
      version: 3,
      limits: { turn_timeout_ms: 5_000 },
    });
    expect((await versionsOf(id)).map(({ version }) => version)).toEqual([1, 2, 3]);
    expect((await patch({ name: null })).status).toBe(400);
  });

  it('changes the settings of its tools entry by entry, and exports them', async () => {
    const tool_settings = { bash: { enabled: false }, 'web_*': { timeout_ms: 20_000 } };
    const id = idOf(await create({ tool_settings }));
    const patch = (body: unknown) => api.call('PATCH', `/v1/agents/${id}`, { body });
    const changed = await patch({ tool_settings: { bash: null, add: { timeout_ms: 1_000, enabled: true } } });
    const rest = { 'web_*': { timeout_ms: 20_000 }, add: { timeout_ms: 1_000, enabled: true } };
    expect(changed.json).toMatchObject({ tool_settings: rest });
    const exported = await api.call('GET', `/v1/agents/${id}/export`);
    const imported = await api.call('POST', '/v1/agents/import', {
      body: exported.text,
      headers: { 'content-type': 'text/markdown' },
    });
    expect(imported.json).toMatchObject({ tool_settings: rest });
    expect((await patch({ tool_settings: null })).json).not.toHaveProperty('tool_settings');
    expect((await patch({ tool_settings: { bash: { timeout_ms: 5 } } })).status).toBe(400);
  });

  it('is not overwritten by someone who read it before it changed', async () => {
    const created = await create();
    const path = `/v1/agents/${idOf(created)}`;
    const stale = { 'if-match': String(created.headers.etag) };
    const changed = await api.call('PATCH', path, { body: { name: 'Bea' }, headers: stale });
    expect(changed.status).toBe(200);
    const late = await api.call('PATCH', path, { body: { name: 'Cy' }, headers: stale });
    expect([late.status, codeOf(late)]).toEqual([412, 'precondition_failed']);
    expect((await api.call('DELETE', path, { headers: stale })).status).toBe(412);
    expect((await api.call('GET', path)).json).toEqual(changed.json);
    expect((await api.call('GET', path)).headers.etag).toBe(changed.headers.etag);
  });

  it('of twenty changes at once loses none', async () => {
    const id = idOf(await create());
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => api.call('PATCH', `/v1/agents/${id}`, { body: { name: `n${n}` } })),
    );
    expect((await versionsOf(id)).map(({ version }) => version)).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
  });

  it('once archived is read, not changed, and takes no session', async () => {
    const id = idOf(await create());
    const session = await api.call('POST', '/v1/sessions', { body: { agent_id: id } });
    expect(session.status).toBe(201);
    expect((await api.call('DELETE', `/v1/agents/${id}`)).status).toBe(204);
    expect((await api.call('DELETE', `/v1/agents/${id}`)).status).toBe(204);
    expect((await api.call('GET', `/v1/agents/${id}`)).json).toMatchObject({ status: 'archived' });
    expect(codeOf(await api.call('PATCH', `/v1/agents/${id}`, { body: { name: 'x' } }))).toBe('agent_archived');
    expect(codeOf(await api.call('POST', '/v1/sessions', { body: { agent_id: id } }))).toBe('agent_archived');
  });

  it('is brought back from the archive as it was, and its sessions go on', async () => {
    const id = idOf(await create());
    const session = idOf(await api.call('POST', '/v1/sessions', { body: { agent_id: id } }));
    const body = { message: { content: [{ type: 'text', text: 'Hello' }] } };
    await api.call('DELETE', `/v1/agents/${id}`);
    expect(codeOf(await api.call('POST', `/v1/sessions/${session}/messages`, { body }))).toBe('agent_archived');
    const back = await api.call('POST', `/v1/agents/${id}/unarchive`);
    expect(back.json).toMatchObject({ id, status: 'active', version: 1 });
    expect((await api.call('POST', `/v1/agents/${id}/unarchive`)).json).toEqual(back.json);
    expect((await api.call('POST', `/v1/sessions/${session}/messages`, { body })).status).toBe(201);
    expect((await api.call('PATCH', `/v1/agents/${id}`, { body: { name: 'x' } })).json).toMatchObject({ version: 2 });
  });

  it('of another organization is the same 404 as one that never was', async () => {
    const id = idOf(await create());
    const foreign = await asOther(() => api.call('GET', `/v1/agents/${id}`));
    const missing = await api.call('GET', '/v1/agents/01890000-0000-7000-8000-00000000dead');
    const { request_id: _a, ...left } = Problem.parse(foreign.json);
    const { request_id: _b, ...right } = Problem.parse(missing.json);
    expect(left).toEqual(right);
    for (const [method, body] of [
      ['PATCH', { name: 'x' }],
      ['DELETE', undefined],
    ] as const) {
      expect((await asOther(() => api.call(method, `/v1/agents/${id}`, { body }))).status).toBe(404);
    }
    expect((await asOther(() => api.call('POST', '/v1/sessions', { body: { agent_id: id } }))).status).toBe(404);
  });
});

describe('the list of agents', () => {
  it('pages through fifty, newest first, each once', async () => {
    const ids = [];
    for (let n = 0; n < 50; n += 1) ids.unshift(idOf(await create({ name: `paged ${n}` })));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const next = cursor === undefined ? '' : `&cursor=${cursor}`;
      const page = Page.parse((await api.call('GET', `/v1/agents?search=PAGED&limit=7${next}`)).json);
      expect(page.has_more).toBe(page.next_cursor !== undefined);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids);
  });

  it('refuses a cursor of another filter, another organization, or made up', async () => {
    await create({ name: 'one' });
    await create({ name: 'two' });
    const { next_cursor } = Page.parse((await api.call('GET', '/v1/agents?limit=1')).json);
    const list = (query: string) => api.call('GET', `/v1/agents?${query}cursor=${next_cursor}`);
    expect((await list('')).status).toBe(200);
    for (const answer of [await list('search=a&'), await list('status=archived&'), await asOther(() => list(''))]) {
      expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_cursor']);
    }
    const sessions = await api.call('GET', `/v1/sessions?cursor=${next_cursor}`);
    expect(codeOf(sessions)).toBe('invalid_cursor');
  });

  it('shows nothing of another organization, and searches literally', async () => {
    await create({ name: '100% sure_thing' });
    expect((await asOther(() => api.call('GET', '/v1/agents'))).json).toEqual({ data: [], has_more: false });
    const found = async (search: string) =>
      Page.parse((await api.call('GET', `/v1/agents?search=${search}`)).json).data.length;
    expect(await found('100%25%20SURE_')).toBe(1);
    expect(await found('100_')).toBe(0);
  });
});

async function versionsOf(id: string): Promise<Agent[]> {
  const { rows } = await api.database.pool.query<{ definition: Agent }>(
    'select definition from agent_versions where agent_id = $1 order by version',
    [id],
  );
  return rows.map(({ definition }) => definition);
}
