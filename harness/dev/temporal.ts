import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from './free-ports.ts';
import { ensureTemporalServer, type TemporalServerSource } from './temporal-binaries.ts';
import { renderTemporalConfig, type TemporalDatabases } from './temporal-config.ts';
import { registerDefaultNamespace } from './temporal-namespace.ts';
import { dropTemporalDatabases, prepareTemporalDatabases } from './temporal-schema.ts';

export interface TemporalServer {
  /** The `host:port` of the frontend, which a restart does not change. */
  address: string;
  /** The pid of the process; undefined while it is down and for a server that another program runs. */
  readonly pid: number | undefined;
  logFile: string;
  /** Kills it with `kill -9`. */
  kill(): Promise<void>;
  /** Restarts the same server on the same history, after `kill` or instead of it. */
  restart(): Promise<void>;
  /** Deletes the whole history, as if the database were lost, and starts again. */
  wipe(): Promise<void>;
  /** Ends the process and deletes its databases and files. */
  stop(): Promise<void>;
}

export interface StartTemporalOptions {
  /** The URL of a PostgreSQL server on which databases may be created. */
  postgresUrl: string;
  /** The prefix of the two databases; servers that share a PostgreSQL need different ones. */
  name?: string;
  source?: TemporalServerSource;
}

/** Starts a Temporal server and resolves when the namespace `default` can be used. */
export async function startTemporalServer(options: StartTemporalOptions): Promise<TemporalServer> {
  const source = options.source ?? (await ensureTemporalServer());
  if (source.kind === 'address') return adoptServer(source.address);
  const server = await createLauncher(source, options);
  await server.restart();
  return server;
}

async function createLauncher(
  source: Exclude<TemporalServerSource, { kind: 'address' }>,
  options: StartTemporalOptions,
): Promise<TemporalServer> {
  const folder = await mkdtemp(join(tmpdir(), 'everruns-temporal-'));
  const logFile = join(folder, 'server.log');
  const store = source.kind === 'server' ? createSqlStore(source, options, folder) : createCliStore(source, folder);
  const ports = await findFreePorts(8);
  const address = `127.0.0.1:${ports[0]}`;
  let child: ChildProcess | undefined;

  const end = async (signal: NodeJS.Signals) => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    running.kill(signal);
    await exited;
  };
  const start = async () => {
    const { command, args } = await store.prepare(ports);
    child = spawnLogged(command, args, logFile);
    await waitUntilReady(child, address, logFile);
  };
  const killWithParent = () => child?.kill('SIGKILL');
  process.on('exit', killWithParent);

  return {
    address,
    logFile,
    get pid() {
      return child?.pid;
    },
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL');
      await start();
    },
    async wipe() {
      await end('SIGKILL');
      await store.drop();
      await start();
    },
    async stop() {
      process.off('exit', killWithParent);
      await end('SIGKILL');
      await store.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function spawnLogged(command: string, args: string[], logFile: string): ChildProcess {
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}

async function waitUntilReady(child: ChildProcess, address: string, logFile: string): Promise<void> {
  const over = new AbortController();
  const died = once(child, 'exit', { signal: over.signal }).then(() => {
    throw new Error(`The Temporal server ended while starting: see ${logFile}`);
  });
  await Promise.race([registerDefaultNamespace(address, over.signal), died]).finally(() => {
    died.catch(() => {});
    over.abort();
  });
}

interface HistoryStore {
  /** Prepares the store and returns the command that starts the server on it. */
  prepare(ports: number[]): Promise<{ command: string; args: string[] }>;
  drop(): Promise<void>;
}

function createSqlStore(
  source: Extract<TemporalServerSource, { kind: 'server' }>,
  options: StartTemporalOptions,
  folder: string,
): HistoryStore {
  const name = options.name ?? 'temporal';
  const databases: TemporalDatabases = {
    postgresUrl: options.postgresUrl,
    defaultName: name,
    visibilityName: `${name}_visibility`,
  };
  return {
    async prepare(ports) {
      await prepareTemporalDatabases(source.sql, databases);
      const file = join(folder, 'server.yaml');
      await writeFile(file, renderTemporalConfig(databases, ports), { mode: 0o600 });
      return { command: source.server, args: ['--config-file', file, '--allow-no-auth', 'start'] };
    },
    drop: () => dropTemporalDatabases(databases),
  };
}

function createCliStore(source: Extract<TemporalServerSource, { kind: 'cli' }>, folder: string): HistoryStore {
  const file = join(folder, 'history.sqlite');
  return {
    async prepare(ports) {
      const listen = ['--ip', '127.0.0.1', '--port', String(ports[0]), '--headless'];
      return { command: source.path, args: ['server', 'start-dev', ...listen, '--db-filename', file] };
    },
    drop: () => rm(file, { force: true }),
  };
}

async function adoptServer(address: string): Promise<TemporalServer> {
  await registerDefaultNamespace(address);
  const refuse = async (): Promise<void> => {
    throw new Error('TEMPORAL_ADDRESS names a server that is not ours to stop');
  };
  return { address, pid: undefined, logFile: '', kill: refuse, restart: refuse, wipe: refuse, stop: async () => {} };
}
