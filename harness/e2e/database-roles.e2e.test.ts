import { describeRoles, findRoles, migrate, refuseRoles } from '@everruns/control-plane';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresVersion, type TestPostgres } from '../dev/postgres.ts';
import { runSql } from './two-organizations.ts';

/** What operators had before this release: an owner that may create no role, a login of the platform, and one for reports. */
const LOGINS = `create role keeper login; create role app login; create role report login; create role late login;`;
const EARLIER_GRANTS = `grant select, insert, update, delete on all tables in schema public to app; grant select on all tables in schema public to report;`;
const ORGANIZATIONS = 'select count(*)::int as count from organizations';

describe.each<PostgresVersion>(['15', '18'])('on PostgreSQL %s', (version) => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres({ version });
    await runSql(server.url, LOGINS);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const urlOf = (database: string, login?: string): string => {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    if (login !== undefined) url.username = login;
    return url.href;
  };
  const count = async (database: string, login: string): Promise<unknown> =>
    (await runSql(urlOf(database, login), ORGANIZATIONS))[0]?.['count'];
  const sqlStateOf = async (url: string, sql: string): Promise<string> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const state = await client.query(sql).then(
      () => 'done',
      (error: unknown) => (error as { code: string }).code,
    );
    await client.end();
    return state;
  };

  it('an owner that may create no role migrates, and is told what an administrator runs', async () => {
    await runSql(server.url, 'create database kept owner keeper');
    await runSql(urlOf('kept'), 'alter schema public owner to keeper');
    const owner = urlOf('kept', 'keeper');
    await migrate({ url: owner });
    await runSql(owner, EARLIER_GRANTS);
    expect([await count('kept', 'app'), await count('kept', 'report')]).toEqual([1, 1]);
    const found = await findRoles({ url: owner });
    expect(found.problem).toContain('has no role everruns_request');
    expect(refuseRoles(found, 'auto')).toBeNull();
    expect(refuseRoles(found, 'required')).toContain('DATABASE_ROLES=required, but the database server has no role');
    expect(await runSql(owner, 'select count(*)::int as count from own_sessions')).toEqual([{ count: 0 }]);
    // A second start finds the same.
    await migrate({ url: owner });
    expect(await findRoles({ url: owner })).toEqual(found);
    for (const statement of found.statements) await runSql(server.url, statement);
    await migrate({ url: owner });
    for (const login of ['keeper', 'app'])
      expect(await findRoles({ url: urlOf('kept', login) })).toMatchObject({ problem: null });
  });

  it('logins of before see what they saw, and nobody else sees a row', async () => {
    expect([await count('kept', 'app'), await count('kept', 'report')]).toEqual([1, 1]);
    await runSql(urlOf('kept', 'keeper'), 'grant select on all tables in schema public to late');
    expect(await count('kept', 'late')).toBe(0);
    expect(await sqlStateOf(urlOf('kept', 'report'), 'set role everruns_request')).toBe('42501');
    const late = await findRoles({ url: urlOf('kept', 'late') });
    expect(refuseRoles(late, 'auto')).toContain(
      'would see no row of the database, because the login late may not act as',
    );
    // The owner keeps the tables in order although it may not let others in, and says who has to.
    await runSql(urlOf('kept', 'keeper'), 'revoke select on waits from everruns_engine');
    await migrate({ url: urlOf('kept', 'keeper') });
    expect(await findRoles({ url: urlOf('kept', 'app') })).toMatchObject({ problem: null });
    expect(describeRoles(late)).toContain('"grant everruns_request, everruns_engine, everruns_accounts to "late"');
  });

  it('a database that comes from another server, without rights and policies, is mended by the next migration', async () => {
    await runSql(server.url, 'create database restored');
    await migrate({ url: urlOf('restored') });
    await runSql(
      urlOf('restored'),
      `drop policy everruns_own on agents; alter table turns disable row level security; drop view own_waits;
       revoke all on all tables in schema public from everruns_request, everruns_engine, everruns_accounts;
       grant delete on organizations to everruns_request; alter view events set (security_invoker = false)`,
    );
    const broken = await findRoles({ url: urlOf('restored') });
    expect(broken.problem).toContain('are not those of this release');
    await migrate({ url: urlOf('restored') });
    expect(await findRoles({ url: urlOf('restored') })).toEqual({ problem: null, statements: [], seesAll: true });
  });

  it('a release leaves the rights of a newer one alone, and works as long as it has its own', async () => {
    await runSql(server.url, 'create database newer');
    const url = urlOf('newer');
    await migrate({ url });
    await runSql(
      url,
      `insert into schema_migrations (name, sha256) values ('9999_later.sql', 'x');
       create table later (n int); grant select on later to everruns_engine; grant select on outbox to everruns_accounts`,
    );
    expect(await migrate({ url })).toEqual([]);
    expect(await findRoles({ url })).toMatchObject({ problem: null });
    const granted = `select has_table_privilege('everruns_engine', 'later', 'select') as later, has_table_privilege('everruns_accounts', 'outbox', 'select') as outbox`;
    expect(await runSql(url, granted)).toEqual([{ later: true, outbox: true }]);
    await runSql(url, 'revoke select on waits from everruns_engine');
    expect((await findRoles({ url })).problem).toContain('grant select on waits to everruns_engine');
  });

  it('many databases of one server are migrated at the same moment', async () => {
    const names = Array.from({ length: 4 }, (_, n) => `many_${n}`);
    for (const name of names) await runSql(server.url, `create database ${name}`);
    await Promise.all(names.flatMap((name) => [migrate({ url: urlOf(name) }), migrate({ url: urlOf(name) })]));
    for (const name of names) expect(await findRoles({ url: urlOf(name) })).toMatchObject({ problem: null });
  });
});

it.each<PostgresVersion>(['15', '18'])(
  'the first login of a managed server, which is no superuser and may create roles, does all of it itself on PostgreSQL %s',
  async (version) => {
    await using server = await startPostgres({ version });
    await runSql(server.url, 'create role master login createrole createdb');
    await runSql(server.url, 'create database managed owner master');
    const url = (username: string) => Object.assign(new URL(server.url), { pathname: '/managed', username }).href;
    await migrate({ url: url('master') });
    expect(await findRoles({ url: url('master') })).toEqual({ problem: null, statements: [], seesAll: true });
    await runSql(
      url('master'),
      'create role platform login in role everruns_request, everruns_engine, everruns_accounts',
    );
    expect(await findRoles({ url: url('platform') })).toMatchObject({ problem: null });
    expect(await migrate({ url: url('platform') })).toEqual([]);
  },
);

it('several databases make the roles of a new server at the same moment', async () => {
  await using server = await startPostgres({ version: '18' });
  const names = Array.from({ length: 4 }, (_, n) => `new_${n}`);
  for (const name of names) await runSql(server.url, `create database ${name}`);
  const urls = names.map((name) => Object.assign(new URL(server.url), { pathname: `/${name}` }).href);
  await Promise.all(urls.map((url) => migrate({ url })));
  for (const url of urls) expect(await findRoles({ url })).toMatchObject({ problem: null });
});
