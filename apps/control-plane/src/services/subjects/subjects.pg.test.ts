import { SubjectData, SubjectErasure } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../db/database.ts';
import { idOf, outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let agent: string;
beforeAll(async () => {
  api = await startTestApi();
  agent = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
});
afterAll(() => api[Symbol.asyncDispose]());

const say = { content: [{ type: 'text', text: 'Hello' }] };
const open = async (subject: string, message?: object) =>
  idOf(await api.call('POST', '/v1/sessions', { body: { agent_id: agent, subject, ...(message && { message }) } }));
const putSecret = (subject: string) =>
  api.call('PUT', `/v1/secrets/key?subject=${subject}`, { body: { value: 'value-0123', hosts: ['a.example'] } });
const addDevice = (subject: string) =>
  runSql(
    api.database.db,
    `insert into devices (org_id, id, subject, device_id, connected_by)
     select id, gen_random_uuid(), $1, 'desk', 'user:somebody' from organizations limit 1`,
    [subject],
  );
const addLogin = async (subject: string) => {
  const server = idOf(
    await api.call('POST', '/v1/mcp-servers', {
      body: { name: subject.replace('app:', ''), url: 'https://mcp.example/', auth: 'oauth' },
    }),
  );
  await runSql(
    api.database.db,
    `insert into mcp_connections (org_id, id, server_id, subject, issuer, login_encrypted)
     select org_id, gen_random_uuid(), id, $2, 'https://login.example', '{}' from mcp_servers where id = $1`,
    [server, subject],
  );
};
const of = (subject: string) => `/v1/subjects/${encodeURIComponent(subject)}`;

describe('a subject', () => {
  it('tells what is stored of it, and of nobody else', async () => {
    await open('app:seen');
    await open('app:other');
    await putSecret('app:seen');
    await addDevice('app:seen');
    await addLogin('app:seen');
    const answer = await api.call('GET', of('app:seen'));
    expect(SubjectData.parse(answer.json)).toEqual({
      subject: 'app:seen',
      sessions: 1,
      secrets: 1,
      approval_rules: 0,
      mcp_connections: 1,
      devices: 1,
      api_keys: 0,
    });
    expect(outcomeOf(await api.call('GET', of('app:nobody')))).toBe('404 not_found');
    expect(outcomeOf(await api.call('GET', of('local')))).toBe('400 invalid_request');
  });

  it('is erased with its sessions, also where a turn runs or waits', async () => {
    const ids = [await open('app:gone'), await open('app:gone', say), await open('app:gone', say)];
    const stays = await open('app:stays');
    await putSecret('app:gone');
    await addDevice('app:gone');
    await addLogin('app:gone');
    const answer = await api.call('DELETE', `${of('app:gone')}?sessions=delete`);
    expect(SubjectErasure.parse(answer.json)).toEqual({
      subject: 'app:gone',
      sessions_deleted: 3,
      sessions_kept: 0,
      secrets: 1,
      approval_rules: 0,
      mcp_connections: 1,
      devices: 1,
      sessions_left: 0,
    });
    for (const id of ids) expect((await api.call('GET', `/v1/sessions/${id}`)).status).toBe(404);
    expect((await api.call('GET', `/v1/sessions/${stays}`)).status).toBe(200);
    expect(outcomeOf(await api.call('DELETE', `${of('app:gone')}?sessions=delete`))).toBe('404 not_found');
  });

  it('leaves its sessions to the organization where they are kept, and they go on', async () => {
    const id = await open('app:left', say);
    const answer = await api.call('DELETE', `${of('app:left')}?sessions=keep`);
    expect(answer.json).toMatchObject({ sessions_deleted: 0, sessions_kept: 1, sessions_left: 0 });
    expect((await api.call('GET', `/v1/sessions/${id}`)).json).toMatchObject({ subject: 'local' });
    expect((await api.call('POST', `/v1/sessions/${id}/messages`, { body: { message: say } })).status).toBeLessThan(
      300,
    );
    expect(outcomeOf(await api.call('GET', of('app:left')))).toBe('404 not_found');
  });

  it('is erased with its sessions where nothing else is said', async () => {
    expect(outcomeOf(await api.call('DELETE', `${of('app:stays')}?sessions=hide`))).toBe('400 invalid_request');
    expect((await api.call('DELETE', of('app:stays'))).json).toMatchObject({ sessions_deleted: 1 });
  });
});
