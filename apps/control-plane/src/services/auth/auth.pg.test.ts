import { AuthConfig, LoginResponse, Me, Problem } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ADMIN,
  authSettings,
  bearer,
  cookieOf,
  makeKey,
  newEmail,
  PASSWORD,
  registerPerson,
  signIn,
} from '../../testing/auth-kit.ts';
import { outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
});
afterAll(() => api[Symbol.asyncDispose]());

let email: string;
beforeEach(() => {
  email = newEmail();
});

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  api.call('POST', path, { body, headers });
const getMe = async (headers: Record<string, string>) => api.call('GET', '/v1/auth/me', { headers });
const sameSite = { 'sec-fetch-site': 'same-origin' };

describe('a password login', () => {
  it('tells what is on before anybody has signed in', async () => {
    const answer = await api.call('GET', '/v1/auth/config');
    expect(AuthConfig.parse(answer.json)).toEqual({
      mode: 'full',
      password_login: true,
      device_login: true,
      signup_enabled: true,
      oauth_providers: [],
    });
  });

  it('of a browser is an HttpOnly cookie that no script reads and no other site sends, and no token', async () => {
    const answer = await post('/v1/auth/login', ADMIN);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^everruns_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.json).not.toHaveProperty('tokens');
    const me = Me.parse((await getMe({ cookie: cookieOf(answer) })).json);
    expect(me).toMatchObject({ user: { email: ADMIN.email }, role: 'owner', organization: { name: 'default' } });
    expect(me.credential.kind).toBe('session');
  });

  it('of an API client is a pair of tokens, and no cookie', async () => {
    const answer = await post('/v1/auth/login', { ...ADMIN, email: 'ADMIN@everruns.EXAMPLE', grant: 'tokens' });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const { tokens } = LoginResponse.parse(answer.json);
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    expect(outcomeOf(await getMe(bearer(tokens?.access_token ?? '')))).toBe('200');
  });

  it('with an unknown account, a wrong password or a foreign one is one answer after one hash', async () => {
    await registerPerson(api, email);
    const before = api.auth.passwords.count;
    const wrong = await post('/v1/auth/login', { email, password: 'not the password' });
    expect(api.auth.passwords.count - before).toBe(1);
    const unknown = await post('/v1/auth/login', { email: `no-${email}`, password: 'not the password' });
    expect(api.auth.passwords.count - before).toBe(2);
    const texts = [wrong, unknown].map(({ text }) => text.replace(/"request_id":"[^"]*"/, ''));
    expect(texts[0]).toBe(texts[1]);
    expect([outcomeOf(wrong), wrong.headers['www-authenticate']]).toEqual(['401 unauthenticated', 'Bearer']);
  });

  it('is limited per account and network, also when the guesses come at once, and only for that account', async () => {
    await registerPerson(api, email);
    const guesses = await Promise.all(
      Array.from({ length: 14 }, () => post('/v1/auth/login', { email, password: 'guess' })),
    );
    const limited = guesses.filter(({ status }) => status === 429);
    expect(limited.length).toBe(4);
    expect(Number(limited[0]?.headers['retry-after'])).toBeGreaterThan(60);
    expect(outcomeOf(await post('/v1/auth/login', { email, password: PASSWORD }))).toBe('429 rate_limited');
    expect(outcomeOf(await post('/v1/auth/login', ADMIN))).toBe('200');
  });

  it('of another site’s page is refused, so nobody is signed in as somebody else', async () => {
    const answer = await post('/v1/auth/login', ADMIN, { origin: 'https://evil.example' });
    expect(outcomeOf(answer)).toBe('403 cross_site_request');
  });
});

describe('registering', () => {
  it('makes a person the owner of an organization of their own', async () => {
    const answer = await post('/v1/auth/register', { email, password: PASSWORD, name: 'Ada' });
    expect(answer.status).toBe(201);
    const me = Me.parse((await getMe({ cookie: cookieOf(answer) })).json);
    expect(me).toMatchObject({
      role: 'owner',
      organization: { name: 'Ada’s organization' },
      user: { name: 'Ada', email },
    });
    expect(me.organizations).toHaveLength(1);
  });

  it('gives the organization the simulated model as its default, which is its own to replace', async () => {
    const headers = { cookie: cookieOf(await post('/v1/auth/register', { email, password: PASSWORD })), ...sameSite };
    const { data } = (await api.call('GET', '/v1/llm-models', { headers })).json as { data: object[] };
    expect(data).toMatchObject([{ provider_type: 'llmsim', model_id: 'llmsim-default', is_default: true }]);
    const { data: providers } = (await api.call('GET', '/v1/llm-providers', { headers })).json as {
      data: { id: string }[];
    };
    const gone = await api.call('DELETE', `/v1/llm-providers/${providers[0]?.id}`, { headers });
    expect(gone.status).toBe(204);
  });

  it('takes one account an e-mail, however it is written', async () => {
    await registerPerson(api, email);
    const answer = await post('/v1/auth/register', { email: email.toUpperCase(), password: PASSWORD });
    expect(outcomeOf(answer)).toBe('409 conflict');
    expect(outcomeOf(await post('/v1/auth/register', { email: ADMIN.email, password: PASSWORD }))).toBe('409 conflict');
  });

  it('names the limit of a password that is too short or too long', async () => {
    const short = await post('/v1/auth/register', { email, password: '1234567' });
    expect(Problem.parse(short.json).errors).toEqual([expect.objectContaining({ path: 'password', limit: 8 })]);
    const long = await post('/v1/auth/register', { email, password: 'é'.repeat(513) });
    expect(Problem.parse(long.json).errors).toEqual([expect.objectContaining({ path: 'password', limit: 1_024 })]);
  });

  it('keeps no password, cookie, refresh token or key as it was given', async () => {
    const person = await registerPerson(api, email);
    const { key } = await makeKey(api, person);
    const { rows } = await api.database.pool.query(
      `select to_jsonb(u)::text as row from users u union all select to_jsonb(s)::text from auth_sessions s
       union all select to_jsonb(r)::text from refresh_tokens r union all select to_jsonb(k)::text from api_keys k
       union all select to_jsonb(i)::text from idempotency_keys i`,
    );
    const stored = JSON.stringify(rows);
    const secrets = [PASSWORD, person.cookie.split('=')[1] ?? '', person.refreshToken, key];
    expect(secrets.filter((secret) => secret === '' || stored.includes(secret))).toEqual([]);
  });
});

describe('a credential', () => {
  it('comes as Bearer, bare, as ApiKey, or as the cookie, and reaches the same organization', async () => {
    const person = await registerPerson(api, email);
    const { key } = await makeKey(api, person);
    const forms = [
      bearer(person.accessToken),
      bearer(key),
      { authorization: key },
      { authorization: `ApiKey ${key}` },
      { cookie: person.cookie },
    ];
    const answers = await Promise.all(forms.map((headers) => getMe(headers)));
    expect(answers.map(({ json }) => Me.parse(json).organization.id)).toEqual(forms.map(() => person.org_id));
    expect(answers.map(({ json }) => Me.parse(json).credential.kind)).toEqual([
      'token',
      'api_key',
      'api_key',
      'api_key',
      'session',
    ]);
  });

  it('in a bad header never falls back to the cookie', async () => {
    const { cookie } = await registerPerson(api, email);
    const bad = ['Bearer evr_nobody', 'Bearer a.b.c', 'Basic dTpw', 'evr_x', 'Bearer', ''];
    const outcomes = await Promise.all(
      bad.map(async (authorization) => outcomeOf(await getMe({ authorization, cookie }))),
    );
    expect(outcomes).toEqual(bad.map(() => '401 unauthenticated'));
  });

  it('as an access token is refused when any byte of it was changed, or its algorithm is none', async () => {
    const { accessToken } = await registerPerson(api, email);
    const [header = '', payload = '', signature = ''] = accessToken.split('.');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const claims: Record<string, unknown> = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const raised = Buffer.from(JSON.stringify({ ...claims, ver: 2 })).toString('base64url');
    const forged = [
      `${none}.${payload}.`,
      `${header}.${raised}.${signature}`,
      `${header}.${payload}.${'A'.repeat(43)}`,
    ];
    const outcomes = await Promise.all(forged.map(async (token) => outcomeOf(await getMe(bearer(token)))));
    expect(outcomes).toEqual(forged.map(() => '401 unauthenticated'));
  });

  it('that is a cookie changes nothing unless the browser says that the page is ours', async () => {
    const { cookie } = await registerPerson(api, email);
    const agent = { name: 'a', system_prompt: 'b' };
    expect(outcomeOf(await post('/v1/agents', agent, { cookie }))).toBe('403 cross_site_request');
    expect(outcomeOf(await post('/v1/agents', agent, { cookie, ...sameSite }))).toBe('201');
    const evil = { cookie, origin: 'https://evil.example', 'content-type': 'text/plain' };
    expect(outcomeOf(await api.call('POST', '/v1/agents', { body: '{}', headers: evil }))).toBe(
      '403 cross_site_request',
    );
  });

  it('chooses among its organizations by X-Org-Id, and no other', async () => {
    const [ada, bea] = [await registerPerson(api, email), await registerPerson(api, `b-${email}`)];
    const of = async (org: string) => outcomeOf(await getMe({ ...bearer(ada.accessToken), 'x-org-id': org }));
    expect(await of(ada.org_id)).toBe('200');
    expect(await of(bea.org_id)).toBe('403 org_forbidden');
    expect(await of('01890000-0000-7000-8000-00000000dead')).toBe('403 org_forbidden');
    expect(await of('nonsense')).toBe('403 org_forbidden');
  });

  it('is over once its person logs out: cookie, access token and refresh token', async () => {
    const person = await registerPerson(api, email);
    expect(outcomeOf(await post('/v1/auth/logout', {}, { cookie: person.cookie, ...sameSite }))).toBe('204');
    expect(outcomeOf(await getMe({ cookie: person.cookie }))).toBe('401 unauthenticated');
    expect(outcomeOf(await getMe(bearer(person.accessToken)))).toBe('200');
    expect(outcomeOf(await post('/v1/auth/logout', {}, bearer(person.accessToken)))).toBe('204');
    expect(outcomeOf(await getMe(bearer(person.accessToken)))).toBe('401 unauthenticated');
    const again = await post('/v1/auth/refresh', { refresh_token: person.refreshToken });
    expect(outcomeOf(again)).toBe('401 unauthenticated');
  });

  it('slides: a login that is used moves its end, and its longest life does not move', async () => {
    const person = await registerPerson(api, email);
    await api.database.pool.query(
      `update auth_sessions set last_seen_at = now() - interval '2 minutes', expires_at = now() + interval '1 hour'
       where user_id = $1 and kind = 'browser'`,
      [person.user_id],
    );
    await getMe({ cookie: person.cookie });
    const hoursLeft = async () => {
      const { rows } = await api.database.pool.query<{ hours: number }>(
        `select (extract(epoch from max(expires_at) - now()) / 3600)::float8 as hours from auth_sessions
         where user_id = $1 and kind = 'browser'`,
        [person.user_id],
      );
      return Math.round(rows[0]?.hours ?? 0);
    };
    await expect.poll(hoursLeft).toBe(14 * 24);
  });
});

describe('refresh', () => {
  const refresh = (refresh_token: string) => post('/v1/auth/refresh', { refresh_token });
  const age = (seconds: number) =>
    api.database.pool.query(`update refresh_tokens set rotated_at = rotated_at - make_interval(secs => $1)`, [seconds]);

  it('gives every tab that shows one token at once a working pair', async () => {
    const { refreshToken } = await registerPerson(api, email);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const pairs = answers.map(({ json }) => LoginResponse.shape.tokens.unwrap().parse(json));
    expect(new Set(pairs.map(({ refresh_token }) => refresh_token)).size).toBe(8);
    const next = await Promise.all(pairs.map(({ refresh_token }) => refresh(refresh_token)));
    expect(next.map(({ status }) => status)).toEqual(Array(8).fill(200));
  });

  it('of a token that was exchanged ten seconds ago ends the whole family', async () => {
    const { refreshToken, accessToken } = await registerPerson(api, email);
    const first = LoginResponse.shape.tokens.unwrap().parse((await refresh(refreshToken)).json);
    await age(9);
    expect(outcomeOf(await refresh(refreshToken))).toBe('200');
    await age(2);
    expect(outcomeOf(await refresh(refreshToken))).toBe('401 unauthenticated');
    expect(outcomeOf(await refresh(first.refresh_token))).toBe('401 unauthenticated');
    expect(outcomeOf(await getMe(bearer(accessToken)))).toBe('401 unauthenticated');
  });

  it('refuses what is no refresh token', async () => {
    expect(outcomeOf(await refresh('evrr_nobody'))).toBe('401 unauthenticated');
  });
});

describe('mode admin', () => {
  it('knows one account: no registration, and nobody of an earlier mode', async () => {
    await using admin = await startTestApi({ auth: authSettings('admin') });
    const given = { email, password: PASSWORD };
    expect(outcomeOf(await admin.call('POST', '/v1/auth/register', { body: given }))).toBe('403 forbidden');
    const { accessToken } = await signIn(admin, ADMIN);
    const me = await admin.call('GET', '/v1/auth/me', { headers: bearer(accessToken) });
    expect(Me.parse(me.json)).toMatchObject({ auth_mode: 'admin', role: 'owner', user: { email: ADMIN.email } });
    await admin.database.pool.query(`update users set email_key = 'somebody@else.example'`);
    admin.auth.credentialCache.clear();
    const answer = await admin.call('GET', '/v1/auth/me', { headers: bearer(accessToken) });
    expect(outcomeOf(answer)).toBe('401 unauthenticated');
  });
});

describe('mode none', () => {
  it('has no accounts and no keys, and says so', async () => {
    await using open = await startTestApi();
    const calls: [string, object][] = [
      ['/v1/auth/login', ADMIN],
      ['/v1/auth/register', { email, password: PASSWORD }],
      ['/v1/auth/api-keys', { name: 'k' }],
      ['/v1/auth/logout', {}],
    ];
    const answers = await Promise.all(calls.map(([path, body]) => open.call('POST', path, { body })));
    expect(answers.map(outcomeOf)).toEqual(calls.map(() => '403 forbidden'));
    const me = Me.parse((await open.call('GET', '/v1/auth/me')).json);
    expect(me).toMatchObject({ auth_mode: 'none', role: 'owner', credential: { kind: 'none' } });
    expect(me).not.toHaveProperty('user');
  });
});
