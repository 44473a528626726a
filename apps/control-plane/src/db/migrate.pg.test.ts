import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, createTestDatabase } from '../testing/test-database.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  await withClient(async (client) => {
    await client.query('drop schema public cascade; create schema public');
  });
});
afterEach(async () => {
  await database[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

async function withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('migrate', () => {
  it('applies what is missing, in order, once', async () => {
    await writeFile(path.join(directory, '0002_b.sql'), 'insert into a values (2)');
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int); insert into a values (1)');
    expect(await migrate({ url: database.url, directory })).toEqual(['0001_a.sql', '0002_b.sql']);
    await writeFile(path.join(directory, '0003_c.sql'), 'insert into a values (3)');
    expect(await migrate({ url: database.url, directory })).toEqual(['0003_c.sql']);
    const { rows } = await withClient((client) => client.query('select n from a order by n'));
    expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('applies each migration once when several processes start together', async () => {
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate({ url: database.url, directory })));
    expect(applied.flat()).toEqual(['0001_a.sql']);
  });

  it('waits for a table that others hold, then says what to do, and changes nothing', async () => {
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
    await migrate({ url: database.url, directory });
    await writeFile(path.join(directory, '0002_b.sql'), 'alter table a add column m int');
    await withClient(async (reader) => {
      await reader.query('begin; select from a');
      const held = migrate({ url: database.url, directory, patience: { lockTimeoutMs: 50, tries: 2, pauseMs: 10 } });
      await expect(held).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('end long') });
      const patient = migrate({
        url: database.url,
        directory,
        patience: { lockTimeoutMs: 50, tries: 50, pauseMs: 50 },
      });
      await reader.query('commit');
      expect(await patient).toEqual(['0002_b.sql']);
    });
  });

  describe('an index of a table in use', () => {
    const OUTSIDE = `-- Outside a transaction.
drop index concurrently if exists a_by_n;
create unique index concurrently a_by_n on a (n);
`;
    const query = (sql: string) => withClient((client) => client.query(sql));
    const isValid = async () =>
      (await query(`select indisvalid as is_valid from pg_index where indexrelid = to_regclass('a_by_n')`)).rows;

    beforeEach(async () => {
      await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
      await migrate({ url: database.url, directory });
      await writeFile(path.join(directory, '0002_b.sql'), OUTSIDE);
      await writeFile(path.join(directory, '0003_c.sql'), 'alter table a add column m int');
    });

    it('is made beside those who write, between two transactions', async () => {
      await withClient(async (writer) => {
        await writer.query('begin; insert into a values (1)');
        const migrating = migrate({ url: database.url, directory });
        // It waits for the transaction that was open before it, and another writer does not wait behind it.
        const waits = `select from pg_stat_activity where query like 'create unique index concurrently%' and wait_event_type = 'Lock'`;
        await expect.poll(async () => (await query(waits)).rowCount).toBe(1);
        await query(`set lock_timeout = '1s'; insert into a values (2)`);
        await writer.query('commit');
        expect(await migrating).toEqual(['0002_b.sql', '0003_c.sql']);
      });
      expect(await isValid()).toEqual([{ is_valid: true }]);
    });

    it('is made by one of several processes, for which the others wait', async () => {
      const applied = await Promise.all([1, 2, 3, 4].map(() => migrate({ url: database.url, directory })));
      expect(applied.flat()).toEqual(['0002_b.sql', '0003_c.sql']);
    });

    it('that could not be made is made anew by the next try', async () => {
      await query('insert into a values (1), (1)');
      await expect(migrate({ url: database.url, directory })).rejects.toThrow('could not create unique index');
      expect(await isValid()).toEqual([{ is_valid: false }]);
      await query('truncate a');
      expect(await migrate({ url: database.url, directory })).toEqual(['0002_b.sql', '0003_c.sql']);
      expect(await isValid()).toEqual([{ is_valid: true }]);
    });

    it('of a new database belongs to the one transaction of all', async () => {
      await query('drop schema public cascade; create schema public');
      await writeFile(path.join(directory, '0003_c.sql'), 'create table a (n int)');
      await expect(migrate({ url: database.url, directory })).rejects.toThrow('already exists');
      expect((await query(`select from pg_tables where schemaname = 'public'`)).rowCount).toBe(0);
    });
  });

  it('leaves nothing behind when a migration fails', async () => {
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
    await writeFile(path.join(directory, '0002_b.sql'), 'create table a (n int)');
    await expect(migrate({ url: database.url, directory })).rejects.toThrow('already exists');
    const { rows } = await withClient((client) => client.query("select from pg_tables where schemaname = 'public'"));
    expect(rows).toEqual([]);
  });

  it('only checks where it is told so', async () => {
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
    const check = () => migrate({ url: database.url, directory, only: 'check' });
    await expect(check()).rejects.toThrow('lacks 1 migrations of this release, 0001_a.sql first');
    await migrate({ url: database.url, directory });
    expect(await check()).toEqual([]);
  });

  describe('as a role that owns nothing', () => {
    const role = 'no_ddl';
    const asRole = () => {
      const url = new URL(database.url);
      url.username = role;
      url.password = 'x';
      return url.href;
    };
    const grant = (sql: string) => withClient((client) => client.query(sql));
    beforeEach(() => grant(`create role ${role} login password 'x'; grant usage on schema public to ${role}`));
    afterEach(() => grant(`drop owned by ${role}; drop role ${role}`));
    const sentence = new RegExp(
      `^The role ${role} may not bring the database to the schema of this release \\(0002_b\\.sql\\): run "everruns migrate"`,
    );

    it('starts over a finished schema, and says in one sentence who must mend an older or an empty one', async () => {
      await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
      await migrate({ url: database.url, directory });
      const rights = `grant select, insert, update, delete on all tables in schema public to ${role}`;
      await grant(rights);
      expect(await migrate({ url: asRole(), directory })).toEqual([]);
      await writeFile(path.join(directory, '0002_b.sql'), 'alter table a add column m int');
      await expect(migrate({ url: asRole(), directory })).rejects.toThrow(sentence);
      await grant(`revoke all on all tables in schema public from ${role}`);
      await expect(migrate({ url: asRole(), directory })).rejects.toThrow(sentence);
      await grant('drop table schema_migrations');
      await expect(migrate({ url: asRole(), directory })).rejects.toThrow(sentence);
    });
  });

  it('says that a standby takes no writes', async () => {
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
    const url = new URL(database.url);
    url.searchParams.set('options', '-c default_transaction_read_only=on');
    await expect(migrate({ url: url.href, directory })).rejects.toThrow('The database takes no writes');
  });

  it('starts on the schema of a newer release, and says so', async () => {
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
    await writeFile(path.join(directory, '0002_b.sql'), '-- Needs 0001.\nalter table a drop column n');
    await migrate({ url: database.url, directory });
    await rm(path.join(directory, '0002_b.sql'));
    const newer: string[][] = [];
    const onNewer = (names: string[]) => void newer.push(names);
    for (const only of ['auto', 'check'] as const)
      expect(await migrate({ url: database.url, directory, only, onNewer })).toEqual([]);
    expect(newer).toEqual([['0002_b.sql'], ['0002_b.sql']]);
  });

  it('is told by release 0.1.0 what is applied, and adds to its table', async () => {
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
    await migrate({ url: database.url, directory });
    await withClient((client) => client.query('alter table schema_migrations drop column needs'));
    await writeFile(path.join(directory, '0002_b.sql'), '-- Outside a transaction.\n-- Needs 0001.\n');
    expect(await migrate({ url: database.url, directory })).toEqual(['0002_b.sql']);
    const { rows } = await withClient((client) =>
      client.query('select name, needs from schema_migrations order by name'),
    );
    expect(rows).toEqual([
      { name: '0001_a.sql', needs: null },
      { name: '0002_b.sql', needs: '0001' },
    ]);
  });

  it('notes where release 0.1.0 looks only what that release knows or cannot live with', async () => {
    const names = ['0006_fallback_model.sql', '0007_a.sql', '0008_b.sql', '0009_c.sql'] as const;
    await writeFile(path.join(directory, names[0]), 'create table a (n int)');
    await writeFile(path.join(directory, names[1]), 'create table b (n int)');
    await migrate({ url: database.url, directory });
    // As a version between two releases has noted it.
    await withClient((client) =>
      client.query('insert into schema_migrations select * from later_migrations; delete from later_migrations'),
    );
    await writeFile(path.join(directory, names[2]), 'create table c (n int)');
    await writeFile(path.join(directory, names[3]), '-- Needs 0008.\ndrop table a');
    expect(await migrate({ url: database.url, directory })).toEqual(names.slice(2));
    expect(await migrate({ url: database.url, directory })).toEqual([]);
    const noted = (table: string) =>
      withClient(async (client) => (await client.query<{ name: string }>(`select name from ${table} order by 1`)).rows);
    expect(await noted('schema_migrations')).toEqual([{ name: names[0] }, { name: names[3] }]);
    expect(await noted('later_migrations')).toEqual([{ name: names[1] }, { name: names[2] }]);
  });

  it('refuses a database of a newer release with which it cannot live, in one sentence', async () => {
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
    await writeFile(path.join(directory, '0002_b.sql'), '-- Needs 0002.\nalter table a drop column n');
    await migrate({ url: database.url, directory });
    await rm(path.join(directory, '0002_b.sql'));
    await expect(migrate({ url: database.url, directory })).rejects.toThrow(
      'The database has the schema of a newer release (0002_b.sql): start that release, or set DATABASE_URL or EVERRUNS_DATA_DIR to another database.',
    );
  });

  it('refuses a released migration that was edited', async () => {
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n int)');
    await migrate({ url: database.url, directory });
    await writeFile(path.join(directory, '0001_a.sql'), 'create table a (n bigint)');
    await expect(migrate({ url: database.url, directory })).rejects.toThrow(
      'The migration 0001_a.sql is not the one that this database was made with',
    );
  });

  it('creates the schema of this release in an empty database', async () => {
    expect(await migrate({ url: database.url })).toContain('0001_initial.sql');
  });
});
