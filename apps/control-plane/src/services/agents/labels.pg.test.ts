import { Agent, AgentVersion, CreateSessionResponse, LIMITS, Problem, Session } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { idOf, startTestApi, type ApiAnswer, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({});
});
afterAll(() => api[Symbol.asyncDispose]());

const message = { content: [{ type: 'text', text: 'Hello' }] };
const codeOf = (answer: ApiAnswer) => [answer.status, Problem.parse(answer.json).code];
const put = (id: string, label: string, version: number) =>
  api.call('PUT', `/v1/agents/${id}/labels/${label}`, { body: { version } });
const drop = (id: string, label: string) => api.call('DELETE', `/v1/agents/${id}/labels/${label}`);
const patch = (id: string, body: object) => api.call('PATCH', `/v1/agents/${id}`, { body });
const create = (body: object) => api.call('POST', '/v1/sessions', { body });
const patchSession = (id: string, body: object) => api.call('PATCH', `/v1/sessions/${id}`, { body });
const post = (id: string) => api.call('POST', `/v1/sessions/${id}/messages`, { body: { message } });

/** An agent with three versions, of which the second one is in production. */
async function labeled(): Promise<string> {
  const id = idOf(await api.call('POST', '/v1/agents', { body: { name: 'Ada', system_prompt: 'One.' } }));
  await patch(id, { system_prompt: 'Two.' });
  expect(Agent.parse((await put(id, 'production', 2)).json).labels).toEqual({ production: 2 });
  await patch(id, { system_prompt: 'Three.' });
  return id;
}

/** The version with which the newest turn of a session runs. */
async function versionOf(session: string): Promise<number> {
  const sql = 'select agent_version from turns where session_id = $1 order by created_at desc, id desc limit 1';
  const [turn] = z
    .array(z.object({ agent_version: z.number() }))
    .parse((await api.database.pool.query(sql, [session])).rows);
  return turn?.agent_version ?? 0;
}

async function end(session: string): Promise<void> {
  expect((await api.call('POST', `/v1/sessions/${session}/cancel`)).status).toBe(200);
}

describe('the labels of an agent', () => {
  it('name versions, move, and stay when the agent changes, is restored or is copied', async () => {
    const id = await labeled();
    await put(id, 'staging', 3);
    expect(Agent.parse((await put(id, 'production', 1)).json)).toMatchObject({
      version: 3,
      labels: { production: 1, staging: 3 },
    });
    await api.call('POST', `/v1/agents/${id}/versions/1/restore`);
    const { data } = z
      .object({ data: z.array(AgentVersion) })
      .parse((await api.call('GET', `/v1/agents/${id}/versions`)).json);
    expect(data.map(({ version, labels }) => [version, labels])).toEqual([
      [4, undefined],
      [3, ['staging']],
      [2, undefined],
      [1, ['production']],
    ]);
    const copied = Agent.parse((await api.call('POST', `/v1/agents/${id}/copy`)).json);
    expect(copied.labels).toBeUndefined();
    expect((await drop(id, 'staging')).status).toBe(204);
    expect(Agent.parse((await api.call('GET', `/v1/agents/${id}`)).json).labels).toEqual({ production: 1 });
    const stored = Agent.parse((await api.call('GET', `/v1/agents/${id}/versions/2`)).json);
    expect(stored.labels).toBeUndefined();
  });

  it('are refused for a version or an agent that is not there, for a wrong name, and beyond their number', async () => {
    const id = await labeled();
    expect(codeOf(await put(id, 'production', 9))).toEqual([404, 'not_found']);
    expect(codeOf(await put('01890000-0000-7000-8000-00000000dead', 'production', 1))).toEqual([404, 'not_found']);
    expect(codeOf(await put(id, 'Production', 1))).toEqual([400, 'invalid_request']);
    for (const name of ['nothing', 'constructor']) expect(codeOf(await drop(id, name))).toEqual([404, 'not_found']);
    const names = Array.from({ length: LIMITS.labelsPerAgent - 1 }, (_, index) => `label-${index}`);
    for (const name of names) expect((await put(id, name, 1)).status).toBe(200);
    expect(codeOf(await put(id, 'one-more', 1))).toEqual([409, 'conflict']);
    expect((await put(id, 'production', 1)).status).toBe(200);
  });
});

describe('a session that follows a label', () => {
  it('uses the version that the label names when a message is sent', async () => {
    const id = await labeled();
    const session = CreateSessionResponse.parse(
      (await create({ agent_id: id, agent_label: 'production', message })).json,
    );
    expect(session.agent_label).toBe('production');
    expect(await versionOf(session.id)).toBe(2);
    await end(session.id);
    await put(id, 'production', 1);
    await post(session.id);
    expect(await versionOf(session.id)).toBe(1);
    await end(session.id);
    expect(Session.parse((await patchSession(session.id, { agent_label: null })).json).agent_label).toBeUndefined();
    await post(session.id);
    expect(await versionOf(session.id)).toBe(3);
  });

  it('is forked and retried with its label', async () => {
    const id = await labeled();
    const session = idOf(await create({ agent_id: id, agent_label: 'production', message }));
    await end(session);
    const forked = Session.parse((await api.call('POST', `/v1/sessions/${session}/fork`, { body: { message } })).json);
    expect(forked.agent_label).toBe('production');
    expect(await versionOf(forked.id)).toBe(2);
  });

  it('takes no message once the label is deleted, until it gets another one', async () => {
    const id = await labeled();
    const session = idOf(await create({ agent_id: id, agent_label: 'production' }));
    await drop(id, 'production');
    expect(codeOf(await post(session))).toEqual([409, 'conflict']);
    await put(id, 'stable', 1);
    await patchSession(session, { agent_label: 'stable' });
    expect((await post(session)).status).toBe(201);
    expect(await versionOf(session)).toBe(1);
  });

  it('needs a label of its agent, and is not pinned to a version as well', async () => {
    const id = await labeled();
    const before = (await api.database.pool.query('select from sessions')).rowCount;
    expect(codeOf(await create({ agent_id: id, agent_label: 'nothing' }))).toEqual([404, 'not_found']);
    const both = { agent_id: id, agent_label: 'production', agent_version: 1 };
    expect(codeOf(await create(both))).toEqual([400, 'invalid_request']);
    expect((await api.database.pool.query('select from sessions')).rowCount).toBe(before);
    const pinned = idOf(await create({ agent_id: id, agent_version: 1 }));
    expect(codeOf(await patchSession(pinned, { agent_label: 'production' }))).toEqual([400, 'invalid_request']);
    const free = idOf(await create({ agent_id: id }));
    expect(codeOf(await patchSession(free, { agent_label: 'nothing' }))).toEqual([404, 'not_found']);
  });
});
