import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { openDatabase, runLastSql, runSql, type OpenDatabase } from './database.ts';

let database: TestDatabase;
let opened: OpenDatabase;
let statements: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  statements = [];
  opened = openDatabase({
    url: database.url,
    size: 1,
    log: pino({ level: 'silent' }),
    onStatement: (sql) => statements.push(sql),
  });
  await runSql(opened.db, 'create table numbers (n int unique)', []);
  statements = [];
});
afterEach(async () => {
  await opened.close();
  await database[Symbol.asyncDispose]();
});

const readNumbers = async (): Promise<number[]> =>
  (await runSql<{ n: number }>(opened.db, 'select n from numbers order by n', [])).map(({ n }) => n);

const insert = 'insert into numbers values ($1)';

it('a transaction whose last statement carries COMMIT is committed', async () => {
  await opened.db.transaction().execute(async (tx) => {
    await runSql(tx, insert, [1]);
    await runLastSql(tx, insert, [2]);
  });
  expect(await readNumbers()).toEqual([1, 2]);
});

it('a last statement that fails takes everything back and throws its own error', async () => {
  const work = opened.db.transaction().execute(async (tx) => {
    await runSql(tx, insert, [1]);
    await runLastSql(tx, insert, [1]);
  });
  await expect(work).rejects.toMatchObject({ code: '23505' });
  expect(await readNumbers()).toEqual([]);
});

it('a transaction that fails before its first statement leaves the connection fit for the next', async () => {
  const failing = opened.db.transaction().execute(() => Promise.reject(new Error('changed my mind')));
  await expect(failing).rejects.toThrow('changed my mind');
  await opened.db.transaction().execute((tx) => runLastSql(tx, insert, [3]));
  expect(await readNumbers()).toEqual([3]);
});

it('a first statement that fails rolls back, and the next transaction is its own', async () => {
  await expect(opened.db.transaction().execute((tx) => runSql(tx, 'select 1 / $1::int', [0]))).rejects.toMatchObject({
    code: '22012',
  });
  await opened.db.transaction().execute((tx) => runSql(tx, insert, [4]));
  expect(await readNumbers()).toEqual([4]);
});

it('each transaction sends BEGIN and COMMIT once each', async () => {
  await opened.db.transaction().execute((tx) => runLastSql(tx, insert, [5]));
  await opened.db.transaction().execute((tx) => runSql(tx, insert, [6]));
  expect(statements.map((sql) => sql.split(' ')[0])).toEqual([
    'begin',
    'insert',
    'commit',
    'begin',
    'insert',
    'commit',
  ]);
});
