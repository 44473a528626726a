import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { queryPostgres } from '../../dev/query-postgres.ts';
import type { Topology } from '../topology.ts';
import { like, type Ground } from './drill.ts';
import { temporalOf } from './kills.ts';
import { strikeDrill, timed } from './strike-drill.ts';

/** Debian's, of the same release as the server: `pg_dump` reads no newer one. */
const PROGRAMS = '/usr/lib/postgresql/15/bin';
const run = promisify(execFile);

export const dumpAndRestore = strikeDrill({
  name: 'dump-and-restore',
  says: 'everything is killed in the middle of turns, dumped, and restored into a new database beside a new, empty Temporal',
  prepare: preparePrograms,
  boundMs: (awayMs) => awayMs + 20_000,
  async strike(topology) {
    const awayMs = await timed(() => moveHouse(topology));
    return { says: 'dumped and restored', awayMs };
  },
});

/** A cluster whose PostgreSQL is of the release of the programs. */
export async function preparePrograms(): Promise<Ground | null> {
  if (!existsSync(`${PROGRAMS}/pg_dump`)) {
    console.log(`There is no ${PROGRAMS}/pg_dump: apt-get install postgresql-15.`);
    return null;
  }
  return like({ postgres: '15' });
}

async function moveHouse(topology: Topology): Promise<void> {
  await stopAll(topology);
  await using dump = await dumpDatabase(topology);
  await temporalOf(topology).wipe();
  await dump.restore();
  await startAll(topology);
}

export async function stopAll({ controlPlanes, workers }: Topology): Promise<void> {
  await Promise.all([...controlPlanes, ...workers].map((process) => process.kill()));
}

export async function startAll({ controlPlanes, workers }: Topology): Promise<void> {
  await Promise.all(controlPlanes.map((process) => process.start()));
  await Promise.all(workers.map((process) => process.start()));
}

export interface Dump extends AsyncDisposable {
  /** Puts a new database with what was dumped in the place of the one that is there. */
  restore(): Promise<void>;
}

export async function dumpDatabase({ postgres }: Topology): Promise<Dump> {
  const folder = await mkdtemp(path.join(tmpdir(), 'everruns-dump-'));
  const file = path.join(folder, 'everruns.dump');
  await run(`${PROGRAMS}/pg_dump`, ['--format=custom', `--file=${file}`, postgres.url]);
  return {
    async restore() {
      const elsewhere = new URL('/template1', postgres.url).href;
      await queryPostgres(elsewhere, 'drop database postgres with (force)');
      await queryPostgres(elsewhere, 'create database postgres');
      await run(`${PROGRAMS}/pg_restore`, ['--no-owner', `--dbname=${postgres.url}`, file]);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
