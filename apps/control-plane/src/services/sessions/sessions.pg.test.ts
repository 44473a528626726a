import { AgentId, DEFAULT_ORGANIZATION_ID, parseEvent, Session } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { createAgent } from '../agents/create.ts';
import { createSession } from '../../engine/index.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';

const Page = z.object({ data: z.array(Session), has_more: z.boolean(), next_cursor: z.string().optional() });

let api: TestApi;
let agent: string;
let other: string;
beforeAll(async () => {
  api = await startTestApi();
  agent = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
  other = idOf(await api.call('POST', '/v1/agents', { body: { name: 'b', system_prompt: '' } }));
});
afterAll(() => api[Symbol.asyncDispose]());

const create = (body: object = {}) => api.call('POST', '/v1/sessions', { body: { agent_id: agent, ...body } });

describe('a session', () => {
  it('begins idle, with session.started as the first event of its log', async () => {
    const created = await create({ title: 'Hello', tags: ['t'], agent_version: 1 });
    const session = Session.parse(created.json);
    expect(session).toMatchObject({
      status: 'idle',
      last_sequence: 1,
      queued_count: 0,
      agent_version: 1,
      title: 'Hello',
    });
    expect((await api.call('GET', `/v1/sessions/${session.id}`)).json).toEqual(created.json);
    const { rows } = await api.database.pool.query('select * from events where session_id = $1', [session.id]);
    const [row] = rows;
    expect(rows.length).toBe(1);
    expect(parseEvent({ ...row, sequence: Number(row.sequence), ts: row.ts.toISOString() })).toMatchObject({
      type: 'session.started',
      sequence: 1,
      data: { agent_id: agent },
    });
  });

  it('and its agent are written once, however often their transaction is tried after an unknown COMMIT', async () => {
    const ctx = { org_id: DEFAULT_ORGANIZATION_ID, principal: 'p', subjects: EVERY_SUBJECT, request_id: 'r' };
    const counts = async (table: string, column: string, id: string) =>
      (await api.database.pool.query(`select from ${table} where ${column} = $1`, [id])).rowCount;
    const minted = { ...api.services, ids: { uuid: () => '01890000-0000-7000-8000-0000000000aa' } };
    const body = { name: 'a', system_prompt: '', tags: [], capabilities: [], tools: [], limits: {} };
    const request = { ...body, busy_policy: 'queue' as const };
    const twice = async <T>(work: () => Promise<T>) => [await work(), await work()] as const;
    const [{ answer: first }] = await twice(() => createAgent(minted, ctx, { request, idempotency: null }));
    expect([await counts('agents', 'id', first.id), await counts('agent_versions', 'agent_id', first.id)]).toEqual([
      1, 1,
    ]);
    const wanted = { agent_id: AgentId.parse(first.id), tags: [] };
    const engine = { ...api.engine, newId: minted.ids.uuid };
    const [session] = await twice(() => createSession(engine, ctx, { request: wanted, idempotency: null }));
    expect([await counts('sessions', 'id', session.id), await counts('events', 'session_id', session.id)]).toEqual([
      1, 1,
    ]);
  });

  it('is found by its status while a turn of it waits, and by no other', async () => {
    const waiting = idOf(await create());
    await create();
    await api.database.pool.query(
      `insert into turns (org_id, id, session_id, input_message_id, status, agent_version, max_iterations, timeout_ms, usage)
       select org_id, gen_random_uuid(), id, gen_random_uuid(), 'waiting', 1, 100, 1000, usage from sessions where id = $1`,
      [waiting],
    );
    await api.database.pool.query(`update sessions set status = 'requires_action' where id = $1`, [waiting]);
    const found = Page.parse((await api.call('GET', '/v1/sessions?status=requires_action')).json).data;
    expect(found.map(({ id }) => id)).toEqual([waiting]);
    expect(Page.parse((await api.call('GET', '/v1/sessions?status=active')).json).data).toEqual([]);
  });

  it('says in lists how its last turn ended, and is found by that', async () => {
    const made: Record<string, string> = {};
    for (const status of ['completed', 'failed', 'canceled', 'never'])
      made[status] = idOf(await create({ tags: ['o'] }));
    const end = async (name: string, status: string, age: number) => {
      const body = { message: { content: [{ type: 'text', text: 'Hello' }] } };
      const posted = await api.call('POST', `/v1/sessions/${made[name]}/messages`, { body });
      const { turn_id } = posted.json as { turn_id: string };
      await api.call('POST', `/v1/sessions/${made[name]}/turns/${turn_id}/cancel`);
      await api.database.pool.query(
        `update turns set status = $2, error_code = $3, created_at = now() - $4 * interval '1 hour' where id = $1`,
        [turn_id, status, status === 'failed' ? 'no_model' : null, age],
      );
      await api.database.pool.query('update sessions set last_outcome = $2 where id = $1', [made[name], status]);
    };
    for (const name of ['completed', 'failed', 'canceled']) {
      await end(name, name === 'completed' ? 'failed' : 'completed', 2);
      await end(name, name, 1);
    }
    const list = async (query: string) =>
      Page.parse((await api.call('GET', `/v1/sessions?tag=o&${query}`)).json).data.map(({ id, last_turn }) => [
        id,
        last_turn?.status,
        last_turn?.error_code,
      ]);
    expect(await list('')).toEqual([
      [made['never'], undefined, undefined],
      [made['canceled'], 'canceled', undefined],
      [made['failed'], 'failed', 'no_model'],
      [made['completed'], 'completed', undefined],
    ]);
    for (const outcome of ['completed', 'failed', 'canceled']) {
      expect((await list(`outcome=${outcome}`)).map(([id]) => id)).toEqual([made[outcome]]);
    }
    const all = Page.parse((await api.call('GET', '/v1/sessions?outcome=failed')).json).data;
    expect(all.map(({ id }) => id)).toEqual([made['failed']]);
  });

  it('is found by agent, status, tag and title, and pages keep the filter', async () => {
    const ids = [];
    for (const title of ['Invoice 1', 'Invoice 2', 'Invoice 3']) {
      ids.unshift(idOf(await create({ title, tags: ['billing'], agent_id: other })));
    }
    const list = async (query: string) => Page.parse((await api.call('GET', `/v1/sessions?${query}`)).json);
    expect((await list(`agent_id=${other}`)).data.map(({ id }) => id)).toEqual(ids);
    expect((await list('tag=billing')).data.length).toBe(3);
    expect((await list('tag=bill')).data.length).toBe(0);
    expect((await list('search=invoice%202')).data.map(({ title }) => title)).toEqual(['Invoice 2']);
    expect((await list('tag=billing&status=active')).data).toEqual([]);
    const first = await list('tag=billing&limit=2');
    const second = await list(`tag=billing&limit=2&cursor=${first.next_cursor}`);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect(second.has_more).toBe(false);
  });

  it('is found by what its last turn was, what it cost and whether it waits, in any combination', async () => {
    const tag = 'facts';
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(idOf(await create({ tags: [tag] })));
    const set = (index: number, columns: string) =>
      api.database.pool.query(`update sessions set ${columns} where id = $1`, [ids[index]]);
    await set(0, `last_outcome = 'failed', last_error_code = 'no_model', last_version = 1, last_duration_ms = 100`);
    await set(
      1,
      `last_outcome = 'failed', last_error_code = 'provider_error', last_version = 2, last_duration_ms = 5000`,
    );
    await set(
      2,
      `last_outcome = 'completed', last_version = 2, usage = usage || '{"cost_usd": 1.5}', last_provider = 'llmsim', last_model = 'm'`,
    );
    await set(3, `last_outcome = 'failed', last_error_code = 'no_model'`);
    const message = { content: [{ type: 'text', text: 'Hello' }] };
    const posted = await api.call('POST', `/v1/sessions/${ids[3]}/messages`, { body: { message } });
    await api.database.pool.query(
      `insert into turns (org_id, id, session_id, input_message_id, status, agent_version, max_iterations, timeout_ms, usage)
       select org_id, gen_random_uuid(), id, gen_random_uuid(), 'failed', 1, 100, 1000, usage from sessions where id = any($1)`,
      [ids.slice(0, 2)],
    );
    const provider = idOf(
      await api.call('POST', '/v1/llm-providers', { body: { name: 's', provider_type: 'llmsim' } }),
    );
    const model = idOf(
      await api.call('POST', `/v1/llm-providers/${provider}/models`, { body: { model_id: 'm', display_name: 'M' } }),
    );
    await api.database.pool.query(
      `insert into waits (org_id, id, session_id, root_session_id, agent_id, turn_id, iteration, ordinal, kind, subject, asked, created_at, expires_at)
       select org_id, gen_random_uuid(), id, $2::uuid, agent_id, $3, 1, 0, 'client_tool', subject, '{}', now(), now() + interval '1 day'
       from sessions where id = $1`,
      [ids[3], ids[2], (posted.json as { turn_id: string }).turn_id],
    );
    const found = async (query: string) =>
      Page.parse((await api.call('GET', `/v1/sessions?tag=${tag}&${query}`)).json).data.map(({ id }) =>
        ids.indexOf(id),
      );
    expect(await found('outcome=failed')).toEqual([1, 0]);
    expect(await found('error_code=no_model')).toEqual([0]);
    expect(await found('agent_version=2')).toEqual([2, 1]);
    expect(await found('agent_version=2&outcome=failed')).toEqual([1]);
    expect(await found('min_duration_ms=100')).toEqual([1, 0]);
    expect(await found('min_duration_ms=101')).toEqual([1]);
    expect(await found('min_cost_usd=1.5')).toEqual([2]);
    expect(await found('min_cost_usd=1.6')).toEqual([]);
    expect(await found(`model_id=${model}`)).toEqual([2]);
    expect(await found(`model_id=${agent}`)).toEqual([]);
    expect(await found('waits=any')).toEqual([3, 2]);
    expect(await found('waits=none')).toEqual([1, 0]);
    expect(await found('waits=none&status=idle&outcome=failed&agent_version=1&min_duration_ms=1')).toEqual([0]);
    for (const query of ['agent_version=0', 'agent_version=x', 'min_cost_usd=-1', 'waits=some', 'error_code=nothing'])
      expect((await api.call('GET', `/v1/sessions?${query}`)).status).toBe(400);
  });

  it('is found by its age at the moment of the question', async () => {
    const [young, old] = [idOf(await create({ tags: ['age'] })), idOf(await create({ tags: ['age'] }))];
    const age = `update sessions set created_at = now() - interval '90 minutes' where id = $1`;
    await api.database.pool.query(age, [old]);
    const found = async (hours: number) =>
      Page.parse((await api.call('GET', `/v1/sessions?tag=age&created_within_hours=${hours}`)).json).data;
    expect((await found(1)).map(({ id }) => id)).toEqual([young]);
    expect((await found(2)).map(({ id }) => id)).toEqual([young, old]);
    for (const hours of ['0', '1.5', '87601'])
      expect((await api.call('GET', `/v1/sessions?created_within_hours=${hours}`)).status).toBe(400);
  });

  it('is found by what people think of its answers now', async () => {
    const said = async (text: string): Promise<{ id: string; message: string }> => {
      const id = idOf(await create({ tags: ['rated'] }));
      const message = { content: [{ type: 'text', text }] };
      const posted = await api.call('POST', `/v1/sessions/${id}/messages`, { body: { message } });
      return { id, message: (posted.json as { id: string }).id };
    };
    const [good, bad, both] = [await said('one'), await said('two'), await said('three')];
    const rate = async ({ id, message }: typeof good, rating: string) => {
      const body = { rating, ...(rating === 'down' && { comment: 'Wrong.' }) };
      const rated = await api.call('POST', `/v1/sessions/${id}/messages/${message}/feedback`, { body });
      expect(rated.status).toBe(201);
    };
    for (const [one, rating] of [
      [good, 'up'],
      [bad, 'down'],
      [both, 'down'],
      [both, 'up'],
    ] as const)
      await rate(one, rating);
    const found = async (rating: string) =>
      Page.parse((await api.call('GET', `/v1/sessions?tag=rated&feedback=${rating}`)).json).data.map(({ id }) => id);
    expect(await found('down')).toEqual([bad.id]);
    expect(await found('up')).toEqual([both.id, good.id]);
    await rate(bad, 'none');
    expect(await found('down')).toEqual([]);
  });
});
