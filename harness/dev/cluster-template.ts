import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '@everruns/cli/postgres';

const CACHE = path.resolve(import.meta.dirname, '../../node_modules/.cache/postgres-clusters');
const MIGRATIONS = path.resolve(import.meta.dirname, '../../migrations');

type Installation = Parameters<typeof startServer>[0]['installation'];

/** `empty` is what `initdb` makes; the database `postgres` of a `migrated` one has the schema of this checkout. */
export type ClusterContent = 'empty' | 'migrated';

/**
 * Copies the files of a cluster into `dataDir`, from a template that was made once for these binaries and migrations. A copy
 * takes a tenth of the time, and a run of all tests starts about a hundred servers.
 */
export async function copyCluster(
  installation: Installation,
  { dataDir, content }: { dataDir: string; content: ClusterContent },
): Promise<void> {
  const ofBinaries = hashOf(installation.binDir);
  const template = path.join(CACHE, content === 'empty' ? ofBinaries : `${ofBinaries}-${await hashMigrations()}`);
  if (!(await isThere(template))) await makeTemplate(installation, { template, content });
  await copyTree(template, dataDir);
}

async function hashMigrations(): Promise<string> {
  const names = (await readdir(MIGRATIONS)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(path.join(MIGRATIONS, name), 'utf8')));
  return hashOf(JSON.stringify([names, texts]));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function makeTemplate(
  installation: Installation,
  { template, content }: { template: string; content: ClusterContent },
): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  // When this runs as root, the server runs under its own account, which may not have access to the cache.
  const folder = await mkdtemp(path.join(tmpdir(), 'everruns-cluster-'));
  const copy = `${template}-${path.basename(folder)}`;
  try {
    await chmod(folder, 0o777);
    const server = await startServer({ installation, folder, port: 0, socketDir: folder, settings: {} });
    if (content === 'migrated') await (await import('@everruns/control-plane')).migrate({ url: server.url });
    await server.stop();
    await copyTree(server.dataDir, copy);
    await rename(copy, template);
    if (content === 'migrated') await removeOlder(template);
  } catch (error) {
    // Another process was faster, and its template is equivalent.
    if (!(await isThere(template))) throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(copy, { recursive: true, force: true });
  }
}

/** Removes the templates of other migrations for the same binaries. */
async function removeOlder(template: string): Promise<void> {
  const [ofBinaries = ''] = path.basename(template).split('-');
  const others = (await readdir(CACHE)).filter(
    (name) => name.startsWith(`${ofBinaries}-`) && !name.startsWith(path.basename(template)),
  );
  await Promise.all(others.map((name) => rm(path.join(CACHE, name), { recursive: true, force: true })));
}

/** Copies owners and modes too, because PostgreSQL requires them. */
async function copyTree(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to]);
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
