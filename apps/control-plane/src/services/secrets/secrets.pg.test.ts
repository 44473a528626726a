import { hasErrorCode, LIMITS, OrganizationId, pageOf, PutSecretRequest, Secret } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/transaction.ts';
import { authSettings, bearer, makeKey, newEmail, registerPerson, type Person } from '../../testing/auth-kit.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { createSecretResolver } from './reveal.ts';

const VALUE = 'canary-value-5e0c';

let api: TestApi;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
  ada = await registerPerson(api, newEmail());
  bob = await registerPerson(api, newEmail());
});
afterAll(() => api[Symbol.asyncDispose]());

const call = (person: Person, method: string, path: string, body?: object) =>
  api.call(method, path, { headers: bearer(person.accessToken), ...(body && { body }) });
const put = (person: Person, name: string, body: object = {}) =>
  call(person, 'PUT', `/v1/secrets/${name}`, { value: VALUE, hosts: ['api.example.com'], ...body });
const list = async (person: Person) => pageOf(Secret).parse((await call(person, 'GET', '/v1/secrets')).json).data;
const reveal = (person: Person, name: string, host: string, subject = 'local') =>
  inTransaction(api.services.db, (tx) =>
    createSecretResolver(api.services)(
      tx,
      { org_id: OrganizationId.parse(person.org_id) },
      { name, subject, host, isPrepared: false },
    ),
  );
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error as { code?: string }).code,
  );

describe('secrets', () => {
  it('are written, listed without their values, replaced and erased', async () => {
    const made = await put(ada, 'token', { hosts: ['API.example.com', 'api.example.com', '*.example.org'] });
    expect(made.status).toBe(200);
    expect(Secret.parse(made.json)).toMatchObject({ name: 'token', hosts: ['api.example.com', '*.example.org'] });
    const replaced = await put(ada, 'token', { value: 'another-value', hosts: ['b.example'] });
    expect(await list(ada)).toMatchObject([{ name: 'token', hosts: ['b.example'] }]);
    for (const { text } of [made, replaced, await call(ada, 'GET', '/v1/secrets')]) {
      expect(text).not.toMatch(/canary|another-value/);
    }
    expect(await reveal(ada, 'token', 'b.example:443')).toBe('another-value');
    expect((await call(ada, 'DELETE', '/v1/secrets/token')).status).toBe(204);
    expect((await call(ada, 'DELETE', '/v1/secrets/token')).status).toBe(404);
    expect(await list(ada)).toEqual([]);
  });

  it('belong to their organization alone', async () => {
    await put(ada, 'mine');
    await put(bob, 'mine', { value: 'the value of bob' });
    expect(await reveal(ada, 'mine', 'api.example.com:443')).toBe(VALUE);
    expect(await reveal(bob, 'mine', 'api.example.com:443')).toBe('the value of bob');
    await put(ada, 'only-ada');
    expect((await call(bob, 'DELETE', '/v1/secrets/only-ada')).status).toBe(404);
    expect(await codeOf(reveal(bob, 'only-ada', 'api.example.com:443'))).toBe('not_found');
  });

  it('of a subject are used in place of the organization’s, with hosts of their own', async () => {
    const own = { value: 'the value of customer 7', hosts: ['seven.example'] };
    await put(ada, 'shared');
    expect((await call(ada, 'PUT', '/v1/secrets/shared?subject=app:7', own)).status).toBe(200);
    expect(await reveal(ada, 'shared', 'seven.example:443', 'app:7')).toBe(own.value);
    expect(await reveal(ada, 'shared', 'api.example.com:443', 'app:8')).toBe(VALUE);
    expect(await codeOf(reveal(ada, 'shared', 'api.example.com:443', 'app:7'))).toBe('secret_host_not_allowed');
    const found = await call(ada, 'GET', '/v1/secrets?subject=app:7');
    expect(pageOf(Secret).parse(found.json).data).toMatchObject([{ name: 'shared', subject: 'app:7' }]);
    expect((await call(ada, 'DELETE', '/v1/secrets/shared?subject=app:7')).status).toBe(204);
    expect((await call(ada, 'DELETE', '/v1/secrets/shared?subject=app:7')).status).toBe(404);
    expect(await reveal(ada, 'shared', 'api.example.com:443', 'app:7')).toBe(VALUE);
  });

  it('of a person are that person’s: nobody else writes, lists or erases them', async () => {
    const mine = `subject=user:${ada.user_id}`;
    const body = { value: VALUE, hosts: ['api.example.com'] };
    expect((await call(ada, 'PUT', `/v1/secrets/own?${mine}`, body)).status).toBe(200);
    const { key } = await makeKey(api, ada, { scopes: ['read', 'write', 'admin'] });
    const by = (method: string, path: string, given?: object) =>
      api.call(method, path, { headers: { authorization: key }, ...(given && { body: given }) });
    expect((await by('PUT', `/v1/secrets/own?${mine}`, body)).status).toBe(403);
    expect((await by('DELETE', `/v1/secrets/own?${mine}`)).status).toBe(404);
    expect((await by('GET', '/v1/secrets')).text).not.toContain('"own"');
    expect((await call(ada, 'GET', '/v1/secrets')).text).toContain('"own"');
  });

  it.each([
    'evil.example:443',
    'api.example.com.evil.example:443',
    'evil-api.example.com:443',
    'x/@api.example.com',
    '',
  ])('go to no other host: %j', async (host) => {
    await put(ada, 'narrow');
    const error: unknown = await reveal(ada, 'narrow', host).catch((thrown: unknown) => thrown);
    expect(hasErrorCode(error, 'secret_host_not_allowed')).toBe(true);
    expect(String(error)).not.toContain(VALUE);
  });

  it.each([
    ['a value that is too short to be masked', 'short', { value: '1234567' }, 'value'],
    ['a value with a line break', 'lines', { value: 'one line\nand another' }, 'value'],
    ['no hosts', 'none', { hosts: [] }, 'hosts'],
    ['an address for a host', 'address', { hosts: ['https://api.example.com/'] }, 'hosts'],
    ['every host', 'every', { hosts: ['*'] }, 'hosts'],
    ['a name with a slash', 'a%2Fb', {}, 'secret_name'],
  ])('refuses %s, and does not repeat the value', async (_what, name, body, field) => {
    const answer = await put(ada, name, body);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(field);
    expect(answer.text).not.toMatch(/canary|another|1234567/);
  });

  it('are sealed in the database, and an altered or moved one cannot be read', async () => {
    await put(ada, 'sealed');
    const dump = await api.services.db.selectFrom('secrets').selectAll().where('org_id', '=', ada.org_id).execute();
    expect(JSON.stringify(dump)).not.toContain(VALUE);
    const stored = dump.find(({ name }) => name === 'sealed');
    await api.services.db
      .updateTable('secrets')
      .set({ value_encrypted: JSON.stringify(stored?.value_encrypted) })
      .where('org_id', '=', bob.org_id)
      .where('name', '=', 'mine')
      .execute();
    expect(await codeOf(reveal(bob, 'mine', 'api.example.com:443'))).toBe('internal');
  });

  it('are counted for each organization', async () => {
    const carl = await registerPerson(api, newEmail());
    const now = new Date();
    const rows = Array.from({ length: LIMITS.secretsPerOrganization }, (_, index) => ({
      org_id: carl.org_id,
      id: v7(),
      name: `s${index}`,
      hosts: ['a.example'],
      value_encrypted: '{}',
      created_at: now,
      updated_at: now,
    }));
    await api.services.db.insertInto('secrets').values(rows).execute();
    const refused = await put(carl, 'one-more');
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('delete one first')]);
    expect((await put(carl, 's0')).status).toBe(200);
  });

  it('leave an entry in the audit log that names the secret and no value', async () => {
    await put(bob, 'audited');
    const { text } = await call(bob, 'GET', '/v1/audit-log?action=put_secret');
    expect(text).toContain('"target_id":"audited"');
    expect(text).not.toContain(VALUE);
  });

  it('are documented with an example that is valid', () => {
    expect(PutSecretRequest.safeParse({ value: VALUE, hosts: ['a.example:8443'] }).success).toBe(true);
  });
});
