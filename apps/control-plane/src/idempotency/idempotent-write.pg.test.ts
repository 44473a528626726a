import { DEFAULT_ORGANIZATION_ID } from '@everruns/schemas';
import { createLogger } from '@everruns/log';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, runSql, type Database, type OpenDatabase, type Tx } from '../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { idempotentStatement, idempotentWrite, type IdempotentRequest } from './idempotent-write.ts';
import { insertStoredAnswer } from './stored-answer.ts';
import { EVERY_SUBJECT } from '../kernel/subject-reach.ts';

let testDatabase: TestDatabase;
let opened: OpenDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  opened = openDatabase({ url: testDatabase.url, size: 4, log: createLogger({ level: 'silent' }) });
  await runSql(opened.db, 'create table done (n int)', []);
});
afterAll(async () => {
  await opened.close();
  await testDatabase[Symbol.asyncDispose]();
});
beforeEach(async () => void (await runSql(opened.db, 'truncate done', [])));

const ctx = { org_id: DEFAULT_ORGANIZATION_ID, principal: 'p', subjects: EVERY_SUBJECT, request_id: 'r' };
const keyed = (key: string, fingerprint = 'f'): IdempotentRequest => ({
  ctx,
  idempotency: { scope: 'p POST /things', key, fingerprint },
  status: 201,
});
const count = async (): Promise<number> => (await runSql(opened.db, 'select from done', [])).length;
const write = (answer: string) => async (tx: Tx) => {
  await runSql(tx, 'insert into done values (1)', []);
  return answer;
};

/** Returns the same database, except that its first COMMIT succeeds and its answer is lost. */
function loseFirstCommit(db: Database): Database {
  let isLost = false;
  const transaction = () => ({
    execute: async (work: (tx: Tx) => Promise<unknown>) => {
      const result = await db.transaction().execute(work);
      if (isLost) return result;
      isLost = true;
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    },
  });
  return new Proxy(db, { get: (target, name) => (name === 'transaction' ? transaction : Reflect.get(target, name)) });
}

describe('an idempotent write', () => {
  it('finds its own answer when the connection was lost during COMMIT, and does the work once', async () => {
    const done = await idempotentWrite(loseFirstCommit(opened.db), keyed('lost'), write('one'));
    expect([done.answer, await count()]).toEqual(['one', 1]);
  });

  it('waits for a twin before it does any work, and answers what that stored', async () => {
    const { promise: isWritten, resolve: goOn } = Promise.withResolvers<void>();
    const first = idempotentWrite(opened.db, keyed('twin'), async (tx) => {
      await isWritten;
      return write('one')(tx);
    });
    const second = idempotentWrite(opened.db, keyed('twin'), write('two'));
    goOn();
    const both = await Promise.all([first, second]);
    expect(new Set(both.map(({ answer }) => answer)).size).toBe(1);
    expect(both.filter(({ isReplayed }) => isReplayed)).toHaveLength(1);
    expect(await count()).toBe(1);
  });

  it('leaves its key free when the work fails, and refuses the key of another request', async () => {
    const failing = idempotentWrite(opened.db, keyed('free'), () => Promise.reject(new Error('no room')));
    await expect(failing).rejects.toThrow('no room');
    expect(await idempotentWrite(opened.db, keyed('free'), write('one'))).toEqual({ answer: 'one', isReplayed: false });
    const other = idempotentWrite(opened.db, keyed('free', 'g'), write('two'));
    await expect(other).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(await count()).toBe(1);
  });
});

describe('a write of one statement', () => {
  it('answers what an earlier one stored, whatever it fails with', async () => {
    const store = {
      answer: 'one',
      write: async (row: Parameters<typeof insertStoredAnswer>[1] | null) => {
        if (row !== null) await insertStoredAnswer(opened.db, row);
      },
    };
    expect(await idempotentStatement(opened.db, keyed('statement'), store)).toEqual({
      answer: 'one',
      isReplayed: false,
    });
    const again = { answer: 'two', write: () => Promise.reject(new Error('no room')) };
    expect(await idempotentStatement(opened.db, keyed('statement'), again)).toEqual({
      answer: 'one',
      isReplayed: true,
    });
    await expect(idempotentStatement(opened.db, keyed('another'), again)).rejects.toThrow('no room');
  });
});
