import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useStack } from './shared-stack.ts';

const shared = useStack();

const Fields = z.looseObject({});
type Fields = z.infer<typeof Fields>;
const PYTHON = { 'user-agent': 'python-httpx/0.28.1' };

interface Called {
  body?: unknown;
  headers?: Record<string, string>;
}

async function call(method: string, path: string, options: Called = {}): Promise<{ status: number; json: Fields }> {
  const response = await shared.api.fetch(method, path, options);
  const text = await response.text();
  return { status: response.status, json: Fields.catch({}).parse(text === '' ? {} : JSON.parse(text)) };
}

async function makeAgent(more: object = {}): Promise<string> {
  const body = { name: 'Door', system_prompt: 'Be brief.', ...more };
  return String((await call('POST', '/compat/v1/agents', { body })).json['id']);
}

async function makeSession(more: object = {}): Promise<string> {
  const body = { agent_id: await makeAgent(), ...more };
  return String((await call('POST', '/compat/v1/sessions', { body })).json['id']);
}

describe('the door for the original’s clients', () => {
  it('is found under both bases, and by the header on the paths of the main API', async () => {
    const body = { name: 'x', system_prompt: '', initial_files: [], description: null };
    const main = await call('POST', '/v1/agents', { body });
    expect([main.status, main.json['code']]).toEqual([400, 'unknown_field']);
    for (const path of ['/compat/v1/agents', '/api/v1/agents'])
      expect((await call('POST', path, { body })).status).toBe(201);
    expect((await call('POST', '/v1/agents', { body, headers: { 'everruns-compat': '0.3' } })).status).toBe(201);
    expect((await call('GET', '/compat/health')).json['status']).toBe('ok');
    expect((await call('GET', '/api/api-doc/openapi.json')).json['info']).toMatchObject({ title: 'Everruns API' });
  });

  it('refuses what is not offered with a code and the way on, also in the form that the SDKs read', async () => {
    const unknown = await call('GET', '/compat/v1/workspaces/w/fs');
    expect([unknown.status, unknown.json['code']]).toEqual([400, 'not_offered']);
    expect(unknown.json['error']).toMatchObject({ code: 'not_offered', message: unknown.json['detail'] });
    const files = { name: 'x', system_prompt: '', initial_files: [{ path: '/a', content: 'a' }] };
    const refused = await call('POST', '/compat/v1/agents', { body: files });
    expect(refused.json).toMatchObject({ status: 400, code: 'not_offered', errors: [{ path: 'initial_files' }] });
    const nothing = await call('GET', '/compat/v1/nothing');
    expect([nothing.status, nothing.json['error']]).toEqual([
      404,
      { code: 'not_found', message: nothing.json['detail'] },
    ]);
  });

  it('gives capabilities in the form that each client reads', async () => {
    const id = await makeAgent({ capabilities: ['math', { ref: 'current_time', config: null }] });
    const read = async (headers: Record<string, string>) =>
      (await call('GET', `/compat/v1/agents/${id}`, { headers })).json['capabilities'];
    expect(await read(PYTHON)).toEqual([{ ref: 'math' }, { ref: 'current_time' }]);
    expect(await read({ ...PYTHON, 'everruns-compat': '0.3' })).toEqual([{ ref: 'math' }, { ref: 'current_time' }]);
    expect(await read({ 'everruns-compat': '0.3' })).toEqual(['math', 'current_time']);
    expect(await read({})).toEqual(['math', { ref: 'current_time' }]);
  });

  it('gives whole lists, messages oldest first', async () => {
    const session = await makeSession();
    for (const text of ['one', 'two', 'three']) await shared.api.post(session, `[[sim:text ${text}]]`, { wait: 20 });
    const { json } = await call('GET', `/compat/v1/sessions/${session}/messages`);
    const messages = z.array(z.looseObject({ role: z.string(), sequence: z.number() })).parse(json['data']);
    expect(messages.map(({ role }) => role)).toEqual(['user', 'agent', 'user', 'agent', 'user', 'agent']);
    expect(messages.map(({ sequence }) => sequence)).toEqual(
      messages.map(({ sequence }) => sequence).toSorted((a, b) => a - b),
    );
    await Promise.all(Array.from({ length: 25 }, () => makeAgent()));
    const agents = (await call('GET', '/compat/v1/agents')).json;
    expect(z.array(z.unknown()).parse(agents['data']).length).toBeGreaterThan(24);
    const second = (await call('GET', '/compat/v1/agents?limit=2&offset=1')).json;
    expect(second['data']).toEqual(z.array(z.unknown()).parse(agents['data']).slice(1, 3));
    expect(second).toMatchObject({ limit: 2, offset: 1, has_more: true });
  });

  it('answers a message that waits with a sequence too', async () => {
    const session = await makeSession();
    const post = (text: string) =>
      call('POST', `/compat/v1/sessions/${session}/messages`, {
        body: { message: { content: [{ type: 'text', text }] }, controls: null, tags: null },
      });
    await post('[[sim:hang]]');
    const { json } = await post('[[sim:text next]]');
    expect([json['disposition'], typeof json['sequence']]).toEqual(['queued', 'number']);
  });

  it('repeats a keyed request as it was answered, and changes an agent whose name is an address', async () => {
    const name = 'an-address';
    const body = { name, system_prompt: 'one' };
    const headers = { 'idempotency-key': 'door-1' };
    const first = await call('POST', '/compat/v1/agents', { body, headers });
    expect(await call('POST', '/compat/v1/agents', { body, headers })).toEqual(first);
    const changed = await call('POST', '/compat/v1/agents', { body: { name, system_prompt: 'two' } });
    expect([changed.status, changed.json['id'], changed.json['version']]).toEqual([201, first.json['id'], 2]);
    const reused = await call('POST', '/compat/v1/agents', { body: { name, system_prompt: 'three' }, headers });
    expect([reused.status, reused.json['code']]).toEqual([422, 'idempotency_key_reused']);
  });

  it('answers a new session as JSON, also to a client that accepts a stream', async () => {
    const body = { agent_id: await makeAgent() };
    const { status, json } = await call('POST', '/compat/v1/sessions', {
      body,
      headers: { accept: 'text/event-stream' },
    });
    expect([status, json['status']]).toEqual([201, 'started']);
  });

  it('streams as one, with the ids by which an EventSource resumes', async () => {
    const session = await makeSession();
    await shared.api.post(session, '[[sim:text Hello.]]', { wait: 20 });
    const response = await shared.api.fetch('GET', `/compat/v1/sessions/${session}/sse?until=idle&types=message.agent`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const text = await response.text();
    expect(text).toMatch(/\nid: [-0-9a-f]{36}\nevent: message\.agent\ndata: \{/);
  });

  it('takes the commands of the newer CLI without a sign', async () => {
    const agent = await makeAgent({ name: 'commanded' });
    const command = (name: string, params: object) =>
      call('POST', `/v1/commands/${name}`, { body: { params, metadata: {} } });
    const session = (await command('create_session', { agent_name: 'commanded', title: 'By command' })).json;
    expect(session).toMatchObject({ output: { agent_id: agent, title: 'By command' }, warnings: [] });
    const session_id = Fields.parse(session['output'])['id'];
    const message = { role: 'user', content: [{ type: 'text', text: 'Hello' }] };
    expect((await command('create_message', { session_id, message })).json['output']).toMatchObject({ role: 'user' });
    const latest = await command('list_events', { session_id, limit: 1, order_desc: true });
    expect(Fields.parse(latest.json['output'])['data']).toHaveLength(1);
    expect((await command('get_agent', { id: agent })).json['output']).toMatchObject({ id: agent });
    expect(String((await command('export_agent', { id: agent })).json['output'])).toContain('name: commanded');
    expect((await command('create_workspace', {})).json).toMatchObject({ status: 400, code: 'not_offered' });
    expect((await command('get_agent', { id: session_id })).json).toMatchObject({ status: 404, code: 'not_found' });
  });
});
