import { sleep } from '@everruns/kernel';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { CliError } from '../cli-error.ts';
import type { PostgresInstallation } from './installation.ts';
import { commandAs } from './command-as.ts';
import { type OsUser, getPostgresUser } from './os-user.ts';
import { isAlive, isPostmasterOf, readPostmasterPid } from './postmaster-pid.ts';

const START_WITHIN_MS = 60_000;
const POLL_MS = 20;

export interface ServerOptions {
  installation: PostgresInstallation;
  /** The folder of `data/` and `postgres.log`. It is created if missing. */
  folder: string;
  /** Without a password, everybody on this machine may connect. */
  password?: string;
  /** Without a port, or with 0, any free port is used. */
  port?: number;
  /** The folder of Unix sockets. Without it the server listens on TCP on loopback only. */
  socketDir?: string;
  /** Settings of `postgresql.conf`. */
  settings?: Record<string, string>;
}

/** A PostgreSQL server that is a direct child of this process. */
export interface PostgresServer {
  url: string;
  pid: number;
  dataDir: string;
  /** Resolves when the process has ended for any reason. */
  exited: Promise<unknown>;
  /** Stops the server with a fast shutdown: open transactions are rolled back, and the data files are clean. */
  stop(): Promise<void>;
  /** Ends the server with SIGKILL. */
  kill(): Promise<void>;
}

/** Creates the cluster if there is none, stops a server that outlived its owner, and starts one. */
export async function startServer(options: ServerOptions): Promise<PostgresServer> {
  const user = await getPostgresUser();
  const dataDir = path.join(options.folder, 'data');
  if (!(await isCluster(dataDir))) await createCluster(dataDir, options, user);
  await stopOrphan(dataDir);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(dataDir, options, user);
    } catch (error) {
      // Another process may take the free port before the server listens. After kill -9 the last backends hold the shared memory
      // briefly.
      if (attempt === 100 || !(error instanceof LaunchError) || !error.isTransient) throw error;
      await sleep(POLL_MS * 5);
    }
  }
}

class LaunchError extends CliError {
  readonly isTransient: boolean;
  constructor(message: string, isTransient: boolean) {
    super(message);
    this.isTransient = isTransient;
  }
}

async function isCluster(dataDir: string): Promise<boolean> {
  return stat(path.join(dataDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

async function createCluster(dataDir: string, options: ServerOptions, user: OsUser | null): Promise<void> {
  // A folder without PG_VERSION was left by an interrupted initdb.
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (user) await chown(dataDir, user.uid, user.gid);
  const args = [
    `--pgdata=${dataDir}`,
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--lc-messages=C',
    '--no-sync',
  ];
  const passwordFile = path.join(options.folder, 'initdb-password');
  if (options.password === undefined) {
    args.push('--auth=trust');
  } else {
    await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
    if (user) await chown(passwordFile, user.uid, user.gid);
    args.push('--auth=scram-sha-256', `--pwfile=${passwordFile}`);
  }
  const initdb = path.join(options.installation.binDir, 'initdb');
  const command = commandAs(user, { program: initdb, args }, [options.folder]);
  try {
    await promisify(execFile)(command.program, command.args, {
      ...command.identity,
      env: postgresEnvironment(),
      cwd: '/',
    });
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    const stderr = String((error as { stderr?: unknown }).stderr ?? error).trim();
    throw new CliError(`PostgreSQL could not create its files in ${dataDir}: ${stderr}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function launch(dataDir: string, options: ServerOptions, user: OsUser | null): Promise<PostgresServer> {
  const port = options.port || (await findFreePort());
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: options.socketDir ?? '',
    ...options.settings,
  };
  const args = ['-D', dataDir, '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const postgres = path.join(options.installation.binDir, 'postgres');
  const command = commandAs(user, { program: postgres, args }, [options.folder]);
  const log = await open(path.join(options.folder, 'postgres.log'), 'w', 0o600);
  let child: ChildProcess;
  try {
    // The server is detached, so that Ctrl-C reaches only the owner, which stops the server last.
    child = spawn(command.program, command.args, {
      ...command.identity,
      env: postgresEnvironment(),
      cwd: '/',
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    });
  } finally {
    await log.close();
  }
  const exited = once(child, 'exit');
  exited.catch(() => undefined);
  const pid = await becomeReady(child, dataDir, options.folder);
  const credentials = options.password === undefined ? 'postgres' : `postgres:${encodeURIComponent(options.password)}`;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return {
    url: `postgresql://${credentials}@127.0.0.1:${port}/postgres`,
    pid,
    dataDir,
    exited,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
  };
}

async function becomeReady(child: ChildProcess, dataDir: string, folder: string): Promise<number> {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  for (let waitedMs = 0; waitedMs < START_WITHIN_MS; waitedMs += POLL_MS) {
    if (failure) throw new CliError(`PostgreSQL could not be started: ${failure.message}`);
    if (child.exitCode !== null || child.signalCode !== null) {
      const log = (await readFile(path.join(folder, 'postgres.log'), 'utf8')).trim();
      const isTransient = /pre-existing shared memory|Address already in use|lock file .* already exists/.test(log);
      throw new LaunchError(
        `PostgreSQL did not start in ${dataDir}: ${log.split('\n').slice(-3).join(' ')}`,
        isTransient,
      );
    }
    const state = await readPostmasterPid(dataDir);
    if (state?.isReady && state.pid === child.pid) return state.pid;
    await sleep(POLL_MS);
  }
  child.kill('SIGKILL');
  throw new CliError(`PostgreSQL did not become ready in ${START_WITHIN_MS / 1000} s; see ${folder}/postgres.log.`);
}

/** Shuts down a server whose owner was killed and that still runs on our files, so that the next server starts on clean files. */
export async function stopOrphan(dataDir: string): Promise<void> {
  const orphan = await readPostmasterPid(dataDir);
  if (!orphan || !(await isPostmasterOf(orphan.pid, dataDir))) return;
  process.kill(orphan.pid, 'SIGINT');
  for (let waitedMs = 0; isAlive(orphan.pid); waitedMs += POLL_MS) {
    if (waitedMs > START_WITHIN_MS) {
      throw new CliError(`PostgreSQL (process ${orphan.pid}) still runs on ${dataDir} and does not stop: end it.`);
    }
    await sleep(POLL_MS);
  }
}

function postgresEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new CliError('No free TCP port on 127.0.0.1.');
  return address.port;
}
