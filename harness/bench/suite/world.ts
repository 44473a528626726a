import { startPostgres, type TestPostgres } from '../../dev/postgres.ts';
import { startLoadGenerator, type LoadGenerator } from '../load/load-generator.ts';

/** What the benchmarks share: one PostgreSQL that syncs, one load generator, one number of rounds. */
export interface World extends AsyncDisposable {
  postgres: TestPostgres;
  play: { load: LoadGenerator; postgresPid: number; rounds: number };
}

export async function openWorld(rounds: number): Promise<World> {
  const postgres = await startPostgres({ version: '18', settings: { fsync: 'on', synchronous_commit: 'on' } });
  const load = startLoadGenerator();
  return {
    postgres,
    play: { load, postgresPid: postgres.pid, rounds },
    async [Symbol.asyncDispose]() {
      load[Symbol.dispose]();
      await postgres.stop();
    },
  };
}
