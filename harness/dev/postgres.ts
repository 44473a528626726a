import { access, chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findEmbeddedPostgres, startServer } from '@everruns/cli/postgres';
import { copyCluster } from './cluster-template.ts';

export type PostgresVersion = '15' | '18';

export interface StartPostgresOptions {
  /** 18 is the embedded one from npm, 15 is Debian's. */
  version: PostgresVersion;
  /** Kept when given; else a temporary folder that `stop` deletes. */
  dataDir?: string;
  /** 0 or absent: any free port, the same one after `restart`. */
  port?: number;
  /** `postgresql.conf` settings, such as `{ fsync: 'on' }` for the tests that pull the plug. */
  settings?: Record<string, string>;
}

export interface TestPostgres extends AsyncDisposable {
  /** Loopback TCP, superuser, database `postgres`. The same for the whole life. */
  readonly url: string;
  /** Of the postmaster; another one after `restart`. */
  readonly pid: number;
  readonly dataDir: string;
  /** `kill -9`: what was not committed is gone, what was committed is there after `restart`. */
  kill(): Promise<void>;
  /** Starts again on the same data and port, after `kill` or instead of it (then with a fast shutdown). */
  restart(): Promise<void>;
  /** Ends the server and deletes a temporary folder. */
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL as a direct child of this process, open to everybody on loopback. */
export async function startPostgres(options: StartPostgresOptions): Promise<TestPostgres> {
  const installation = await findPostgres(options.version);
  const settings = { max_connections: '300', fsync: 'off', ...options.settings };
  const folder = options.dataDir ?? (await mkdtemp(path.join(await temporaryParent(settings.fsync), 'everruns-pg-')));
  // The server's account has to reach its data below ours.
  if (options.dataDir === undefined) {
    await chmod(folder, 0o777);
    await copyCluster(installation, path.join(folder, 'data'));
  }
  const start = (port: number) => startServer({ installation, folder, port, settings, socketDir: folder });
  let server = await start(options.port ?? 0);
  const { url } = server;
  const port = Number(new URL(url).port);
  const killAtExit = (): void => {
    try {
      process.kill(server.pid, 'SIGKILL');
    } catch {
      // It ended before us.
    }
  };
  process.once('exit', killAtExit);
  let isRunning = true;
  const stop = async (): Promise<void> => {
    process.off('exit', killAtExit);
    if (isRunning) await server.stop();
    isRunning = false;
    if (options.dataDir === undefined) await rm(folder, { recursive: true, force: true });
  };
  return {
    url,
    get pid() {
      return server.pid;
    },
    dataDir: server.dataDir,
    async kill() {
      isRunning = false;
      await server.kill();
    },
    async restart() {
      if (isRunning) await server.stop();
      server = await start(port);
      isRunning = true;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Where the programs of a version are; throws a sentence when they are not on this machine. */
export async function findPostgres(version: PostgresVersion): ReturnType<typeof findEmbeddedPostgres> {
  if (version === '18') return findEmbeddedPostgres();
  const binDir = `/usr/lib/postgresql/${version}/bin`;
  try {
    await access(path.join(binDir, 'postgres'));
  } catch {
    throw new Error(`PostgreSQL ${version} is not in ${binDir}: apt-get install postgresql-${version}.`);
  }
  return { binDir };
}

const MEMORY_FOLDER = '/dev/shm';
const MEMORY_BYTES = 2 * 1024 ** 3;

/** A server that need not sync lies in memory where there is room: a database is copied there in a tenth of the time. */
async function temporaryParent(fsync: string): Promise<string> {
  if (fsync !== 'off') return tmpdir();
  try {
    const { bavail, bsize } = await statfs(MEMORY_FOLDER);
    return bavail * bsize >= MEMORY_BYTES ? MEMORY_FOLDER : tmpdir();
  } catch {
    return tmpdir(); // macOS has none.
  }
}
