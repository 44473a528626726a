import { AuditEntry, pageOf } from '@everruns/schemas';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { authSettings, bearer, makeKey, PASSWORD, registerPerson, signIn } from '../../testing/auth-kit.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
});
afterAll(() => api[Symbol.asyncDispose]());

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  api.call('POST', path, { body, headers: { 'sec-fetch-site': 'same-origin', ...headers } });

it('the audit log tells how people come and go: registered, signed in, failed, out, tokens reused, keys, passwords', async () => {
  const email = 'logged@auth.example';
  const person = await registerPerson(api, email);
  const out = await signIn(api, { email, password: PASSWORD });
  await post('/v1/auth/logout', {}, { cookie: out.cookie });
  await post('/v1/auth/refresh', { refresh_token: out.refreshToken });
  await api.database.pool.query(`update refresh_tokens set rotated_at = rotated_at - interval '11 s'`);
  await post('/v1/auth/refresh', { refresh_token: out.refreshToken });
  const { id } = await makeKey(api, person);
  await api.call('DELETE', `/v1/auth/api-keys/${id}`, { headers: bearer(person.accessToken) });
  const failed = await post('/v1/auth/login', { email, password: 'canary-guess' });
  await post('/v1/auth/login', { email: `nobody-${email}`, password: 'canary-guess' });
  await post(
    '/v1/auth/password',
    { current_password: PASSWORD, new_password: 'canary-new-password' },
    { cookie: person.cookie },
  );

  const me = `user:${person.user_id}`;
  const read = async () => {
    const answer = await api.call('GET', '/v1/audit-log?limit=100', { headers: { cookie: person.cookie } });
    expect(answer.text).not.toContain('canary');
    return pageOf(AuditEntry).parse(answer.json).data;
  };
  // Nobody waits for the entry of a failure.
  await vi.waitFor(async () => expect((await read()).map(({ action }) => action)).toContain('login_failed'), 20_000);
  const entries = await read();
  const told = entries.map(({ actor, action, target_id, fields }) =>
    [action, actor, target_id ?? '-', ...fields].join(' '),
  );
  const user = person.user_id;
  expect(told.toSorted()).toEqual([
    `change_password ${me} - current_password new_password revoke_api_keys`,
    `create_api_key ${me} ${id} name scopes`,
    `delete_api_key ${me} ${id}`,
    ...Array.from({ length: 4 }, () => `login ${me} ${user} password`),
    `login_failed anonymous ${user} password`,
    `logout ${me} -`,
    `refresh_token_reused ${me} ${user}`,
    `register ${me} ${user} password`,
  ]);
  expect(entries.find(({ action }) => action === 'login_failed')?.request_id).toBe(failed.headers['x-request-id']);
});
