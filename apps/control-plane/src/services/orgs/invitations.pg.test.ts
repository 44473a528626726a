import { omitUndefined } from '@everruns/kernel';
import { AuditEntry, CreatedInvitation, Invitation, Me, Member, pageOf } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/transaction.ts';
import { authSettings, bearer, PASSWORD, registerPerson, signIn, type Person } from '../../testing/auth-kit.ts';
import { outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { findAccount } from '../../repositories/users.ts';
import { joinByInvitation } from './join.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
});
afterAll(() => api[Symbol.asyncDispose]());

let count = 0;
let ada: Person;
let bea: Person;
const emailOf = (name: string) => `${name}-${count}@invited.example`;
beforeEach(async () => {
  count += 1;
  [ada, bea] = (await Promise.all(['ada', 'bea'].map((name) => registerPerson(api, emailOf(name))))) as [
    Person,
    Person,
  ];
});

const org = (path = '') => `/v1/orgs/${ada.org_id}${path}`;
const call = (person: Person, method: string, path: string, body?: object) =>
  api.call(method, path, {
    headers: { ...bearer(person.accessToken), 'x-org-id': ada.org_id },
    ...omitUndefined({ body }),
  });
const invite = async (name: string, role = 'member', by = ada) =>
  CreatedInvitation.parse((await call(by, 'POST', org('/invitations'), { email: emailOf(name), role })).json);
const accept = async (person: Person, token: string) =>
  outcomeOf(
    await api.call('POST', '/v1/auth/accept-invitation', { body: { token }, headers: bearer(person.accessToken) }),
  );
const register = async (name: string, invitation_token?: string) =>
  outcomeOf(
    await api.call('POST', '/v1/auth/register', {
      body: { email: emailOf(name), password: PASSWORD, invitation_token },
    }),
  );
const list = async (search = '') =>
  pageOf(Invitation).parse((await call(ada, 'GET', org(`/invitations${search}`))).json).data;
const memberIds = async () =>
  pageOf(Member)
    .parse((await call(ada, 'GET', org('/members'))).json)
    .data.map(({ user_id }) => user_id);
const joinings = async () =>
  pageOf(AuditEntry)
    .parse((await call(ada, 'GET', '/v1/audit-log?action=accept_invitation')).json)
    .data.map(({ actor, target_id, fields }) => ({ actor, target_id, fields }));

describe('an invitation', () => {
  it('lets the invited person in with the role it names, nobody else, and is written to the audit log there', async () => {
    const { id, token } = await invite('bea', 'viewer');
    expect(await accept(ada, token)).toBe('404 not_found');
    expect(await accept(bea, token)).toBe('200');
    const me = Me.parse((await call(bea, 'GET', '/v1/auth/me')).json);
    expect([me.role, me.scopes, me.organizations.length]).toEqual(['viewer', ['read', 'subjects:own'], 2]);
    expect(await memberIds()).toEqual([ada.user_id, bea.user_id]);
    expect(await joinings()).toEqual([{ actor: `user:${bea.user_id}`, target_id: id, fields: ['viewer'] }]);
  });

  it('tells the holder of its link who invites whom to what, without a login, as long as it is open', async () => {
    const { token, expires_at } = await invite('bea', 'viewer');
    const name = emailOf('ada').split('@')[0];
    const read = () => api.call('POST', '/v1/auth/invitation', { body: { token } });
    expect((await read()).json).toEqual({
      organization_name: `${name}’s organization`,
      email: emailOf('bea'),
      role: 'viewer',
      invited_by_name: name,
      expires_at,
    });
    await accept(bea, token);
    expect(outcomeOf(await read())).toBe('404 not_found');
  });

  it('works once: whoever used it and was removed does not come back with it', async () => {
    const { token } = await invite('bea', 'admin');
    expect([await accept(bea, token), await accept(bea, token)]).toEqual(['200', '404 not_found']);
    expect(outcomeOf(await call(ada, 'DELETE', org(`/members/${bea.user_id}`)))).toBe('204');
    expect(await accept(bea, token)).toBe('404 not_found');
    expect(await memberIds()).toEqual([ada.user_id]);
    expect(outcomeOf(await call(bea, 'GET', org()))).toBe('403 org_forbidden');
  });

  it('accepted many times at once joins once', async () => {
    const { token } = await invite('bea');
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => accept(bea, token)));
    expect(outcomes.toSorted()).toEqual(['200', ...Array(7).fill('404 not_found')]);
    expect(await joinings()).toHaveLength(1);
    const { token: forNew } = await invite('new');
    const registered = await Promise.all(Array.from({ length: 3 }, () => register('new', forNew)));
    expect(registered.filter((outcome) => outcome === '201')).toHaveLength(1);
    expect(await memberIds()).toHaveLength(3);
  });

  it('whose transaction runs again finds that it happened, and brings back nobody who was removed since', async () => {
    const { token } = await invite('bea');
    const account = await findAccount(api.services.db, bea.user_id);
    if (account === null) throw new Error('Bea has no account');
    const acceptance = { id: api.services.ids.uuid(), token, user: account.user, request_id: 'again' };
    const join = () => inTransaction(api.services.db, (tx) => joinByInvitation(tx, api.services, acceptance));
    expect([await join(), await join()]).toEqual([ada.org_id, ada.org_id]);
    await call(ada, 'DELETE', org(`/members/${bea.user_id}`));
    expect(await join()).toBe(ada.org_id);
    expect(await memberIds()).toEqual([ada.user_id]);
  });

  it('is listed as open, used or expired, by page, and is deleted in every state', async () => {
    const used = await invite('bea');
    await accept(bea, used.token);
    const expired = await invite('late');
    await api.database.pool.query('update invitations set expires_at = now() where id = $1', [expired.id]);
    const open = await invite('open');
    expect((await list()).map(({ id, status, accepted_by }) => [id, status, accepted_by])).toEqual([
      [open.id, 'open', undefined],
      [expired.id, 'expired', undefined],
      [used.id, 'used', bea.user_id],
    ]);
    expect((await list()).at(-1)?.accepted_at).toMatch(/^\d{4}-/);
    expect(await list('?limit=1')).toHaveLength(1);
    const gone = await Promise.all(
      [used, expired, open].map(({ id }) => call(ada, 'DELETE', org(`/invitations/${id}`))),
    );
    expect(gone.map(outcomeOf)).toEqual(['204', '204', '204']);
    expect(await list()).toEqual([]);
    expect(await memberIds()).toEqual([ada.user_id, bea.user_id]);
    expect([await accept(bea, used.token), await register('open', open.token)]).toEqual([
      '404 not_found',
      '404 not_found',
    ]);
  });

  it('is taken back, replaced by the next one, and expires', async () => {
    const [first, second] = [await invite('bea'), await invite('bea')];
    expect(await accept(bea, first.token)).toBe('404 not_found');
    await api.database.pool.query('update invitations set expires_at = now() where id = $1', [second.id]);
    expect(await accept(bea, second.token)).toBe('404 not_found');
    expect(await register('bea', second.token)).toBe('404 not_found');
  });

  it('is not made for a member, and one that is left over ends with the membership', async () => {
    const { id, token } = await invite('bea');
    await accept(bea, token);
    const again = await call(ada, 'POST', org('/invitations'), { email: emailOf('BEA'), role: 'owner' });
    expect(outcomeOf(again)).toBe('409 conflict');
    await api.database.pool.query('update invitations set accepted_by = null where id = $1', [id]);
    await call(ada, 'DELETE', org(`/members/${bea.user_id}`));
    expect(await accept(bea, token)).toBe('404 not_found');
  });

  it('ends with the right of whoever made it: removed, or no longer of a role that may give it', async () => {
    await accept(bea, (await invite('bea', 'owner')).token);
    const forOwner = await invite('second', 'owner', bea);
    const forMember = await invite('third', 'member', bea);
    const role = async (to: string) =>
      outcomeOf(await call(ada, 'PATCH', org(`/members/${bea.user_id}`), { role: to }));
    expect(await role('admin')).toBe('200');
    expect(await register('second', forOwner.token)).toBe('404 not_found');
    expect(await register('third', forMember.token)).toBe('201');
    const left = await invite('fourth', 'member', bea);
    await call(ada, 'DELETE', org(`/members/${bea.user_id}`));
    expect(await register('fourth', left.token)).toBe('404 not_found');
  });

  it('opens registration while signup is off, for its own e-mail only, and once', async () => {
    await using closed = await startTestApi({ auth: authSettings('full', { AUTH_DISABLE_SIGNUP: 'true' }) });
    const admin = await signIn(closed, { email: 'admin@everruns.example', password: 'correct horse battery' });
    const made = await closed.call('POST', `/v1/orgs/${admin.org_id}/invitations`, {
      body: { email: 'new@orgs.example' },
      headers: bearer(admin.accessToken),
    });
    const { token } = CreatedInvitation.parse(made.json);
    const enter = (email: string, invitation_token?: string) =>
      closed.call('POST', '/v1/auth/register', { body: { email, password: PASSWORD, invitation_token } });
    expect(outcomeOf(await enter('new@orgs.example'))).toBe('403 forbidden');
    expect(outcomeOf(await enter('other@orgs.example', token))).toBe('403 forbidden');
    expect(outcomeOf(await enter('new@orgs.example', token))).toBe('201');
    expect(outcomeOf(await enter('new@orgs.example', token))).toBe('403 forbidden');
    const person = await signIn(closed, { email: 'new@orgs.example', password: PASSWORD });
    const me = Me.parse((await closed.call('GET', '/v1/auth/me', { headers: bearer(person.accessToken) })).json);
    expect(me.organizations.map(({ role }) => role).toSorted()).toEqual(['member', 'owner']);
  });
});
