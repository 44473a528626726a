import type { TestProject } from 'vitest/node';
import { type TestPostgres, startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser on a fresh server; tests take databases of their own from `createTestDatabase()`. */
    postgresUrl: string;
  }
}

/** Starts the server that the project `postgres` tests against: `EVERRUNS_TEST_POSTGRES` is 15 or 18 (default). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}

/** For a test that needs a server for itself, because it counts what the server does. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const wanted = process.env.EVERRUNS_TEST_POSTGRES;
  if (wanted === '15' || wanted === '18') return startPostgres({ version: wanted });
  if (wanted !== undefined) throw new Error(`EVERRUNS_TEST_POSTGRES is ${wanted}: it must be 15 or 18.`);
  try {
    return await startPostgres({ version: '18' });
  } catch (error) {
    console.warn(`PostgreSQL 18 cannot be started, testing on 15: ${String(error)}`);
    return startPostgres({ version: '15' });
  }
}
