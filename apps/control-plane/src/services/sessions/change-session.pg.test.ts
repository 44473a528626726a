import { get, type IncomingMessage } from 'node:http';
import { EventEnvelope, Session } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf, outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let agent: string;
let model: string;
beforeAll(async () => {
  api = await startTestApi();
  const provider = await api.call('POST', '/v1/llm-providers', { body: { name: 'Sim', provider_type: 'llmsim' } });
  const models = `/v1/llm-providers/${idOf(provider)}/models`;
  model = idOf(await api.call('POST', models, { body: { model_id: 'llmsim-instant', is_default: true } }));
  agent = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
});
afterAll(() => api[Symbol.asyncDispose]());

const create = async (body: object = {}, headers = {}) =>
  idOf(await api.call('POST', '/v1/sessions', { body: { agent_id: agent, ...body }, headers }));
const patch = (id: string, body: object, headers = {}) => api.call('PATCH', `/v1/sessions/${id}`, { body, headers });
const say = (id: string, headers = {}) =>
  api.call('POST', `/v1/sessions/${id}/messages`, {
    body: { message: { content: [{ type: 'text', text: 'secret words' }] } },
    headers,
  });

describe('PATCH of a session', () => {
  it('changes what it names, removes what is null and leaves the rest', async () => {
    const id = await create({ title: 'One', tags: ['a'] });
    expect((await patch(id, { model_id: model })).json).toMatchObject({ title: 'One', tags: ['a'], model_id: model });
    const changed = await patch(id, { title: null, tags: ['b'], model_id: null });
    expect(Session.parse(changed.json)).not.toHaveProperty('title');
    expect(Session.parse(changed.json)).not.toHaveProperty('model_id');
    const read = await api.call('GET', `/v1/sessions/${id}`);
    expect([read.json, read.headers['etag']]).toEqual([changed.json, changed.headers['etag']]);
  });

  it('lets one of two editors win, and is not disturbed by the agent at work', async () => {
    const id = await create({ title: 'One' });
    const seen = { 'if-match': String((await api.call('GET', `/v1/sessions/${id}`)).headers['etag']) };
    await say(id);
    const both = await Promise.all([patch(id, { title: 'Two' }, seen), patch(id, { title: 'Three' }, seen)]);
    expect(both.map(outcomeOf).toSorted()).toEqual(['200', '412 precondition_failed']);
  });

  it('refuses a model that is not there, unknown fields, and what is too long', async () => {
    const id = await create();
    const ghost = '01890000-0000-7000-8000-00000000dead';
    const all = await Promise.all([
      patch(id, { model_id: ghost }),
      patch(ghost, { title: 'x' }),
      patch(id, { status: 'idle' }),
      patch(id, { title: 'x'.repeat(2049) }),
      patch(id, { tags: [''] }),
    ]);
    expect(all.map(outcomeOf)).toEqual([
      '404 not_found',
      '404 not_found',
      '400 unknown_field',
      '400 invalid_request',
      '400 invalid_request',
    ]);
  });
});

describe('DELETE of a session', () => {
  it('stops what runs and erases every row of it', async () => {
    const kept = await create();
    const id = await create({}, { 'idempotency-key': 'create-it' });
    await say(id, { 'idempotency-key': 'say-it' });
    await say(id);
    await api.call('POST', `/v1/sessions/${id}/fs/a/b`, { body: { content: 'x' } });
    const turn = api.dispatched.at(-1);
    expect(turn?.session_id).toBe(id);
    expect(outcomeOf(await api.call('DELETE', `/v1/sessions/${id}`, { headers: { 'if-match': '"stale"' } }))).toBe(
      '412 precondition_failed',
    );
    expect((await api.call('DELETE', `/v1/sessions/${id}`)).status).toBe(204);
    expect(api.stops).toContainEqual(expect.objectContaining({ turn_id: turn?.id, reason: 'canceled' }));
    const { rows: tables } = await api.database.pool.query<{ table_name: string }>(
      `select table_name from information_schema.columns where column_name = 'session_id' and table_schema = 'public'`,
    );
    expect(tables.length).toBeGreaterThan(5);
    for (const { table_name } of tables) {
      const { rowCount } = await api.database.pool.query(`select from ${table_name} where session_id = $1`, [id]);
      expect([table_name, rowCount]).toEqual([table_name, 0]);
    }
    const { rows: keys } = await api.database.pool.query(`select * from idempotency_keys`);
    expect(JSON.stringify(keys)).not.toContain(id);
    expect(outcomeOf(await api.call('GET', `/v1/sessions/${id}`))).toBe('404 not_found');
    expect(outcomeOf(await api.call('DELETE', `/v1/sessions/${id}`))).toBe('404 not_found');
    expect((await api.call('GET', `/v1/sessions/${kept}`)).status).toBe(200);
  });
});

/** Makes the log of a fresh session this long. */
async function fillLog(id: string, { count, path }: { count: number; path: string }): Promise<void> {
  await api.database.pool.query(
    `insert into events (org_id, session_id, sequence, id, type, ts, turn_id, context, data)
     select org_id, id, n, gen_random_uuid(), 'file.written', now(), null, '{}', json_build_object('path', $3::text, 'size_bytes', n)
     from sessions, generate_series(2, $2) n where id = $1`,
    [id, count, path],
  );
  await api.database.pool.query('update sessions set next_sequence = $2 where id = $1', [id, count + 1]);
}

describe('the export of a session', () => {
  it('is its log, one event a line, however long', async () => {
    const id = await create();
    await fillLog(id, { count: 2500, path: 'ü'.repeat(500) });
    const answer = await api.call('GET', `/v1/agents/${agent}/sessions/${id}/export`);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'content-disposition': `attachment; filename="session-${id}.jsonl"`,
    });
    const events = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => EventEnvelope.parse(JSON.parse(line)));
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 2500 }, (_, index) => index + 1));
    expect(answer.text.endsWith('\n')).toBe(true);
    expect((await api.call('GET', `/v1/sessions/01890000-0000-7000-8000-00000000dead/export`)).status).toBe(404);
  });
});

describe('an export that nobody reads', () => {
  it('reads no further in the log than the socket takes, and the rest when it is read', async () => {
    const id = await create();
    await fillLog(id, { count: 6000, path: 'x'.repeat(8000) });
    let acquired = 0;
    const count = () => void (acquired += 1);
    api.served.pool.on('acquire', count);
    const response = await new Promise<IncomingMessage>((resolve) =>
      get(`${api.url}/v1/sessions/${id}/export`, resolve),
    );
    let before = -1;
    await expect
      .poll(
        () => {
          const isStill = acquired === before;
          before = acquired;
          return isStill;
        },
        { interval: 300 },
      )
      .toBe(true);
    const unread = acquired;
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) bytes += chunk.length;
    api.served.pool.off('acquire', count);
    expect(bytes).toBeGreaterThan(6_000 * 8_000);
    // 48 MB in pages of about a megabyte: the sockets' buffers took some of them, and no more.
    expect(acquired - unread).toBeGreaterThan(unread);
  });
});

describe('a list of sessions', () => {
  it('is bounded by time on either side, and says what is no time', async () => {
    const ids = [
      await create({ tags: ['timed'] }),
      await create({ tags: ['timed'] }),
      await create({ tags: ['timed'] }),
    ];
    await Promise.all(
      ids.map((id, index) =>
        api.database.pool.query('update sessions set created_at = $2 where id = $1', [
          id,
          `2020-01-0${index + 1}T00:00:00Z`,
        ]),
      ),
    );
    const list = async (query: string) => {
      const answer = await api.call('GET', `/v1/sessions?tag=timed&${query}`);
      return (answer.json as { data: Session[] }).data.map(({ id }) => ids.indexOf(id));
    };
    expect(await list('created_after=2020-01-01T00:00:00Z')).toEqual([2, 1]);
    expect(await list('created_before=2020-01-02T01:00:00%2B01:00')).toEqual([0]);
    // An offset that PostgreSQL does not know is one all the same.
    expect(await list('created_before=2020-01-02T23:59:00%2B23:59')).toEqual([0]);
    expect(await list('created_after=2020-01-01T00:00:00Z&created_before=2020-01-03T00:00:00Z')).toEqual([1]);
    const outside = ['0680-01-12T14:07:38.4-21:10', '1969-12-31T23:59:59Z', '9999-12-31T23:59:59-00:01'];
    for (const bad of ['yesterday', '2020-13-01T00:00:00Z', '', ...outside]) {
      expect(outcomeOf(await api.call('GET', `/v1/sessions?created_after=${bad}`))).toBe('400 invalid_request');
    }
  });
});
