import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CliError } from '../cli-error.ts';

const run = promisify(execFile);

/** The system account as which PostgreSQL runs. */
export interface OsUser {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. Returns the account `postgres` for root, created if missing, and null for any other user.
 */
export async function getPostgresUser(): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await findUser('postgres');
  if (known) return known;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch (error) {
    const raced = await findUser('postgres');
    if (raced) return raced;
    throw new CliError(
      `PostgreSQL does not run as root and the system account "postgres" could not be created (${firstLine(error)}): start as another user, or set DATABASE_URL.`,
    );
  }
  return getPostgresUser();
}

async function findUser(name: string): Promise<OsUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

function firstLine(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n').at(-1) ?? error.message) : String(error);
}
