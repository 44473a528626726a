import { execFile } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startPostgres, type PostgresVersion, type TestPostgres } from './postgres.ts';
import { queryPostgres } from './query-postgres.ts';

export interface Standby extends TestPostgres {
  /** Makes it a primary; resolves when it takes writes. */
  promote(): Promise<void>;
}

const NAME = 'standby';

/**
 * Starts a streaming standby of a primary of this version. From then on the primary's commits wait until the standby has them, so that a
 * failover loses nothing that was answered.
 */
export async function startStandby(primary: TestPostgres, version: PostgresVersion): Promise<Standby> {
  const folder = await mkdtemp(path.join(tmpdir(), 'everruns-standby-'));
  const dataDir = path.join(folder, 'data');
  await chmod(folder, 0o777);
  await copyRunning(primary, dataDir);
  const standby = await startPostgres({ version, dataDir: folder });
  const { url } = primary;
  await queryPostgres(url, `alter system set synchronous_standby_names = '${NAME}'`);
  await queryPostgres(url, 'select pg_reload_conf()');
  await untilStreaming(url);
  const stop = async (): Promise<void> => {
    await standby.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    url: standby.url,
    dataDir: standby.dataDir,
    get pid() {
      return standby.pid;
    },
    kill: () => standby.kill(),
    restart: () => standby.restart(),
    async promote() {
      await queryPostgres(standby.url, 'select pg_promote(true)');
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** What `pg_basebackup` does, which the embedded version does not have. */
async function copyRunning(primary: TestPostgres, dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('standby', true)`);
    await promisify(execFile)('cp', ['-a', primary.dataDir, dataDir]);
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    await rm(path.join(dataDir, 'postmaster.pid'), { force: true });
    const { port } = new URL(primary.url);
    const source = `host=127.0.0.1 port=${port} user=postgres application_name=${NAME}`;
    await writeOwned(dataDir, 'backup_label', rows[0]?.labelfile ?? '');
    await writeOwned(dataDir, 'standby.signal', '');
    await writeOwned(dataDir, 'postgresql.auto.conf', `primary_conninfo = '${source}'\n`);
    // Segments that were written while the files were copied.
    await cp(path.join(primary.dataDir, 'pg_wal'), path.join(dataDir, 'pg_wal'), { recursive: true, force: true });
    await promisify(execFile)('chown', ['-R', `--reference=${dataDir}`, path.join(dataDir, 'pg_wal')]);
  } finally {
    await client.end();
  }
}

/** The server's account reads it. */
async function writeOwned(dataDir: string, name: string, text: string): Promise<void> {
  const file = path.join(dataDir, name);
  await writeFile(file, text, { mode: 0o600 });
  const { uid, gid } = await stat(dataDir);
  await chown(file, uid, gid);
}

async function untilStreaming(url: string): Promise<void> {
  const sql = `select count(*)::int as count from pg_stat_replication where sync_state = 'sync'`;
  for (let tries = 0; tries < 600; tries += 1) {
    const [row] = await queryPostgres<{ count: number }>(url, sql, []);
    if (row?.count === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The standby did not begin to stream.');
}
