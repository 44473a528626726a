import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type WorkflowBundleOption, bundleWorkflowCode } from '@temporalio/worker';

const WORKFLOWS = fileURLToPath(new URL('../workflow/index.ts', import.meta.url));
const CACHE = fileURLToPath(new URL('../../dist', import.meta.url));

export interface BundleOptions {
  /** The folder of the bundles. Default: `dist` of this package. */
  cacheDir?: string;
}

/**
 * Returns the workflow code as one script. It is read from `dist` if it was built from the same sources, or else built now (3 s) and
 * kept there. A folder that cannot be written only costs the next start these seconds.
 */
export async function loadWorkflowBundle({ cacheDir = CACHE }: BundleOptions = {}): Promise<WorkflowBundleOption> {
  const file = path.join(cacheDir, `workflow-${await hashSources()}.cjs`);
  const cached = await readFile(file, 'utf8').catch(() => undefined);
  if (cached !== undefined) return { code: cached };
  const { code } = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: silentLogger });
  await keep(file, code).catch(() => {});
  return { code };
}

/** Everything that the bundle contains: our workflow, the loop, the contract, and the SDK by its version. */
async function hashSources(): Promise<string> {
  const folders = [path.dirname(WORKFLOWS), path.dirname(fileURLToPath(import.meta.resolve('@everruns/core/turn')))];
  const files = [fileURLToPath(import.meta.resolve('@everruns/internal-protocol/workflow-contract'))];
  for (const folder of folders) {
    for (const name of await readdir(folder)) if (!name.includes('.test.')) files.push(path.join(folder, name));
  }
  const hash = createHash('sha256').update(import.meta.resolve('@temporalio/workflow'));
  for (const file of files.toSorted()) hash.update(`${path.basename(file)}\0`).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

/** Writes the file atomically, because several workers may start at once. */
async function keep(file: string, code: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, code);
  await rename(draft, file);
}

const ignore = (): void => {};
const silentLogger = { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
