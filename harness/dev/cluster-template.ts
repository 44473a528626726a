import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '@everruns/cli/postgres';

const CACHE = path.resolve(import.meta.dirname, '../../node_modules/.cache/postgres-clusters');

type Installation = Parameters<typeof startServer>[0]['installation'];

/**
 * Copies the files of a new cluster into `dataDir`, from a template that `initdb` made once for these binaries. A copy
 * takes a tenth of the time, and a run of all tests starts about fifty servers.
 */
export async function copyCluster(installation: Installation, dataDir: string): Promise<void> {
  const template = path.join(CACHE, createHash('sha256').update(installation.binDir).digest('hex').slice(0, 16));
  if (!(await isThere(template))) await makeTemplate(installation, template);
  await copyTree(template, dataDir);
}

async function makeTemplate(installation: Installation, template: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  // When this runs as root, the server runs under its own account, which may not have access to the cache.
  const folder = await mkdtemp(path.join(tmpdir(), 'everruns-cluster-'));
  const copy = `${template}-${path.basename(folder)}`;
  try {
    await chmod(folder, 0o777);
    const server = await startServer({ installation, folder, port: 0, socketDir: folder, settings: {} });
    await server.stop();
    await copyTree(server.dataDir, copy);
    await rename(copy, template);
  } catch (error) {
    // Another process was faster, and its template is equivalent.
    if (!(await isThere(template))) throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(copy, { recursive: true, force: true });
  }
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
