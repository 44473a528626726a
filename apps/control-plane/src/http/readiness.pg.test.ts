import { systemClock } from '@everruns/kernel';
import { createLogger } from '@everruns/log';
import { expect, it } from 'vitest';
import { healthRoutes } from './routes/health.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { createDependencies } from '../services/dependencies.ts';
import { openDatabase, runSql, type OpenDatabase } from '../db/database.ts';

const log = createLogger({ level: 'silent' });

/** Returns the answer of `/health/ready` for the database at this address. */
async function askReady(url: string): Promise<unknown> {
  const database = openDatabase({ url, size: 1, log });
  const dependencies = createDependencies({ database, clock: systemClock, log });
  const checkReady = () => dependencies.check();
  const routes = healthRoutes({ version: '0', authMode: 'none', runner: 'local', checkReady });
  const ready = routes.find(({ operationId }) => operationId === 'get_readiness');
  // The handler of this route reads nothing else of its request.
  const handle = ready?.handle as unknown as ((input: { address: string }) => Promise<unknown>) | undefined;
  try {
    return await handle?.({ address: '127.0.0.1' });
  } finally {
    await database.close();
  }
}

it('a replica is ready while its database takes writes, and says what is wrong with one that is read-only', async () => {
  await using database = await createTestDatabase();
  expect(await askReady(database.url)).toEqual({
    value: { status: 'ok', dependencies: [{ name: 'database', status: 'ok' }] },
  });
  const url = new URL(database.url);
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  await expect(askReady(url.href)).rejects.toMatchObject({
    code: 'unavailable',
    errors: [{ path: 'database', code: 'read_only' }],
    retryAfterMs: 1_000,
  });
});

it('a replica whose database is away is not ready, and tells nobody the address', async () => {
  const asked = askReady('postgres://nobody@127.0.0.1:1/secret');
  await expect(asked).rejects.toMatchObject({
    code: 'unavailable',
    errors: [{ path: 'database', code: 'unreachable' }],
    message: expect.not.stringContaining('127'),
  });
});

it('a write that found no room makes the replica unready', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = useDatabase(testDatabase.url);
  const dependencies = createDependencies({ database: database.opened, clock: systemClock, log });
  expect(await dependencies.check()).toEqual([{ name: 'database', status: 'ok' }]);
  const full = `do $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`;
  await expect(runSql(database.opened.db, full, [])).rejects.toMatchObject({ code: '53100' });
  await expect
    .poll(() => dependencies.check().catch(({ errors }) => errors))
    .toEqual([expect.objectContaining({ path: 'database', code: 'full' })]);
});

function useDatabase(url: string): AsyncDisposable & { opened: OpenDatabase } {
  const opened = openDatabase({ url, size: 1, log });
  return { opened, [Symbol.asyncDispose]: () => opened.close() };
}
