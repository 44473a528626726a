import { readFile } from 'node:fs/promises';
import { DEFAULT_ORGANIZATION_ID, Session, UsageGroup, ZERO_USAGE, pageOf } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

const REPAIR = new URL('../../../../../migrations/0008_sound_usage.sql', import.meta.url);
const MAX = Number.MAX_SAFE_INTEGER;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

/** JSON as it stands in the log, numbers as no JavaScript would write them included. */
const usageText = (input: string): string =>
  `{"input_tokens":${input},"output_tokens":5,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0}`;

async function makeSession(): Promise<Session> {
  const agent = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
  return Session.parse((await api.call('POST', '/v1/sessions', { body: { agent_id: agent } })).json);
}

/** What the release before wrote of a provider's report, and of the totals after it. */
async function recordUnsound(session: Session, report: string, total: unknown, fields = ''): Promise<void> {
  const { pool } = api.database;
  const data = `{"provider":"openai","model":"m","usage":${report}${fields}}`;
  await pool.query(
    `insert into events (org_id, session_id, sequence, id, type, ts, context, data)
     values ($1, $2, (select coalesce(max(sequence), 0) + 1 from events where session_id = $2), $3, 'llm.generation', now(), '{}', $4)`,
    [DEFAULT_ORGANIZATION_ID, session.id, v7(), data],
  );
  await pool.query('update sessions set usage = $2 where id = $1', [session.id, JSON.stringify(total)]);
}

const REPORTS: [string, string, unknown, number][] = [
  ['a fraction', '12.5', { ...ZERO_USAGE, input_tokens: 12.5 }, 0],
  ['text', '"12"', { ...ZERO_USAGE, input_tokens: '012' }, 12],
  ['words', '"many"', { ...ZERO_USAGE, input_tokens: '0many' }, 0],
  ['a negative number', '-7', { ...ZERO_USAGE, input_tokens: -7 }, 0],
  ['more than can be counted', '1e25', { ...ZERO_USAGE, input_tokens: 1e25 }, 0],
  ['the most that can be counted, twice', String(MAX), { ...ZERO_USAGE, input_tokens: 2 * MAX }, 0],
  ['an object', '{"a":1}', { ...ZERO_USAGE, input_tokens: '0[object Object]' }, 0],
  ['nothing', 'null', {}, 0],
];

describe('a session whose provider once reported', () => {
  it.each(REPORTS)('%s is read, listed, changed, counted and deleted', async (_name, input, total, counted) => {
    const session = await makeSession();
    await recordUnsound(session, usageText(input), total);
    const path = `/v1/sessions/${session.id}`;
    expect((await api.call('GET', path)).status).toBe(200);
    expect((await api.call('GET', '/v1/sessions')).status).toBe(200);
    expect((await api.call('PATCH', path, { body: { title: 'Renamed' } })).status).toBe(200);
    const groups = pageOf(UsageGroup).parse((await api.call('GET', '/v1/usage?group_by=session&limit=100')).json);
    const own = groups.data.find((group) => group.session_id === session.id);
    expect(own?.usage).toMatchObject({ input_tokens: counted, output_tokens: 5 });
    for (const grouping of ['', '?group_by=agent', '?group_by=model', '?group_by=day']) {
      expect((await api.call('GET', `/v1/usage${grouping}`)).status).toBe(200);
    }
    expect((await api.call('DELETE', path)).status).toBe(204);
  });

  it.each(REPORTS)(
    '%s is canceled in the middle of a turn and goes on, by the same process and by another',
    async (_name, _input, total) => {
      const session = await makeSession();
      const path = `/v1/sessions/${session.id}`;
      const post = async () => {
        const body = { message: { content: [{ type: 'text', text: 'hello' }] } };
        return (await api.call('POST', `${path}/messages`, { body })).status;
      };
      for (const isRemembered of [true, false]) {
        expect(await post()).toBe(201);
        const values = [session.id, JSON.stringify(total)];
        await api.database.pool.query('update sessions set usage = $2 where id = $1', values);
        await api.database.pool.query('update turns set usage = $2 where session_id = $1', values);
        if (!isRemembered) api.services.engine.memory.forget(session.id);
        expect((await api.call('POST', `${path}/cancel`)).status).toBe(200);
        expect((await api.call('GET', path)).json).toMatchObject({ status: 'idle' });
        expect((await api.call('GET', `${path}/turns`)).status).toBe(200);
      }
      expect((await api.call('DELETE', path)).status).toBe(204);
    },
  );

  it.each(['\\u0000', '\\ud800', '\\udfff\\ud83d', '\\\\u0000'])('%s in its finish reason is counted', async (text) => {
    const session = await makeSession();
    await recordUnsound(session, usageText('7'), ZERO_USAGE, `,"raw_finish_reason":"a${text}b"`);
    for (const grouping of ['', '&group_by=agent', '&group_by=session', '&group_by=model', '&group_by=day']) {
      expect((await api.call('GET', `/v1/usage?limit=100${grouping}`)).status).toBe(200);
    }
    expect((await api.call('DELETE', `/v1/sessions/${session.id}`)).status).toBe(204);
  });

  it.each(REPORTS)('%s has its totals counted anew by the migration', async (_name, input, total, counted) => {
    const session = await makeSession();
    await recordUnsound(session, usageText(input), total);
    await recordUnsound(session, usageText('100'), total);
    await api.database.pool.query(`begin; ${await readFile(REPAIR, 'utf8')}; commit`);
    const { rows } = await api.database.pool.query<{ usage: unknown }>('select usage from sessions where id = $1', [
      session.id,
    ]);
    expect(rows[0]?.usage).toEqual({ ...ZERO_USAGE, input_tokens: counted + 100, output_tokens: 10 });
  });

  it('nothing odd keeps its totals as they are', async () => {
    const session = await makeSession();
    const total = { ...ZERO_USAGE, input_tokens: 3, cost_usd: 0.25 };
    await recordUnsound(session, usageText('3'), total);
    await api.database.pool.query(`begin; ${await readFile(REPAIR, 'utf8')}; commit`);
    const { rows } = await api.database.pool.query<{ usage: unknown }>('select usage from sessions where id = $1', [
      session.id,
    ]);
    expect(rows[0]?.usage).toEqual(total);
  });
});
