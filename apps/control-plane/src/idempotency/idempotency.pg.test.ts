import { Problem } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf, startTestApi, type TestApi } from '../testing/test-api.ts';
import { deleteExpiredAnswers } from './stored-answer.ts';

const BODY = { name: 'Ada', system_prompt: 'Be kind.' };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const post = (key: string, body: unknown = BODY, path = '/v1/agents') =>
  api.call('POST', path, { body, headers: { 'idempotency-key': key } });
const codeOf = (answer: { json: unknown }) => Problem.parse(answer.json).code;
async function count(table: string): Promise<number> {
  return (await api.database.pool.query(`select from ${table}`)).rowCount ?? 0;
}

describe('Idempotency-Key', () => {
  it('makes one agent of four posts at once, and all four answer the same', async () => {
    const before = await count('agents');
    const answers = await Promise.all(Array.from({ length: 4 }, () => post('four')));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1);
    expect(await count('agents')).toBe(before + 1);
  });

  it('gives the first answer again, byte for byte and tag for tag', async () => {
    const first = await post('again');
    const second = await post('again');
    expect([second.status, second.text, second.headers.etag]).toEqual([201, first.text, first.headers.etag]);
  });

  it('is refused with another body or query, and works on another path', async () => {
    const agent = idOf(await post('scope'));
    const other = await post('scope', { ...BODY, name: 'Bea' });
    expect([other.status, codeOf(other)]).toEqual([422, 'idempotency_key_reused']);
    expect((await post('scope', { agent_id: agent }, '/v1/sessions')).status).toBe(201);
  });

  it('replays what was done even when it could not be done again', async () => {
    const agent = idOf(await post('archived-agent'));
    const session = await post('archived-session', { agent_id: agent }, '/v1/sessions');
    await api.call('DELETE', `/v1/agents/${agent}`);
    const again = await post('archived-session', { agent_id: agent }, '/v1/sessions');
    expect([again.status, again.text]).toEqual([201, session.text]);
  });

  it('is free again after a refusal', async () => {
    const missing = { agent_id: '01890000-0000-7000-8000-00000000dead' };
    expect((await post('refused', missing, '/v1/sessions')).status).toBe(404);
    expect((await post('refused', { agent_id: idOf(await post('later')) }, '/v1/sessions')).status).toBe(201);
  });

  it('answers in_progress with Retry-After while the first is still at it, and stores nothing twice', async () => {
    const before = await count('agents');
    const blocker = await api.database.pool.connect();
    await blocker.query('begin');
    await blocker.query(
      `insert into idempotency_keys (org_id, scope, key, fingerprint, status, response)
       values ('00000000-0000-7000-8000-000000000001', 'operator POST /v1/agents', 'busy', 'f', 201, '{}')`,
    );
    const answer = await post('busy');
    await blocker.query('rollback');
    blocker.release();
    expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([
      409,
      'idempotency_in_progress',
      '1',
    ]);
    expect(await count('agents')).toBe(before);
    expect((await post('busy')).status).toBe(201);
  });

  it('is forgotten after a day', async () => {
    await post('old');
    await api.database.pool.query(
      `update idempotency_keys set created_at = now() - interval '25 hours' where key = 'old'`,
    );
    await deleteExpiredAnswers(api.database.db);
    expect((await post('old', { ...BODY, name: 'other' })).status).toBe(201);
    expect((await post('four')).status).toBe(201);
  });
});
