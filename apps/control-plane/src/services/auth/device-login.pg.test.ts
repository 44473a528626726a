import { DeviceLogin, DeviceLoginId, DeviceLoginProgress, Me, PendingDeviceLogin } from '@everruns/schemas';
import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { inTransaction } from '../../db/transaction.ts';
import { insertDeviceLogin } from '../../repositories/device-logins.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authSettings, bearer, makeKey, newEmail, registerPerson, type Person } from '../../testing/auth-kit.ts';
import { outcomeOf, startTestApi, type ApiAnswer, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let person: Person;
let email: string;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full', { AUTH_BASE_URL: 'https://agents.example/' }) });
  email = newEmail();
  person = await registerPerson(api, email);
});
afterAll(() => api[Symbol.asyncDispose]());

const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<ApiAnswer> =>
  api.call('POST', `/v1/auth/device${path}`, { body, headers });
const start = async (): Promise<DeviceLogin> =>
  DeviceLogin.parse((await post('', { client_name: 'everruns on laptop' })).json);
const exchange = ({ device_code }: DeviceLogin): Promise<ApiAnswer> => post('/token', { device_code });
const progressOf = async (login: DeviceLogin): Promise<DeviceLoginProgress> =>
  DeviceLoginProgress.parse((await exchange(login)).json);
const browserOf = ({ cookie }: Person): Record<string, string> => ({ cookie, 'sec-fetch-site': 'same-origin' });
const approve = (user_code: string, headers = browserOf(person)): Promise<ApiAnswer> =>
  post('/approve', { user_code }, headers);
const look = (user_code: string, headers = browserOf(person)): Promise<ApiAnswer> =>
  api.call('GET', `/v1/auth/device?user_code=${encodeURIComponent(user_code)}`, { headers });
const age = (login: DeviceLogin, seconds: number): Promise<unknown> =>
  api.database.pool.query(
    `update device_logins set expires_at = expires_at - make_interval(secs => $2),
       polled_at = polled_at - make_interval(secs => $2) where user_code = $1`,
    [login.user_code, seconds],
  );

describe('a program that asks to be signed in', () => {
  it('gets tokens once a person has approved it, and only once', async () => {
    const login = await start();
    expect(login).toMatchObject({ verification_uri: 'https://agents.example/device', expires_in: 600, interval: 5 });
    expect(login.user_code).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
    expect(await progressOf(login)).toEqual({ status: 'pending', interval: 5 });
    expect(PendingDeviceLogin.parse((await look(login.user_code)).json)).toMatchObject({
      client_name: 'everruns on laptop',
      network: '127.0.0.1',
      is_same_network: true,
    });
    expect((await approve(login.user_code.toLowerCase().replace('-', ' '))).status).toBe(204);
    const { status, login: opened } = await progressOf(login);
    expect([status, opened?.organization_id]).toEqual(['approved', person.org_id]);
    const me = await api.call('GET', '/v1/auth/me', { headers: bearer(opened?.tokens?.access_token ?? '') });
    expect(Me.parse(me.json)).toMatchObject({ user: { email }, credential: { kind: 'token' } });
    expect(outcomeOf(await exchange(login))).toBe('401 unauthenticated');
    expect(outcomeOf(await approve(login.user_code))).toBe('404 not_found');
  });

  it('gets one login, also when it asks twice at once', async () => {
    const login = await start();
    await approve(login.user_code);
    const answers = await Promise.all([exchange(login), exchange(login), exchange(login)]);
    const countOf = (wanted: number): number => answers.filter(({ status }) => status === wanted).length;
    expect([countOf(200), countOf(401)]).toEqual([1, 2]);
  });

  it('is slowed down when it asks too often, and no more once it is approved', async () => {
    const login = await start();
    await progressOf(login);
    expect(await progressOf(login)).toEqual({ status: 'slow_down', interval: 10 });
    expect(await progressOf(login)).toEqual({ status: 'slow_down', interval: 15 });
    await age(login, 20);
    expect(await progressOf(login)).toEqual({ status: 'pending', interval: 15 });
    await approve(login.user_code);
    expect((await progressOf(login)).status).toBe('approved');
  });

  it('learns that it was denied, and that its code has expired', async () => {
    const [denied, expired, late] = [await start(), await start(), await start()];
    expect((await post('/deny', { user_code: denied.user_code }, browserOf(person))).status).toBe(204);
    expect((await progressOf(denied)).status).toBe('denied');
    expect(outcomeOf(await approve(denied.user_code))).toBe('404 not_found');
    await age(expired, 601);
    expect((await progressOf(expired)).status).toBe('expired');
    expect(outcomeOf(await approve(expired.user_code))).toBe('404 not_found');
    await approve(late.user_code);
    await age(late, 601);
    expect((await progressOf(late)).status).toBe('expired');
  });

  it('gets nothing from a person whose logins have been ended since, or who has left the organization', async () => {
    const leaver = await registerPerson(api, newEmail());
    const [first, second] = [await start(), await start()];
    await approve(first.user_code, browserOf(leaver));
    await api.database.pool.query('update users set token_version = token_version + 1 where id = $1', [leaver.user_id]);
    expect((await progressOf(first)).status).toBe('denied');
    await approve(second.user_code, browserOf(leaver));
    await api.database.pool.query('delete from memberships where user_id = $1', [leaver.user_id]);
    expect(outcomeOf(await exchange(second))).toBe('401 unauthenticated');
  });

  it('is written down by hash, may not pretend in its name, and is bounded for each network', async () => {
    const login = await start();
    const { rows } = await api.database.pool.query<{ row: string }>('select d::text as row from device_logins d');
    expect(rows.map(({ row }) => row).join()).not.toContain(login.device_code.slice('evrd_'.length));
    for (const client_name of ['', 'a\nb', 'a\u202Eb', '<b>', 'a'.repeat(101)]) {
      expect(outcomeOf(await post('', { client_name }))).toBe('400 invalid_request');
    }
    const answers = await Promise.all(Array.from({ length: 31 }, () => post('', { client_name: 'x' })));
    expect(answers.map(outcomeOf)).toContain('429 rate_limited');
  });
});

describe('the person who approves', () => {
  it('has signed in by a browser of this site or with tokens, never with a key', async () => {
    await api.database.pool.query('truncate device_logins');
    const { key } = await makeKey(api, person);
    expect(outcomeOf(await look('BCDF-GHJK', bearer(key)))).toBe('403 forbidden');
    expect(outcomeOf(await approve('BCDF-GHJK', bearer(key)))).toBe('403 forbidden');
    expect(outcomeOf(await approve('BCDF-GHJK', { cookie: person.cookie, origin: 'https://evil.example' }))).toBe(
      '403 cross_site_request',
    );
    expect(outcomeOf(await approve('BCDF-GHJK', { cookie: person.cookie }))).toBe('403 cross_site_request');
    expect(outcomeOf(await approve('BCDF-GHJK', {}))).toBe('401 unauthenticated');
  });

  it('of a network with too many open requests waits; a full table makes room from the busiest network', async () => {
    await api.database.pool.query('delete from device_logins');
    const ask = (network: string, most = { ofNetwork: 2, inAll: 3 }) =>
      inTransaction(api.services.db, (tx) => {
        const [id, code] = [DeviceLoginId.parse(v7()), randomUUID()];
        const times = { lifetime_seconds: 600, interval_seconds: 5 };
        const row = { id, device_code_hash: Buffer.from(code), user_code: code, client_name: 'x', network, ...times };
        return insertDeviceLogin(tx, row, most);
      });
    const networks = async () => {
      const sql = 'select network, count(*)::int as n from device_logins group by network order by network';
      const { rows } = await api.database.pool.query<{ network: string; n: number }>(sql);
      return rows.map(({ network, n }) => `${network} ${n}`);
    };
    expect([await ask('stranger'), await ask('stranger'), await ask('stranger')]).toEqual([true, true, false]);
    expect([await ask('a'), await ask('b')]).toEqual([true, true]);
    expect(await networks()).toEqual(['a 1', 'b 1', 'stranger 1']);
    await api.database.pool.query('delete from device_logins');
  });

  it('cannot guess codes', async () => {
    const guesser = await registerPerson(api, newEmail());
    const outcomes: string[] = [];
    for (let index = 0; index < 12; index += 1) outcomes.push(outcomeOf(await look('not a code', browserOf(guesser))));
    expect(outcomes.filter((outcome) => outcome === '404 not_found')).toHaveLength(10);
    expect(outcomes.at(-1)).toBe('429 rate_limited');
    expect(outcomeOf(await look('BCDF-GHJK'))).toBe('404 not_found');
  });

  it('is in the audit log, as the login is', async () => {
    const { rows } = await api.database.pool.query<{ action: string; actor: string; fields: string[] }>(
      `select action, actor, fields from audit_log where org_id = $1 and action in ('approve_device_login', 'deny_device_login')
       or (org_id = $1 and action = 'login' and fields = '{device}')`,
      [person.org_id],
    );
    expect(new Set(rows.map(({ action }) => action))).toEqual(
      new Set(['approve_device_login', 'deny_device_login', 'login']),
    );
    expect(rows.every(({ actor }) => actor === `user:${person.user_id}`)).toBe(true);
  });
});
