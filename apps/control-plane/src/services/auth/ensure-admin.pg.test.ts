import { CreatedInvitation, Me, Member, pageOf } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '../services.ts';
import type { OauthClient } from '../../auth/oauth/oauth-client.ts';
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
import { ensureAdmin } from './ensure-admin.ts';
import { actAsAccounts } from '../../kernel/acting.ts';
import { finishOauth } from './oauth.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full', { AUTH_BASE_URL: 'http://localhost:9999' }) });
});
afterAll(() => api[Symbol.asyncDispose]());

let email: string;
beforeEach(() => {
  email = newEmail();
});

const CONFIGURED = 'the password of the setting';
/** A later start, with this address as AUTH_ADMIN_EMAIL. */
const restart = async (password: string | null = CONFIGURED): Promise<Services> => {
  const deps = { ...api.services, authSettings: { ...api.auth.authSettings, admin: { email, password } } };
  await ensureAdmin(deps);
  api.auth.credentialCache.clear();
  return deps;
};
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  api.call('POST', path, { body, headers });
const me = async (headers: Record<string, string>) => api.call('GET', '/v1/auth/me', { headers });
const logIn = async (password: string) => outcomeOf(await post('/v1/auth/login', { email, password }));

/** Google, where somebody has just signed in with this address. */
const google: OauthClient = {
  provider: 'google',
  begin: () => Promise.reject(new Error('was begun')),
  finish: async () => ({ provider: 'google', subject: `g-${email}`, email, isEmailVerified: true, name: 'Boss' }),
};
async function signInWithGoogle(deps: Services): Promise<string> {
  const proof = { state: 's', verifier: 'v', nonce: 'n' };
  const cookie = await deps.proofCookie.write({ provider: 'google', return_to: '/', proof });
  const headers = new Headers({ cookie: cookie.split(';')[0] ?? '' });
  const ctx = { headers, address: '192.0.2.1', request_id: 'r' };
  const request = { provider: 'google', search: '?code=c' };
  const finish = () => finishOauth({ ...deps, oauthClients: [google] }, ctx, request);
  const { location, cookies } = await actAsAccounts(finish);
  const session = cookies.find((each) => each.startsWith('everruns_session='))?.split(';')[0] ?? '';
  return location.includes('error=') ? location : session;
}

describe('an address that becomes AUTH_ADMIN_EMAIL', () => {
  it('inherits nothing of whoever registered it and never proved it: no way in, no membership, no key', async () => {
    const stranger = await registerPerson(api, email);
    const { key } = await makeKey(api, stranger, { scopes: ['read', 'write', 'admin'] });
    const ada = await registerPerson(api, newEmail());
    const members = `/v1/orgs/${ada.org_id}/members`;
    const invited = await post(`/v1/orgs/${ada.org_id}/invitations`, { email }, bearer(ada.accessToken));
    const { token } = CreatedInvitation.parse(invited.json);
    await post('/v1/auth/accept-invitation', { token }, bearer(stranger.accessToken));
    await api.database.pool.query(
      `insert into user_identities (provider, subject, user_id) values ('github', $1, $2)`,
      [`h-${email}`, stranger.user_id],
    );
    await restart();
    for (const headers of [{ cookie: stranger.cookie }, bearer(stranger.accessToken), bearer(key)]) {
      expect(outcomeOf(await me(headers))).toBe('401 unauthenticated');
    }
    const refreshed = await post('/v1/auth/refresh', { refresh_token: stranger.refreshToken });
    expect(outcomeOf(refreshed)).toBe('401 unauthenticated');
    expect(await logIn(PASSWORD)).toBe('401 unauthenticated');
    const boss = await signIn(api, { email, password: CONFIGURED });
    const seen = Me.parse((await me(bearer(boss.accessToken))).json);
    expect(seen).toMatchObject({ role: 'owner', user: { email, email_verified: true } });
    expect(seen.organizations.map(({ name }) => name)).toEqual(['default']);
    expect(boss.user_id).not.toBe(stranger.user_id);
    const listed = await api.call('GET', members, { headers: bearer(ada.accessToken) });
    expect(
      pageOf(Member)
        .parse(listed.json)
        .data.map(({ user_id }) => user_id),
    ).toEqual([ada.user_id]);
    const { rows } = await api.database.pool.query('select 1 from user_identities where user_id = $1', [
      stranger.user_id,
    ]);
    expect(rows).toEqual([]);
    const log = await api.call('GET', '/v1/audit-log?action=retire_account', { headers: bearer(boss.accessToken) });
    expect(log.json).toMatchObject({ data: [{ actor: 'operator', target_id: stranger.user_id }] });
  });

  it('without a configured password is the owner’s who proves it elsewhere, and not the stranger’s', async () => {
    await registerPerson(api, email);
    const deps = await restart(null);
    expect(await logIn(PASSWORD)).toBe('401 unauthenticated');
    const cookie = await signInWithGoogle(deps);
    expect(Me.parse((await me({ cookie })).json)).toMatchObject({ role: 'owner', organization: { name: 'default' } });
  });

  it('keeps what its owner has who had proven it, and what the operator has had since an earlier start', async () => {
    const cookie = await signInWithGoogle(api.services);
    const before = Me.parse((await me({ cookie })).json);
    await restart(null);
    const after = Me.parse((await me({ cookie })).json);
    expect(after.user?.id).toBe(before.user?.id);
    expect(after.organizations).toHaveLength(2);
    await restart();
    const boss = await signIn(api, { email, password: CONFIGURED });
    const { key } = await makeKey(api, boss);
    await restart();
    for (const headers of [{ cookie: boss.cookie }, bearer(boss.accessToken), bearer(key)]) {
      expect(outcomeOf(await me(headers))).toBe('200');
    }
  });

  it('is one proven account, however many processes start while somebody registers it', async () => {
    const starts = Array.from({ length: 3 }, () => restart());
    await Promise.all([post('/v1/auth/register', { email, password: PASSWORD }), ...starts]);
    const { rows } = await api.database.pool.query<{ verified: boolean; role: string }>(
      `select u.email_verified as verified, m.role from users u join memberships m on m.user_id = u.id where u.email = $1`,
      [email],
    );
    expect(rows).toEqual([{ verified: true, role: 'owner' }]);
    expect([await logIn(PASSWORD), await logIn(CONFIGURED)]).toEqual(['401 unauthenticated', '200']);
    expect(outcomeOf(await post('/v1/auth/register', { email, password: PASSWORD }))).toBe('409 conflict');
  });
});

it('the account of the settings of before stays an owner', async () => {
  await restart();
  const admin = await signIn(api, ADMIN);
  expect(Me.parse((await me(bearer(admin.accessToken))).json)).toMatchObject({ role: 'owner' });
});
