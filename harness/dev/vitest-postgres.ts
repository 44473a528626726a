import type { TestProject } from 'vitest/node';
import { type TestPostgres, startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of a superuser on a fresh server; tests create their own databases with `createTestDatabase()`. */
    postgresUrl: string;
  }
}

/** Starts the server for the tests of the project `postgres`; `EVERRUNS_TEST_POSTGRES` is 15 or 18 (default). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}

/** Starts a server for one test, which needs its own because it counts what the server does. */
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
