import { startPostgres, type TestPostgres } from '../../dev/postgres.ts';
import type { Figure } from '../growth/figure.ts';
import { startLoadGenerator, type LoadGenerator } from '../load/load-generator.ts';

export interface WorldOptions {
  /** The number of rounds of each measurement that alternates. */
  rounds: number;
  /** The duration of the soak. */
  minutes: number;
}

/** What the benchmarks share: one PostgreSQL with fsync, one load generator, one number of rounds. */
export interface World extends AsyncDisposable {
  postgres: TestPostgres;
  play: { load: LoadGenerator; postgresPid: number; rounds: number };
  minutes: number;
  /** The slopes that benchmarks have measured, to be drawn. */
  figures: Figure[];
}

export async function openWorld({ rounds, minutes }: WorldOptions): Promise<World> {
  const settings = { fsync: 'on', synchronous_commit: 'on', track_commit_timestamp: 'on' };
  const postgres = await startPostgres({ version: '18', settings });
  const load = startLoadGenerator();
  return {
    postgres,
    play: { load, postgresPid: postgres.pid, rounds },
    minutes,
    figures: [],
    async [Symbol.asyncDispose]() {
      load[Symbol.dispose]();
      await postgres.stop();
    },
  };
}
