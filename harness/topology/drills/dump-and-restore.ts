import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { queryPostgres } from '../../dev/query-postgres.ts';
import type { Topology } from '../topology.ts';
import type { Ground } from './drill.ts';
import { temporalOf } from './kills.ts';
import { strikeDrill, timed } from './strike-drill.ts';

/** Debian's, of the same release as the server: `pg_dump` reads no newer one. */
const PROGRAMS = '/usr/lib/postgresql/15/bin';
const run = promisify(execFile);

export const dumpAndRestore = strikeDrill({
  name: 'dump-and-restore',
  says: 'everything is killed in the middle of turns, dumped, and restored into a new database beside a new, empty Temporal',
  async prepare(): Promise<Ground | null> {
    if (!existsSync(`${PROGRAMS}/pg_dump`)) {
      console.log(`There is no ${PROGRAMS}/pg_dump: apt-get install postgresql-15.`);
      return null;
    }
    return { options: { postgres: '15' }, [Symbol.asyncDispose]: async () => undefined };
  },
  boundMs: (awayMs) => awayMs + 20_000,
  async strike(topology) {
    const awayMs = await timed(() => moveHouse(topology));
    return { says: 'dumped and restored', awayMs };
  },
});

async function moveHouse(topology: Topology): Promise<void> {
  const { controlPlanes, workers, postgres } = topology;
  const processes = [...controlPlanes, ...workers];
  await Promise.all(processes.map((process) => process.kill()));
  const folder = await mkdtemp(path.join(tmpdir(), 'everruns-dump-'));
  const file = path.join(folder, 'everruns.dump');
  try {
    await run(`${PROGRAMS}/pg_dump`, ['--format=custom', `--file=${file}`, postgres.url]);
    await temporalOf(topology).wipe();
    const elsewhere = new URL('/template1', postgres.url).href;
    await queryPostgres(elsewhere, 'drop database postgres with (force)');
    await queryPostgres(elsewhere, 'create database postgres');
    await run(`${PROGRAMS}/pg_restore`, ['--no-owner', `--dbname=${postgres.url}`, file]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await Promise.all(controlPlanes.map((process) => process.start()));
  await Promise.all(workers.map((process) => process.start()));
}
