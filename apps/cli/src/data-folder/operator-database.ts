import type { Environment } from '../config/env.ts';
import { openEmbeddedDatabase } from '../dev/open-database.ts';
import { dataFolderOf, openDataFolder } from './data-folder.ts';
import { claimFolder } from './instance.ts';
import { loadSecrets } from './secrets.ts';

/**
 * Runs an operator's command on the database at DATABASE_URL, while the platform may run. Without
 * DATABASE_URL it uses the data folder's embedded database, on which no other process may run.
 */
export async function withOperatorDatabase<T>(
  env: Environment,
  print: (line: string) => void,
  command: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  if (env.DATABASE_URL) return command(env.DATABASE_URL);
  const folder = dataFolderOf(env);
  await openDataFolder(folder);
  await using cleanup = new AsyncDisposableStack();
  const claim = await claimFolder(folder);
  cleanup.defer(() => claim.release());
  const { postgres_password: password } = await loadSecrets(folder);
  const database = cleanup.use(await openEmbeddedDatabase({ folder, password, onRestart: print }));
  // The promise is awaited here, because the database is stopped when this function returns.
  return await command(database.url);
}
