import { omitUndefined } from '@everruns/kernel';
import { ApiKey, AuditEntry, CreatedApiKey, CreatedInvitation, Me, Member, pageOf } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authSettings, bearer, makeKey, registerPerson, type Person } from '../../testing/auth-kit.ts';
import { outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
});
afterAll(() => api[Symbol.asyncDispose]());

let count = 0;
let ada: Person;
let bea: Person;
beforeEach(async () => {
  count += 1;
  ada = await registerPerson(api, `ada-${count}@orgs.example`);
  bea = await registerPerson(api, `bea-${count}@orgs.example`);
});

const inAda = (person: Person) => ({ ...bearer(person.accessToken), 'x-org-id': ada.org_id });
const org = (path = '') => `/v1/orgs/${ada.org_id}${path}`;
const call = (person: Person, method: string, path: string, body?: object) =>
  api.call(method, path, { headers: inAda(person), ...omitUndefined({ body }) });

async function invite(email: string, role: string): Promise<string> {
  return CreatedInvitation.parse((await call(ada, 'POST', org('/invitations'), { email, role })).json).token;
}
async function join(person: Person, name: string, role: string): Promise<void> {
  const token = await invite(`${name}-${count}@orgs.example`, role);
  const answer = await api.call('POST', '/v1/auth/accept-invitation', {
    body: { token },
    headers: bearer(person.accessToken),
  });
  expect(outcomeOf(answer)).toBe('200');
}

describe('members', () => {
  it('an admin changes whom they may, and no owner', async () => {
    await join(bea, 'bea', 'admin');
    const role = (person: Person, to: string) => call(bea, 'PATCH', org(`/members/${person.user_id}`), { role: to });
    expect(outcomeOf(await role(ada, 'viewer'))).toBe('403 forbidden');
    expect(outcomeOf(await role(bea, 'owner'))).toBe('403 forbidden');
    expect(outcomeOf(await call(bea, 'DELETE', org(`/members/${ada.user_id}`)))).toBe('403 forbidden');
    expect(outcomeOf(await call(bea, 'POST', org('/invitations'), { email: 'x@y.example', role: 'owner' }))).toBe(
      '403 forbidden',
    );
    expect(outcomeOf(await role(bea, 'member'))).toBe('200');
    expect(outcomeOf(await role(bea, 'viewer'))).toBe('403 forbidden');
  });

  it('two owners cannot remove each other at once: one stays', async () => {
    await join(bea, 'bea', 'owner');
    const outcomes = await Promise.all([
      call(ada, 'DELETE', org(`/members/${bea.user_id}`)),
      call(bea, 'DELETE', org(`/members/${ada.user_id}`)),
    ]);
    const { rows } = await api.database.pool.query('select role from memberships where org_id = $1', [ada.org_id]);
    expect(rows).toEqual([{ role: 'owner' }]);
    expect(outcomes.map(outcomeOf).filter((text) => text === '204')).toHaveLength(1);
  });

  it('the last owner stays', async () => {
    expect(outcomeOf(await call(ada, 'DELETE', org(`/members/${ada.user_id}`)))).toBe('409 conflict');
    expect(outcomeOf(await call(ada, 'PATCH', org(`/members/${ada.user_id}`), { role: 'admin' }))).toBe('409 conflict');
  });
});

describe('leaving', () => {
  it('is everybody’s own decision: keys and memberships end, the login goes on elsewhere, and the log tells it', async () => {
    await join(bea, 'bea', 'viewer');
    await api.call('POST', '/v1/auth/switch-org', {
      body: { organization_id: ada.org_id },
      headers: bearer(bea.accessToken),
    });
    expect(outcomeOf(await call(bea, 'POST', org('/leave')))).toBe('204');
    expect(outcomeOf(await call(bea, 'GET', org()))).toBe('403 org_forbidden');
    const me = Me.parse((await api.call('GET', '/v1/auth/me', { headers: bearer(bea.accessToken) })).json);
    expect(me.organization.id).toBe(bea.org_id);
    const log = await call(ada, 'GET', '/v1/audit-log?action=leave_organization');
    expect(log.json).toMatchObject({ data: [{ actor: `user:${bea.user_id}`, target_id: ada.org_id }] });
  });

  it('is not for the last owner, and not for a key', async () => {
    expect(outcomeOf(await call(ada, 'POST', org('/leave')))).toBe('409 conflict');
    const { key } = await makeKey(api, ada);
    expect(outcomeOf(await api.call('POST', org('/leave'), { headers: bearer(key) }))).toBe('403 forbidden');
  });
});

describe('switching', () => {
  it('moves a login to another organization of the person, and to no other', async () => {
    await join(bea, 'bea', 'member');
    const to = (organization_id: string) =>
      api.call('POST', '/v1/auth/switch-org', { body: { organization_id }, headers: bearer(bea.accessToken) });
    const me = Me.parse((await to(ada.org_id)).json);
    expect([me.organization.id, me.role]).toEqual([ada.org_id, 'member']);
    const seen = Me.parse((await api.call('GET', '/v1/auth/me', { headers: bearer(bea.accessToken) })).json);
    expect(seen.organization.id).toBe(ada.org_id);
    expect(outcomeOf(await to('01890000-0000-7000-8000-00000000dead'))).toBe('403 org_forbidden');
  });
});

describe('an API key', () => {
  it('never holds more than its owner’s role, whatever that becomes', async () => {
    await join(bea, 'bea', 'member');
    const ask = (scopes: string[]) =>
      api.call('POST', '/v1/auth/api-keys', { body: { name: 'k', scopes }, headers: inAda(bea) });
    expect(outcomeOf(await ask(['admin']))).toBe('403 forbidden');
    const { key } = ApiKey.loose().parse((await ask(['read', 'write'])).json);
    const write = async () =>
      outcomeOf(
        await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: 'b' }, headers: bearer(String(key)) }),
      );
    expect(await write()).toBe('201');
    await call(ada, 'PATCH', org(`/members/${bea.user_id}`), { role: 'viewer' });
    expect(await write()).toBe('403 forbidden');
    await call(ada, 'DELETE', org(`/members/${bea.user_id}`));
    expect(await write()).toBe('401 unauthenticated');
  });

  it('of a viewer reads, and ends itself and no other key', async () => {
    await join(bea, 'bea', 'viewer');
    const make = (scopes: string[]) =>
      api.call('POST', '/v1/auth/api-keys', { body: { name: 'k', scopes }, headers: inAda(bea) });
    expect(outcomeOf(await make(['read', 'write']))).toBe('403 forbidden');
    const [own, other] = [await make(['read']), await make(['read'])].map(({ json }) => CreatedApiKey.parse(json));
    const by = async (method: string, path: string) =>
      outcomeOf(await api.call(method, path, { headers: bearer(own?.key ?? '') }));
    expect(await by('GET', '/v1/agents')).toBe('200');
    expect(await by('DELETE', `/v1/auth/api-keys/${other?.id}`)).toBe('403 forbidden');
    expect(await by('DELETE', `/v1/auth/api-keys/${own?.id}`)).toBe('204');
    expect(outcomeOf(await call(bea, 'DELETE', `/v1/auth/api-keys/${other?.id}`))).toBe('204');
  });

  it('is shown once, is the same under its Idempotency-Key, and cannot make another', async () => {
    const headers = { ...bearer(ada.accessToken), 'idempotency-key': `key-${count}` };
    const make = () => api.call('POST', '/v1/auth/api-keys', { body: { name: 'once' }, headers });
    const [first, second] = [await make(), await make()];
    expect(first.text).toBe(second.text);
    const { key, prefix } = ApiKey.loose().parse(first.json);
    expect(String(key)).toMatch(/^evr_[\w-]{43}$/);
    expect(String(key).startsWith(prefix)).toBe(true);
    const list = await api.call('GET', '/v1/auth/api-keys', { headers });
    expect(list.text).not.toContain(String(key));
    expect(pageOf(ApiKey).parse(list.json).data).toHaveLength(1);
    const again = await api.call('POST', '/v1/auth/api-keys', { body: { name: 'x' }, headers: bearer(String(key)) });
    expect(outcomeOf(again)).toBe('403 forbidden');
  });

  it('gives nobody anything that outlives it: it invites nobody, changes no role, makes no key and removes no owner', async () => {
    await join(bea, 'bea', 'member');
    const cee = await registerPerson(api, `cee-${count}@orgs.example`);
    await join(cee, 'cee', 'owner');
    const { key } = await makeKey(api, ada, { scopes: ['read', 'write', 'admin'] });
    const by = (method: string, path: string, body?: object) =>
      api.call(method, path, { headers: bearer(key), ...omitUndefined({ body }) });
    const tries = [
      ...['owner', 'admin', 'member', 'viewer'].map((role) =>
        by('POST', org('/invitations'), { email: `${role}@evil.example`, role }),
      ),
      ...['owner', 'admin', 'viewer'].map((role) => by('PATCH', org(`/members/${bea.user_id}`), { role })),
      by('DELETE', org(`/members/${cee.user_id}`)),
      by('POST', '/v1/auth/api-keys', { name: 'successor' }),
    ];
    expect((await Promise.all(tries)).map(outcomeOf)).toEqual(tries.map(() => '403 forbidden'));
    const members = pageOf(Member).parse((await call(ada, 'GET', org('/members'))).json);
    expect(members.data.map(({ role }) => role)).toEqual(['owner', 'member', 'owner']);
    expect(outcomeOf(await by('DELETE', org(`/members/${bea.user_id}`)))).toBe('204');
  });

  it('tells when it was last used, and is another member’s secret', async () => {
    await join(bea, 'bea', 'member');
    const { id, key } = await makeKey(api, ada);
    await api.call('GET', '/v1/agents', { headers: bearer(key) });
    const lastUsed = async () =>
      pageOf(ApiKey).parse((await call(ada, 'GET', '/v1/auth/api-keys')).json).data[0]?.last_used_at;
    await expect.poll(lastUsed).toMatch(/^\d{4}-/);
    expect(pageOf(ApiKey).parse((await call(bea, 'GET', '/v1/auth/api-keys')).json).data).toEqual([]);
    expect(outcomeOf(await call(bea, 'DELETE', `/v1/auth/api-keys/${id}`))).toBe('404 not_found');
  });
});

describe('the audit log', () => {
  it('says who changed what, by field and never by value, to admins only', async () => {
    await join(bea, 'bea', 'member');
    await call(ada, 'PATCH', org(), { name: 'canary-name' });
    await call(ada, 'PATCH', org(`/members/${bea.user_id}`), { role: 'viewer' });
    await call(ada, 'PATCH', org(`/members/${bea.user_id}`), { role: 'nonsense' });
    const answer = await call(ada, 'GET', '/v1/audit-log');
    const entries = pageOf(AuditEntry)
      .parse(answer.json)
      .data.filter(({ action }) => action !== 'login' && action !== 'register');
    expect(entries.map(({ actor, action, target_id, fields }) => ({ actor, action, target_id, fields }))).toEqual([
      { actor: `user:${ada.user_id}`, action: 'update_member', target_id: bea.user_id, fields: ['role'] },
      { actor: `user:${ada.user_id}`, action: 'update_organization', target_id: ada.org_id, fields: ['name'] },
      { actor: `user:${bea.user_id}`, action: 'accept_invitation', target_id: expect.any(String), fields: ['member'] },
      expect.objectContaining({ action: 'create_invitation', fields: ['email', 'role'] }),
    ]);
    expect(answer.text).not.toContain('canary-name');
    expect(outcomeOf(await call(bea, 'GET', '/v1/audit-log'))).toBe('403 forbidden');
    const filtered = await call(ada, 'GET', '/v1/audit-log?action=update_member&limit=1');
    expect(
      pageOf(AuditEntry)
        .parse(filtered.json)
        .data.map(({ action }) => action),
    ).toEqual(['update_member']);
  });
});
