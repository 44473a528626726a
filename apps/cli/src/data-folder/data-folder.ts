import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CliError, errnoCode } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';

/** `EVERRUNS_DATA_DIR`, or `.everruns` in the working folder. `npm start` passes the clone as the working folder. */
export function dataFolderOf(env: Environment): string {
  return path.resolve(env.EVERRUNS_DATA_DIR || '.everruns');
}

/** Creates the folder, closed to other users, and checks that it can be written. */
export async function openDataFolder(folder: string): Promise<void> {
  const probe = path.join(folder, `.write-${process.pid}`);
  try {
    await mkdir(path.dirname(folder), { recursive: true });
    await makeFolder(folder);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new CliError(
      `The data folder ${folder} cannot be written (${errnoCode(error) ?? 'unknown'}): set EVERRUNS_DATA_DIR to a folder that can.`,
    );
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    // If root starts PostgreSQL, the server's own account must pass through the folder. No other account can list it.
    await mkdir(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  } catch (error) {
    if (errnoCode(error) !== 'EEXIST') throw error;
  }
}
