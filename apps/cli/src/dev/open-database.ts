import { messageOf } from '@everruns/kernel';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createDatabaseClient } from '@everruns/control-plane';
import { describeDatabaseUrl } from '@everruns/settings';
import type pg from 'pg';
import { CliError } from '../cli-error.ts';
import { type PostgresServer, findEmbeddedPostgres, startServer } from '../postgres/index.ts';

const OLDEST_VERSION = 150_000;

export interface DatabaseHandle extends AsyncDisposable {
  url: string;
  /** A description for people: the database and the place of its files. */
  description: string;
}

export interface EmbeddedOptions {
  folder: string;
  password: string;
  /** Called with a message when the server has ended unexpectedly, and when it cannot be started again. */
  onRestart: (message: string) => void;
}

/** Starts the embedded PostgreSQL on the data folder, and restarts it if it dies before this process ends. */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<DatabaseHandle> {
  const folder = path.join(options.folder, 'postgres');
  await mkdir(folder, { recursive: true });
  // If root starts the server, it runs as its own account, which must reach its files.
  await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  const installation = await findEmbeddedPostgres();
  const start = (port: number) =>
    startServer({ installation, folder, port, password: options.password, settings: { max_connections: '200' } });
  let server = await start(0);
  const port = Number(new URL(server.url).port);
  let isClosing = false;
  let restarting: Promise<void> = Promise.resolve();
  const watch = (watched: PostgresServer): void => {
    void watched.exited.then(() => {
      if (!isClosing) restarting = restart();
    });
  };
  const restart = async (): Promise<void> => {
    options.onRestart('PostgreSQL ended unexpectedly; starting it again.');
    try {
      server = await start(port);
      watch(server);
    } catch (error) {
      options.onRestart(`PostgreSQL could not be started again: ${messageOf(error)}`);
    }
  };
  watch(server);
  return {
    url: server.url,
    description: `embedded PostgreSQL, files in ${folder}`,
    async [Symbol.asyncDispose]() {
      isClosing = true;
      await restarting;
      await server.stop();
    },
  };
}

/** Checks that a database which the operator runs can be used. */
export async function openGivenDatabase(url: string): Promise<DatabaseHandle> {
  const version = await readServerVersion(url);
  if (version < OLDEST_VERSION) {
    const major = Math.floor(version / 10_000);
    throw new CliError(`DATABASE_URL leads to PostgreSQL ${major}: Everruns needs 15 or newer.`);
  }
  return {
    url,
    description: `PostgreSQL at ${describeDatabaseUrl(url)} (DATABASE_URL)`,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** Returns `server_version_num`: 150014 for 15.14. */
export async function readServerVersion(url: string): Promise<number> {
  let client: pg.Client;
  try {
    client = createDatabaseClient(url, { connectionTimeoutMillis: 5_000 });
    await client.connect();
  } catch (error) {
    throw new CliError(
      `The database at ${describeDatabaseUrl(url)} cannot be used (${describeFailure(error)}): correct DATABASE_URL, or unset it for an embedded PostgreSQL.`,
    );
  }
  try {
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    return Number(rows[0]?.version);
  } finally {
    await client.end();
  }
}

/** A refused dual-stack connection throws an AggregateError without a message. */
function describeFailure(error: unknown): string {
  const message = error instanceof AggregateError ? error.errors.map(messageOf).join(', ') : messageOf(error);
  return message || 'no answer';
}
