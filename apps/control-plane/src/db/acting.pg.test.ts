import { DEFAULT_ORGANIZATION_ID, OrganizationId } from '@everruns/schemas';
import pg from 'pg';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actAsAccounts, actAsOrganization } from '../kernel/acting.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { BECOME } from './pipelined-driver.ts';
import { openDatabase, runLastSql, runSql, type Database, type OpenDatabase, type Tx } from './database.ts';

const OTHER = OrganizationId.parse(v7());
const WHO = `select current_user::text as role, current_setting('everruns.org_id', true) as org`;
/** As a function of a repository that forgets whose rows it is asked for. */
const forgetful = (db: Database | Tx) => runSql<{ org_id: string }>(db, 'select org_id from agents', []);

let database: TestDatabase;
/** With one connection, so that every statement follows one in another name. */
let opened: OpenDatabase;
let statements: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  opened = openDatabase({
    url: database.url,
    size: 1,
    hasRoles: true,
    log: pino({ level: 'silent' }),
    onStatement: (sql) => statements.push(sql),
  });
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(`insert into organizations (id, name) values ('${OTHER}', 'other')`);
  for (const org of [DEFAULT_ORGANIZATION_ID, OTHER])
    await owner.query(
      `insert into agents (org_id, id, name, system_prompt, capabilities, tools, limits, busy_policy)
       values ($1, gen_random_uuid(), 'a', 'b', '[]', '[]', '{}', 'queue')`,
      [org],
    );
  await owner.end();
});
afterAll(async () => {
  await opened.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(() => {
  statements = [];
});

const asOwn = <T>(work: () => T): T => actAsOrganization(DEFAULT_ORGANIZATION_ID, work);
const asOther = <T>(work: () => T): T => actAsOrganization(OTHER, work);
const orgs = (rows: { org_id: string }[]) => rows.map(({ org_id }) => org_id).toSorted();

describe('a statement of a request', () => {
  it('that forgets its organization returns nothing foreign, alone and in a transaction', async () => {
    expect(orgs(await asOwn(() => forgetful(opened.db)))).toEqual([DEFAULT_ORGANIZATION_ID]);
    expect(orgs(await asOther(() => opened.db.transaction().execute(forgetful)))).toEqual([OTHER]);
    expect(orgs(await forgetful(opened.forAll))).toEqual([DEFAULT_ORGANIZATION_ID, OTHER].toSorted());
  });

  it('changes and writes nothing foreign either', async () => {
    const rename = () => runSql(opened.db, `update agents set name = 'c' returning org_id`, []);
    expect(await asOwn(rename)).toEqual([{ org_id: DEFAULT_ORGANIZATION_ID }]);
    const move = () => runSql(opened.db, 'update agents set org_id = $1', [OTHER]);
    await expect(asOwn(move)).rejects.toMatchObject({ code: '42501' });
  });

  it('runs in the name in which it was asked for, whoever else shares the connection meanwhile', async () => {
    const asked = Array.from({ length: 60 }, (_, n) => {
      if (n % 4 === 0) return runSql(opened.forAll, WHO, []);
      if (n % 4 === 1) return actAsAccounts(() => runSql(opened.db, WHO, []));
      const org = n % 4 === 2 ? DEFAULT_ORGANIZATION_ID : OTHER;
      return actAsOrganization(org, () => opened.db.transaction().execute((tx) => runLastSql(tx, WHO, [])));
    });
    const found = (await Promise.all(asked)).flat();
    expect(found).toEqual(
      Array.from({ length: 60 }, (_, n) => {
        if (n % 4 === 0) return { role: 'everruns_engine', org: '' };
        if (n % 4 === 1) return { role: 'everruns_accounts', org: '' };
        return { role: 'everruns_request', org: n % 4 === 2 ? DEFAULT_ORGANIZATION_ID : OTHER };
      }),
    );
  });

  it('is counted with the change of the role that travels ahead of it, where there is one', async () => {
    await asOwn(() => forgetful(opened.db));
    statements = [];
    await asOwn(() => forgetful(opened.db));
    expect(statements).toEqual(['select org_id from agents']);
    statements = [];
    await asOther(() => opened.db.transaction().execute((tx) => runLastSql(tx, 'select 1', [])));
    expect(statements).toEqual(['begin', BECOME, 'select 1', 'commit']);
  });

  it('keeps its name when the transaction before was rolled back', async () => {
    const failing = () =>
      opened.db.transaction().execute(async (tx) => {
        await forgetful(tx);
        throw new Error('changed my mind');
      });
    await expect(asOther(failing)).rejects.toThrow('changed my mind');
    expect(orgs(await asOther(() => forgetful(opened.db)))).toEqual([OTHER]);
    await expect(asOwn(failing)).rejects.toThrow('changed my mind');
    expect(orgs(await forgetful(opened.forAll))).toHaveLength(2);
  });

  it('is refused where nobody is known to ask', async () => {
    await expect(forgetful(opened.db)).rejects.toThrow('not known to belong to anybody');
  });

  it('takes values as values, whatever they look like', async () => {
    for (const text of [
      `'; reset role; --`,
      `'; set role everruns_engine; --`,
      `') , set_config('everruns.org_id', '${OTHER}', false) --`,
    ]) {
      expect(await asOwn(() => runSql(opened.db, 'select $1::text as text', [text]))).toEqual([{ text }]);
      expect(orgs(await asOwn(() => forgetful(opened.db)))).toEqual([DEFAULT_ORGANIZATION_ID]);
    }
  });
});

describe('a role that cannot be taken', () => {
  it('gives nobody the rows of a statement, and takes the connection with it', async () => {
    await using own = await createTestDatabase();
    const admin = new pg.Client({ connectionString: own.url });
    await admin.connect();
    const login = `login_${v7().replaceAll('-', '')}`;
    await admin.query(`create role ${login} login; grant everruns_engine, everruns_request to ${login}`);
    const url = new URL(own.url);
    url.username = login;
    const limited = openDatabase({ url: url.href, size: 1, hasRoles: true, log: pino({ level: 'silent' }) });
    try {
      await forgetful(limited.forAll);
      await admin.query(`revoke everruns_request from ${login}`);
      await expect(asOwn(() => forgetful(limited.db))).rejects.toMatchObject({ code: '42501' });
      await expect(asOwn(() => limited.db.transaction().execute(forgetful))).rejects.toMatchObject({ code: '42501' });
      expect(await forgetful(limited.forAll)).toEqual([]);
      await admin.query(`grant everruns_request to ${login}`);
      expect(await asOwn(() => runSql(limited.db, WHO, []))).toMatchObject([{ role: 'everruns_request' }]);
    } finally {
      await limited.close();
      await admin.query(`drop role ${login}`);
      await admin.end();
    }
  });
});
