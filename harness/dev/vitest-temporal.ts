import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { startTemporalServer } from './temporal.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The `host:port` of a real Temporal server with the namespace `default`. */
    temporalAddress: string;
  }
}

/** Starts the Temporal server for the tests of the project `temporal`, on its own PostgreSQL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres({ version: '18' });
  const temporal = await startTemporalServer({ postgresUrl: postgres.url });
  project.provide('temporalAddress', temporal.address);
  return async () => {
    await temporal.stop();
    await postgres.stop();
  };
}
