import { afterAll, beforeAll, expect, it } from 'vitest';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

it('a model whose provider is being deleted is refused as one of a missing provider', async () => {
  const provider = await api.call('POST', '/v1/llm-providers', { body: { name: 'a', provider_type: 'llmsim' } });
  const deleting = await api.database.pool.connect();
  await deleting.query('begin');
  await deleting.query('delete from llm_providers where id = $1', [idOf(provider)]);
  const created = api.call('POST', `/v1/llm-providers/${idOf(provider)}/models`, { body: { model_id: 'm' } });
  // The insert has to wait for the row that it refers to.
  await expect.poll(async () => (await api.database.pool.query(WAITING)).rowCount).toBe(1);
  await deleting.query('commit');
  deleting.release();
  expect(await created).toMatchObject({ status: 404, json: { code: 'not_found' } });
});

const WAITING = `select from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into "llm_models"%'`;
