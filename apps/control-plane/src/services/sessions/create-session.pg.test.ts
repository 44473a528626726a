import { CreateSessionResponse, Problem } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf, startTestApi, type ApiAnswer, type TestApi } from '../../testing/test-api.ts';

const MISSING = '01890000-0000-7000-8000-00000000dead';

let api: TestApi;
let agent: string;
beforeAll(async () => {
  api = await startTestApi();
  agent = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
});
afterAll(() => api[Symbol.asyncDispose]());

const create = (body: object = {}, key?: string): Promise<ApiAnswer> =>
  api.call('POST', '/v1/sessions', {
    body: { agent_id: agent, ...body },
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });
const message = { content: [{ type: 'text', text: 'What is 6 times 7?' }] };
const rowsOf = async (table: string, sessionId: string) =>
  (await api.database.pool.query(`select * from ${table} where session_id = $1`, [sessionId])).rows;
const codeOf = (answer: ApiAnswer) => [answer.status, Problem.parse(answer.json).code];

describe('creating a session', () => {
  it('is refused without agent, version or model, and writes nothing', async () => {
    const before = (await api.database.pool.query('select from sessions')).rowCount;
    expect(codeOf(await create({ agent_id: MISSING }))).toEqual([404, 'not_found']);
    expect(codeOf(await create({ agent_version: 9 }))).toEqual([404, 'not_found']);
    expect(codeOf(await create({ model_id: MISSING }))).toEqual([404, 'not_found']);
    expect(codeOf(await create({ message, controls: { model_id: MISSING } }))).toEqual([400, 'unknown_field']);
    expect((await api.database.pool.query('select from sessions')).rowCount).toBe(before);
  });

  it('is refused for an archived agent', async () => {
    const archived = idOf(await api.call('POST', '/v1/agents', { body: { name: 'old', system_prompt: '' } }));
    await api.call('DELETE', `/v1/agents/${archived}`);
    expect(codeOf(await create({ agent_id: archived }))).toEqual([409, 'agent_archived']);
  });

  it('is done once for four requests with one key, which all answer the same', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => create({ title: 'four' }, 'four')));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const { rowCount } = await api.database.pool.query(`select from sessions where title = 'four'`);
    expect(rowCount).toBe(1);
  });

  it('refuses a key that was used with another body', async () => {
    await create({ title: 'one' }, 'reused');
    expect(codeOf(await create({ title: 'two' }, 'reused'))).toEqual([422, 'idempotency_key_reused']);
  });
});

describe('a session with its first message', () => {
  it('answers what became of the message, whose turn runs', async () => {
    const session = CreateSessionResponse.parse((await create({ message })).json);
    expect(session.message).toMatchObject({ session_id: session.id, role: 'user', disposition: 'started' });
    expect(session.message?.sequence).toBe(2);
    expect((await rowsOf('turns', session.id)).map(({ id }) => id)).toEqual([session.message?.turn.id]);
  });

  it('posts it once, however often the request is repeated', async () => {
    const first = await create({ message }, 'talk');
    const second = await create({ message }, 'talk');
    expect(second.text).toBe(first.text);
    expect((await rowsOf('turns', idOf(first))).length).toBe(1);
  });

  it('goes on where a request ended between the session and its message', async () => {
    const whole = await create({ message }, 'cut');
    const id = idOf(whole);
    for (const table of ['outbox', 'atoms', 'turns']) {
      await api.database.pool.query(`delete from ${table} where session_id = $1`, [id]);
    }
    await api.database.pool.query('delete from event_chunks where session_id = $1 and sequence > 1', [id]);
    await api.database.pool.query(`delete from idempotency_keys where key = 'cut' and scope like '% message'`);
    await api.database.pool.query(
      `update sessions set active_turn_id = null, status = 'idle', next_sequence = 2 where id = $1`,
      [id],
    );
    const again = await create({ message }, 'cut');
    expect(idOf(again)).toBe(id);
    expect((await rowsOf('turns', id)).length).toBe(1);
  });

  it('is refused as a whole when the message is none', async () => {
    expect(codeOf(await create({ message: { content: [] } }))).toEqual([400, 'invalid_request']);
  });
});
