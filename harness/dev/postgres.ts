import { access, chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findEmbeddedPostgres, startServer } from '@everruns/cli/postgres';
import { type ClusterContent, copyCluster } from './cluster-template.ts';
import { findFreePorts } from './free-ports.ts';

export type PostgresVersion = '15' | '18';

export interface StartPostgresOptions {
  /** 18 is the embedded version from npm; 15 is Debian's. */
  version: PostgresVersion;
  /** An existing folder is kept; without one, `stop` deletes the temporary folder. */
  dataDir?: string;
  /** What a temporary folder begins with. Default: `empty`. */
  content?: ClusterContent;
  /** Without one, a port that is reserved for this process, so that nothing takes it during a `restart`. */
  port?: number;
  /** `postgresql.conf` settings, such as `{ fsync: 'on' }` for tests that simulate a power failure. */
  settings?: Record<string, string>;
}

export interface TestPostgres extends AsyncDisposable {
  /** The URL on loopback TCP, with a superuser and the database `postgres`. It never changes. */
  readonly url: string;
  /** The pid of the postmaster, which changes at `restart`. */
  readonly pid: number;
  readonly dataDir: string;
  /** Kills it with `kill -9`: uncommitted data is lost, and committed data is there after `restart`. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port, after `kill` or instead of it (then after a fast shutdown). */
  restart(): Promise<void>;
  /** Ends the server and deletes a temporary folder. */
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL as a direct child of this process, with access for everybody on loopback. */
export async function startPostgres(options: StartPostgresOptions): Promise<TestPostgres> {
  const installation = await findPostgres(options.version);
  const settings = { max_connections: '300', fsync: 'off', ...options.settings };
  const folder = options.dataDir ?? (await mkdtemp(path.join(await temporaryParent(settings.fsync), 'everruns-pg-')));
  // The server's account must reach its data below our folder.
  if (options.dataDir === undefined) {
    await chmod(folder, 0o777);
    await copyCluster(installation, { dataDir: path.join(folder, 'data'), content: options.content ?? 'empty' });
  }
  const start = (port: number) => startServer({ installation, folder, port, settings, socketDir: folder });
  const [reserved = 0] = await findFreePorts(1);
  const port = options.port ?? reserved;
  let server = await start(port);
  const { url } = server;
  const killAtExit = (): void => {
    try {
      process.kill(server.pid, 'SIGKILL');
    } catch {
      // The server ended first.
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

/** Returns where the binaries of a version are; throws a sentence if they are not on this machine. */
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

/** A server without fsync is kept in memory if there is space, because a database is copied there in a tenth of the time. */
async function temporaryParent(fsync: string): Promise<string> {
  if (fsync !== 'off') return tmpdir();
  try {
    const { bavail, bsize } = await statfs(MEMORY_FOLDER);
    return bavail * bsize >= MEMORY_BYTES ? MEMORY_FOLDER : tmpdir();
  } catch {
    return tmpdir(); // macOS has no /dev/shm.
  }
}
