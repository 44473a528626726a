import { omitUndefined } from '@everruns/kernel';
import { CreatedInvitation } from '@everruns/schemas';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authSettings, bearer, makeKey, registerPerson, type Person } from '../../testing/auth-kit.ts';
import { outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
});
afterAll(() => api[Symbol.asyncDispose]());

const call = (person: Person, method: string, path: string, given: { in: string; body?: object }) =>
  api.call(method, path, {
    headers: { ...bearer(person.accessToken), 'x-org-id': given.in },
    ...omitUndefined({ body: given.body }),
  });

async function join(owner: Person, person: Person, { email, role }: { email: string; role: string }): Promise<void> {
  const path = `/v1/orgs/${owner.org_id}/invitations`;
  const made = await call(owner, 'POST', path, { in: owner.org_id, body: { email, role } });
  const { token } = CreatedInvitation.parse(made.json);
  await api.call('POST', '/v1/auth/accept-invitation', { body: { token }, headers: bearer(person.accessToken) });
}

/** Holds the row that every change of an organization waits for. */
async function holdOrganization(id: string) {
  const client = new pg.Client({ connectionString: String(api.database.pool.options.connectionString) });
  await client.connect();
  await client.query('begin');
  await client.query('select from organizations where id = $1 for update', [id]);
  // Another connection: within one transaction, what others do is read once.
  const countWaiting = async () => {
    const { rows } = await api.database.pool.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows[0]?.count;
  };
  return {
    untilWaiting: (expected: number) => expect.poll(countWaiting, { interval: 20 }).toBe(expected),
    release: () => client.query('commit'),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

it('the role counts that one has when the change is made: who is demoted or loses their key first changes nothing more', async () => {
  const [ada, bea, cee] = await Promise.all([
    registerPerson(api, 'ada@lock.example'),
    registerPerson(api, 'bea@lock.example'),
    registerPerson(api, 'cee@lock.example'),
  ]);
  await join(ada, bea, { email: 'bea@lock.example', role: 'owner' });
  await join(ada, cee, { email: 'cee@lock.example', role: 'member' });
  const org = `/v1/orgs/${ada.org_id}`;
  const inOrg = (body?: object) => ({ in: ada.org_id, ...omitUndefined({ body }) });
  const open = await call(ada, 'POST', `${org}/invitations`, inOrg({ email: 'open@lock.example' }));
  const spare = await makeKey(api, ada);
  await using held = await holdOrganization(ada.org_id);
  const demotion = call(ada, 'PATCH', `${org}/members/${bea.user_id}`, inOrg({ role: 'viewer' }));
  await held.untilWaiting(1);
  const changes = [
    call(bea, 'PATCH', `${org}/members/${cee.user_id}`, inOrg({ role: 'owner' })),
    call(bea, 'DELETE', `${org}/members/${cee.user_id}`, inOrg()),
    call(bea, 'POST', `${org}/invitations`, inOrg({ email: 'new@lock.example', role: 'owner' })),
    call(bea, 'DELETE', `${org}/invitations/${CreatedInvitation.parse(open.json).id}`, inOrg()),
    call(bea, 'PATCH', org, inOrg({ name: 'taken over' })),
    call(bea, 'POST', '/v1/auth/api-keys', inOrg({ name: 'k', scopes: ['admin'] })),
  ];
  const revocation = call(bea, 'DELETE', `/v1/auth/api-keys/${spare.id}`, inOrg());
  await held.untilWaiting(changes.length + 2);
  await held.release();
  expect(outcomeOf(await demotion)).toBe('200');
  expect((await Promise.all(changes)).map(outcomeOf)).toEqual(changes.map(() => '403 forbidden'));
  expect(outcomeOf(await revocation)).toBe('404 not_found');
});

it('a key that is revoked, and a login that ends, while their change waits: it is not made', async () => {
  const ada = await registerPerson(api, 'ada@revoked.example');
  const { id, key } = await makeKey(api, ada, { scopes: ['read', 'write', 'admin'] });
  const org = `/v1/orgs/${ada.org_id}`;
  await using held = await holdOrganization(ada.org_id);
  const byKey = api.call('PATCH', org, { body: { name: 'by the key' }, headers: bearer(key) });
  const byLogin = api.call('PATCH', org, { body: { name: 'by the login' }, headers: bearer(ada.accessToken) });
  await held.untilWaiting(2);
  await api.database.pool.query('delete from api_keys where id = $1', [id]);
  await api.call('POST', '/v1/auth/logout', { headers: bearer(ada.accessToken) });
  await held.release();
  expect([outcomeOf(await byKey), outcomeOf(await byLogin)]).toEqual(Array(2).fill('401 unauthenticated'));
});
