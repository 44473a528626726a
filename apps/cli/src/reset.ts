import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from './cli-error.ts';
import type { Environment } from './config/env.ts';
import { dataFolderOf } from './data-folder/data-folder.ts';
import { refuseLiving } from './data-folder/instance.ts';
import { secretsFile } from './data-folder/secrets.ts';
import { stopOrphan } from './postgres/index.ts';

export interface ResetTerminal {
  print: (line: string) => void;
  /** Asks the person, and answers whether to go on. */
  ask: (question: string) => Promise<boolean>;
}

/**
 * Shows the content of the data folder, and deletes it if the person agrees. Refuses while Everruns runs on it, and
 * refuses a folder that Everruns did not create.
 */
export async function reset(env: Environment, { print, ask }: ResetTerminal): Promise<void> {
  const folder = dataFolderOf(env);
  const entries = await readdir(folder).catch(() => null);
  if (entries === null || entries.length === 0) {
    print(`Nothing to reset: there is no data in ${folder}.`);
    return;
  }
  await refuseLiving(folder);
  const isOurs = await stat(secretsFile(folder)).then(
    () => true,
    () => false,
  );
  if (!isOurs) {
    throw new CliError(`${folder} is not a data folder of Everruns: set EVERRUNS_DATA_DIR to the one to delete.`);
  }
  print(`In ${folder}: ${entries.toSorted().join(', ')} (every agent, session and stored key).`);
  if (!(await ask(`Delete all of ${folder}?`))) return print('Nothing was deleted.');
  await stopOrphan(path.join(folder, 'postgres', 'data'));
  await rm(folder, { recursive: true, force: true });
  print('Done. The next start begins with an empty database.');
}
