import { DEFAULT_ORGANIZATION_ID, Session } from '@everruns/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { z } from 'zod';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

const Page = z.object({ data: z.array(Session) });

let api: TestApi;
let root: string;
let child: string;
let grandchild: string;
beforeAll(async () => {
  api = await startTestApi();
  const agent = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
  root = idOf(await api.call('POST', '/v1/sessions', { body: { agent_id: agent, title: 'Top' } }));
  child = await addBelow([root], 'Middle');
  grandchild = await addBelow([root, child], 'Bottom');
});
afterAll(() => api[Symbol.asyncDispose]());

/** A session as a call of the last of these sessions would have started it. */
async function addBelow(ancestors: string[], title: string): Promise<string> {
  const id = v7();
  await api.database.pool.query(
    `insert into sessions (org_id, id, agent_id, title, usage, parent_session_id, root_session_id, ancestors, child_number)
     select org_id, $2, agent_id, $3, jsonb_set(usage, '{input_tokens}', '7'), $4, ($5::uuid[])[1], $5, $6 from sessions where org_id = $1 and id = $4`,
    [DEFAULT_ORGANIZATION_ID, id, title, ancestors.at(-1), ancestors, ancestors.length],
  );
  await api.database.pool.query('update sessions set has_children = true where id = $1', [ancestors.at(-1)]);
  return id;
}

async function list(query: string): Promise<string[]> {
  const { json } = await api.call('GET', `/v1/sessions?${query}`);
  return Page.parse(json).data.map(({ title }) => title ?? '');
}

it('lists have sub-agents where they are asked for', async () => {
  expect(await list('')).toEqual(['Top']);
  expect(await list('search=o')).toEqual(['Top']);
  expect((await list(`root_session_id=${root}`)).toSorted()).toEqual(['Bottom', 'Middle', 'Top']);
  expect(await list(`parent_session_id=${root}`)).toEqual(['Middle']);
  expect((await list('sub_agents=include')).toSorted()).toEqual(['Bottom', 'Middle', 'Top']);
  expect((await list('sub_agents=only')).toSorted()).toEqual(['Bottom', 'Middle']);
});

it('a session says where it is in its tree, and what the part below it has used', async () => {
  const get = async (id: string) => Session.parse((await api.call('GET', `/v1/sessions/${id}`)).json);
  const top = await get(root);
  expect(top).toMatchObject({ has_children: true, usage_total: { input_tokens: 14 } });
  expect(top.path).toBeUndefined();
  const bottom = await get(grandchild);
  expect(bottom).toMatchObject({ parent_session_id: child, root_session_id: root });
  expect(bottom.path?.map(({ title }) => title)).toEqual(['Top', 'Middle', 'Bottom']);
  expect(bottom.usage_total).toBeUndefined();
  expect((await get(child)).usage_total).toMatchObject({ input_tokens: 14 });
});

it('deleting a session deletes all below it', async () => {
  expect((await api.call('DELETE', `/v1/sessions/${child}`)).status).toBe(204);
  expect(await list(`root_session_id=${root}`)).toEqual(['Top']);
  expect((await api.call('DELETE', `/v1/sessions/${root}`)).status).toBe(204);
  const { rows } = await api.database.pool.query('select session_id from session_tombstones');
  expect(new Set(rows.map(({ session_id }) => session_id))).toEqual(new Set([root, child, grandchild]));
});
