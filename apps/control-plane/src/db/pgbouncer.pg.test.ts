import { pino } from 'pino';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrganizationId } from '@everruns/schemas';
import { actAsOrganization } from '../kernel/acting.ts';
import { PGBOUNCER, startPgBouncer } from '../testing/pgbouncer.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { openDatabase, runLastSql, runSql, type OpenDatabase } from './database.ts';
import { inTransaction } from './transaction.ts';

// PgBouncer is not part of the product: `apt-get install pgbouncer` runs these tests.
const title = PGBOUNCER === undefined ? 'skipped, because PgBouncer is not installed' : 'PgBouncer in transaction mode';

describe.skipIf(PGBOUNCER === undefined)(title, () => {
  let postgres: TestDatabase;
  let pooler: Awaited<ReturnType<typeof startPgBouncer>>;
  let database: OpenDatabase;
  beforeAll(async () => {
    postgres = await createTestDatabase();
    pooler = await startPgBouncer(postgres.url, 2);
    database = openDatabase({ url: pooler.url, size: 6, isPooled: true, log: pino({ level: 'silent' }) });
  });
  afterAll(async () => {
    await database.close();
    await pooler[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  });

  it('runs statements with values and transactions of many clients on two connections', async () => {
    const { db, commits } = database;
    const asked = Array.from({ length: 60 }, async (_, n) => {
      if (n % 3 === 0) return (await runSql<{ n: number }>(commits, 'select $1::int as n', [n]))[0]?.n;
      if (n % 3 === 1) return (await runSql<{ n: number }>(db, 'select $1::int as n, 1 as m', [n]))[0]?.n;
      return inTransaction(db, async (tx) => {
        await runSql(tx, 'select $1::text', ['first']);
        return (await runLastSql<{ n: number }>(tx, 'select $1::int as n', [n]))[0]?.n;
      });
    });
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });

  it('has the settings of each pool in every statement', async () => {
    const read = `select current_setting('lock_timeout') as lock, current_setting('jit') as jit where $1::int = 1`;
    expect(await runSql(database.db, read, [1])).toEqual([{ lock: '2s', jit: 'off' }]);
    expect(await runSql(database.commits, read, [1])).toEqual([{ lock: '100ms', jit: 'off' }]);
    const inside = await inTransaction(database.db, (tx) => runSql(tx, read, [1]));
    expect(inside).toEqual([{ lock: '2s', jit: 'off' }]);
  });

  it('runs each statement and transaction in the role of its caller, and leaves none behind', async () => {
    const roles = { url: pooler.url, size: 6, isPooled: true, hasRoles: true, log: pino({ level: 'silent' }) };
    const open = openDatabase(roles);
    const who = `select current_user::text || ' ' || current_setting('everruns.org_id', true) as who where $1::int = 1`;
    const orgs = [v7(), v7()].map((id) => OrganizationId.parse(id));
    const asked = orgs.flatMap((org) => [
      actAsOrganization(org, () => runSql(open.db, who, [1])),
      actAsOrganization(org, () => inTransaction(open.db, (tx) => runSql(tx, who, [1]))),
      runSql(open.commits, who, [1]),
    ]);
    const expected = orgs.flatMap((org) => [`everruns_request ${org}`, `everruns_request ${org}`, 'everruns_engine ']);
    expect((await Promise.all(asked)).flat()).toEqual(expected.map((text) => ({ who: text })));
    await open.close();
    const login = new URL(postgres.url).username;
    expect(await runSql(database.db, 'select current_user::text as role where $1::int = 1', [1])).toEqual([
      { role: login },
    ]);
  });

  it('tells the error of a statement, and goes on', async () => {
    await expect(runSql(database.db, 'select 1 / $1::int', [0])).rejects.toThrow('division by zero');
    await expect(inTransaction(database.db, (tx) => runSql(tx, 'select 1 / $1::int', [0]))).rejects.toThrow('zero');
    expect(await runSql(database.db, 'select $1::int as n', [1])).toEqual([{ n: 1 }]);
  });
});
