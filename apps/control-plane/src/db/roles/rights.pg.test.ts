import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { TENANT_TABLES } from '../tenant-guard.ts';
import { planRights } from './plan-rights.ts';
import { readRightsState, type TableState } from './rights-state.ts';
import { OWN_VIEWS, RIGHTS, ROLES } from './rights.ts';

/** Two organizations, each with a person who is a member of it alone. */
const OWN = { org: randomUUID(), user: randomUUID() };
const OTHER = { org: randomUUID(), user: randomUUID() };
const ADVICE =
  'Add it to RIGHTS in apps/control-plane/src/db/roles/rights.ts (apps/docs/how-to/add-a-table.md says what goes there).';

let database: TestDatabase;
let client: pg.Client;
let tables: TableState[];
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  tables = (await readRightsState(client))?.tables ?? [];
  await fillTables();
});
afterAll(async () => {
  await client.end();
  await database[Symbol.asyncDispose]();
});

const many = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await client.query<Record<string, unknown>>(sql, values)).rows;

/** A value of each type. What a column may hold besides is no matter here: the table has no constraint left. */
const VALUES: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  text: `gen_random_uuid()::text`,
  timestamptz: 'now()',
  bytea: `convert_to(gen_random_uuid()::text, 'UTF8')`,
  bool: 'false',
  json: `'{}'`,
  jsonb: `'{}'`,
  tsvector: `''`,
};

/** Gives each organization one row in every table that has rows of organizations. Superusers pass the policies. */
async function fillTables(): Promise<void> {
  for (const {
    sql,
  } of await many(`select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) as sql
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f')`))
    await client.query(String(sql));
  await client.query('truncate organizations');
  for (const table of tables.filter(({ isView, name }) => !isView && isOfTenants(name))) {
    const columns = await many(
      `select attname as name, typname as type from pg_attribute a join pg_type t on t.oid = a.atttypid
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''`,
      [table.name],
    );
    for (const each of [OWN, OTHER]) {
      const known: Record<string, string> = { org_id: each.org, user_id: each.user };
      if (table.name === 'organizations') known['id'] = each.org;
      if (table.name === 'users') known['id'] = each.user;
      const names = columns.map(({ name }) => String(name));
      const values = columns.map(({ name, type }) => {
        const value = known[String(name)];
        return value === undefined
          ? (VALUES[String(type)] ?? (String(type).startsWith('_') ? `'{}'` : '1'))
          : `'${value}'`;
      });
      await client.query(`insert into ${table.name} (${names.join()}) select ${values.join()}`);
    }
  }
}

const isOfTenants = (name: string): boolean => {
  const table = tables.find((each) => each.name === name);
  const rights = RIGHTS[name];
  return rights?.rows === undefined ? table?.columns.includes('org_id') === true : rights.rows !== null;
};

describe('the list of rights', () => {
  it('names every table and view', () => {
    const missing = tables.filter(({ name }) => RIGHTS[name] === undefined).map(({ name }) => name);
    expect(missing, ADVICE).toEqual([]);
    expect(Object.keys(RIGHTS).filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
  });

  it('has a policy for every table with organizations, and no view shows more than its reader may see', () => {
    const withOrg = tables.filter(({ columns }) => columns.includes('org_id'));
    const open = withOrg.filter(
      ({ name, isView, isInvoker, isGuarded, policies }) =>
        !(name in OWN_VIEWS) && (isView ? !isInvoker : !isGuarded || policies['everruns_own'] === undefined),
    );
    expect(
      open.map(({ name }) => name),
      `${ADVICE} A view needs with (security_invoker = true).`,
    ).toEqual([]);
    const known = new Set(withOrg.map(({ name }) => name));
    expect([...TENANT_TABLES].filter((name) => !known.has(name))).toEqual([]);
  });

  it('is what the database has, once it is migrated', async () => {
    const state = await readRightsState(client);
    expect(state === null ? null : planRights(state)).toEqual({ ofViews: [], ofRoles: [], ofTables: [] });
  });

  it('leaves the roles without a table and without a login', async () => {
    const roles = await many(
      `select rolname, rolcanlogin or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as may_more,
         (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = any($1) order by 1`,
      [[...ROLES]],
    );
    expect(roles).toEqual(ROLES.toSorted().map((rolname) => ({ rolname, may_more: false, owned: 0 })));
  });
});

describe('a request', () => {
  beforeEach(async () => {
    await client.query(
      `begin; select set_config('role', 'everruns_request', true), set_config('everruns.org_id', '${OWN.org}', true)`,
    );
  });
  afterEach(() => client.query('rollback'));

  /** What a statement does that has no condition, or the code of its error. */
  async function outcomeOf(sql: string): Promise<string> {
    await client.query('savepoint before');
    try {
      const { rowCount } = await client.query(sql);
      return `${rowCount} rows`;
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await client.query('rollback to savepoint before');
    }
  }

  const may = (name: string, privilege: string): 'all' | 'some' | 'none' => {
    const given = RIGHTS[name]?.request ?? '';
    if (new RegExp(`${privilege} \\(`).test(given)) return 'some';
    return given.includes(privilege) ? 'all' : 'none';
  };
  const DENIED = '42501';
  /** Views that show what their reader may see in the tables below them. */
  const READERS = ['events', 'log_chunks', 'recorded_events'];
  const tenantTables = Object.keys(RIGHTS).filter((name) => !(name in OWN_VIEWS) && !READERS.includes(name));

  it.each(tenantTables)(
    'sees and changes no row of another organization in %s, whatever it leaves out',
    async (name) => {
      if (!isOfTenants(name)) {
        expect(['none', 'some']).toContain(may(name, 'select'));
        for (const privilege of ['insert', 'update', 'delete']) expect(may(name, privilege)).toBe('none');
        return;
      }
      const columns = tables.find((table) => table.name === name)?.columns ?? [];
      const own = columns.includes('org_id') ? 'org_id' : 'id';
      expect(await outcomeOf(`select * from ${name}`)).toBe(may(name, 'select') === 'all' ? '1 rows' : DENIED);
      expect(await outcomeOf(`select count(*) from ${name}`)).toBe(may(name, 'select') === 'none' ? DENIED : '1 rows');
      const other = own === 'org_id' ? OTHER.org : name === 'users' ? OTHER.user : OTHER.org;
      if (may(name, 'select') === 'all')
        expect(await many(`select ${own} from ${name} where ${own} = '${other}'`)).toEqual([]);
      const isChanged = may(name, 'update') === 'all';
      expect(await outcomeOf(`update ${name} set ${own} = ${own}`)).toBe(isChanged ? '1 rows' : DENIED);
      expect(await outcomeOf(`update ${name} set ${own} = '${other}'`)).toBe(DENIED);
      expect(await outcomeOf(`delete from ${name}`)).toBe(may(name, 'delete') === 'all' ? '1 rows' : DENIED);
      if (may(name, 'insert') === 'none') return;
      await client.query('reset role');
      await client.query(
        `create temporary table foreign_row on commit drop as select * from ${name} where ${own} = '${other}'`,
      );
      await client.query(`grant select on foreign_row to everruns_request`);
      await client.query('set local role everruns_request');
      expect(await outcomeOf(`insert into ${name} overriding system value select * from foreign_row`)).toBe(DENIED);
    },
  );

  it.each(Object.entries(OWN_VIEWS))('finds its own rows alone in %s', async (view, table) => {
    expect(await many(`select org_id from ${view}`)).toEqual([{ org_id: OWN.org }]);
    await client.query('reset role');
    expect((await many(`select org_id from ${view}`)).length).toBe((await many(`select 1 from ${table}`)).length);
  });

  it('of no organization sees nothing', async () => {
    await client.query(`set local everruns.org_id = ''`);
    for (const name of tenantTables.filter((each) => isOfTenants(each) && may(each, 'select') !== 'none'))
      expect(await many(`select count(*)::int as count from ${name}`), name).toEqual([{ count: 0 }]);
  });

  it('never reads a hash of a password, a token or a key of another person', async () => {
    for (const sql of [
      'select password_hash from users',
      'select token_hash from auth_sessions',
      'select * from refresh_tokens',
      'select * from device_logins',
      'select use from processes',
    ])
      expect(await outcomeOf(sql), sql).toBe(DENIED);
  });
});

describe('the engine and the keeper of accounts', () => {
  const PEOPLE = [
    'users',
    'user_identities',
    'memberships',
    'invitations',
    'auth_sessions',
    'refresh_tokens',
    'api_keys',
    'device_logins',
    'audit_log',
    'organizations',
    'rate_limits',
  ];
  const WORK = ['sessions', 'turns', 'event_chunks', 'events', 'session_files', 'secrets', 'mcp_connections', 'agents'];

  it.each([
    ...PEOPLE.map((name) => ({ role: 'everruns_engine', name })),
    ...WORK.map((name) => ({ role: 'everruns_accounts', name })),
  ])('$role has nothing to do with $name', async ({ role, name }) => {
    await client.query(`begin; set local role ${role}`);
    try {
      await expect(client.query(`select 1 from ${name} limit 1`)).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.query('rollback');
    }
  });
});
