import { createLogger } from '@everruns/log';
import { expect, it } from 'vitest';
import { healthRoutes } from './routes/health.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { assertWritable } from '../db/assert-writable.ts';
import { openDatabase } from '../db/database.ts';

const log = createLogger({ level: 'silent' });

/** Returns the answer of `/health/ready` for the database at this address. */
async function askReady(url: string): Promise<unknown> {
  const database = openDatabase({ url, size: 1, log });
  const checkReady = () => assertWritable(database.db);
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
  expect(await askReady(database.url)).toEqual({ value: { status: 'ok' } });
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
    errors: [],
    message: expect.not.stringContaining('127'),
  });
});
