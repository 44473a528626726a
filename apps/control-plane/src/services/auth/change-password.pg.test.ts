import { LoginResponse, Problem } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ADMIN,
  authSettings,
  bearer,
  makeKey,
  newEmail,
  PASSWORD,
  registerPerson,
  signIn,
} from '../../testing/auth-kit.ts';
import { outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { resetPassword } from './reset-password.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
});
afterAll(() => api[Symbol.asyncDispose]());

let email: string;
beforeEach(() => {
  email = newEmail();
});

const NEW = 'another good password';
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  api.call('POST', path, { body, headers: { 'sec-fetch-site': 'same-origin', ...headers } });
const change = (headers: Record<string, string>, current_password = PASSWORD, new_password = NEW) =>
  post('/v1/auth/password', { current_password, new_password }, headers);
const me = async (headers: Record<string, string>) => outcomeOf(await api.call('GET', '/v1/auth/me', { headers }));
const logIn = async (password: string) => outcomeOf(await post('/v1/auth/login', { email, password }));

describe('changing one’s password', () => {
  it('in a browser keeps this login and the keys, and ends every other login', async () => {
    const person = await registerPerson(api, email);
    const other = await signIn(api, { email, password: PASSWORD });
    const { key } = await makeKey(api, person);
    expect(outcomeOf(await change({ cookie: person.cookie }))).toBe('204');
    expect(await me({ cookie: person.cookie })).toBe('200');
    expect(await me(bearer(key))).toBe('200');
    expect(await me({ cookie: other.cookie })).toBe('401 unauthenticated');
    for (const { accessToken } of [person, other]) expect(await me(bearer(accessToken))).toBe('401 unauthenticated');
    expect(outcomeOf(await post('/v1/auth/refresh', { refresh_token: other.refreshToken }))).toBe(
      '401 unauthenticated',
    );
    expect([await logIn(PASSWORD), await logIn(NEW)]).toEqual(['401 unauthenticated', '200']);
  });

  it('ends the API keys too where that is asked for, and says nothing of those of others', async () => {
    const person = await registerPerson(api, email);
    const other = await registerPerson(api, newEmail());
    const [{ key }, { key: others }] = [await makeKey(api, person), await makeKey(api, other)];
    const body = { current_password: PASSWORD, new_password: NEW, revoke_api_keys: true };
    expect(outcomeOf(await post('/v1/auth/password', body, { cookie: person.cookie }))).toBe('204');
    expect([await me(bearer(key)), await me(bearer(others))]).toEqual(['401 unauthenticated', '200']);
    expect(await me({ cookie: person.cookie })).toBe('200');
  });

  it('with an access token keeps its family: the next refresh gives a token that counts', async () => {
    const { accessToken, refreshToken } = await registerPerson(api, email);
    expect(outcomeOf(await change(bearer(accessToken)))).toBe('204');
    expect(await me(bearer(accessToken))).toBe('401 unauthenticated');
    const answer = await post('/v1/auth/refresh', { refresh_token: refreshToken });
    const { access_token } = LoginResponse.shape.tokens.unwrap().parse(answer.json);
    expect(await me(bearer(access_token))).toBe('200');
  });

  it('needs the current one: a wrong one names its field and changes nothing; guesses are limited, for this login alone', async () => {
    const { cookie, accessToken } = await registerPerson(api, email);
    const wrong = await change({ cookie }, 'not the password');
    expect(Problem.parse(wrong.json)).toMatchObject({
      status: 400,
      code: 'invalid_request',
      errors: [{ path: 'current_password', code: 'wrong' }],
    });
    expect(await logIn(PASSWORD)).toBe('200');
    const guesses = await Promise.all(Array.from({ length: 12 }, () => change({ cookie }, 'guess')));
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(3);
    expect(outcomeOf(await change({ cookie }))).toBe('429 rate_limited');
    expect(outcomeOf(await change(bearer(accessToken)))).toBe('204');
  });

  it('is a person’s: a key cannot, nobody can, and a new one that is too short is refused', async () => {
    const person = await registerPerson(api, email);
    const { key } = await makeKey(api, person, { scopes: ['read', 'write', 'admin'] });
    expect(outcomeOf(await change(bearer(key)))).toBe('403 forbidden');
    expect(outcomeOf(await change({}))).toBe('401 unauthenticated');
    const short = await change({ cookie: person.cookie }, PASSWORD, '1234567');
    expect(Problem.parse(short.json).errors).toEqual([expect.objectContaining({ path: 'new_password', limit: 8 })]);
  });

  it('of the account whose password is a setting, or that has none, is a conflict that says what to do', async () => {
    const admin = await signIn(api, ADMIN);
    const configured = await change({ cookie: admin.cookie }, ADMIN.password);
    expect([outcomeOf(configured), configured.text]).toEqual([
      '409 conflict',
      expect.stringContaining('AUTH_ADMIN_PASSWORD'),
    ]);
    const person = await registerPerson(api, email);
    await api.database.pool.query('update users set password_hash = null where id = $1', [person.user_id]);
    expect(outcomeOf(await change({ cookie: person.cookie }))).toBe('409 conflict');
  });

  it('in mode none is nothing that there is', async () => {
    await using open = await startTestApi();
    const body = { current_password: PASSWORD, new_password: NEW };
    expect(outcomeOf(await open.call('POST', '/v1/auth/password', { body }))).toBe('403 forbidden');
  });
});

describe('the operator’s reset', () => {
  const databaseUrl = () => String(api.database.pool.options.connectionString);

  it('gives a random password once, ends every login, and is in the audit log', async () => {
    const { cookie, accessToken } = await registerPerson(api, email);
    const { password } = await resetPassword({ databaseUrl: databaseUrl(), email: email.toUpperCase() });
    expect(password).toMatch(/^[\w-]{43}$/);
    api.auth.credentialCache.clear();
    expect([await me({ cookie }), await me(bearer(accessToken))]).toEqual(Array(2).fill('401 unauthenticated'));
    expect([await logIn(PASSWORD), await logIn(password)]).toEqual(['401 unauthenticated', '200']);
    const again = await signIn(api, { email, password });
    const log = await api.call('GET', '/v1/audit-log?action=reset_password', { headers: bearer(again.accessToken) });
    expect(log.json).toMatchObject({ data: [{ actor: 'operator', target_id: again.user_id }] });
    expect(log.text).not.toContain(password);
  });

  it('says how many API keys still count, and ends them where that is asked for', async () => {
    const person = await registerPerson(api, email);
    const { key } = await makeKey(api, person);
    const reset = (revokeApiKeys: boolean) => resetPassword({ databaseUrl: databaseUrl(), email, revokeApiKeys });
    expect((await reset(false)).keptApiKeys).toBe(1);
    expect(await me(bearer(key))).toBe('200');
    expect((await reset(true)).keptApiKeys).toBe(0);
    api.auth.credentialCache.clear();
    expect(await me(bearer(key))).toBe('401 unauthenticated');
  });

  it('of nobody’s account is refused', async () => {
    await expect(resetPassword({ databaseUrl: databaseUrl(), email: 'nobody@auth.example' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
