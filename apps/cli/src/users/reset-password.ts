import { resetPassword } from '@everruns/control-plane';
import { CliError } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';
import { dataFolderOf, openDataFolder } from '../data-folder/data-folder.ts';
import { claimFolder } from '../data-folder/instance.ts';
import { loadSecrets } from '../data-folder/secrets.ts';
import { openEmbeddedDatabase } from '../dev/open-database.ts';

/**
 * Gives an account a new password, prints it, and ends the account's logins: at DATABASE_URL, while the platform runs; else in the
 * data folder, on which nothing may run.
 */
export async function resetUserPassword(env: Environment, email: string, print: (line: string) => void): Promise<void> {
  if (env.AUTH_ADMIN_PASSWORD && env.AUTH_ADMIN_EMAIL?.toLowerCase() === email.toLowerCase()) {
    throw new CliError('AUTH_ADMIN_PASSWORD is the password of this account: change the setting, then restart.');
  }
  const password = env.DATABASE_URL
    ? await resetPassword({ databaseUrl: env.DATABASE_URL, email })
    : await resetInDataFolder(env, email, print);
  print(
    `The new password of ${email} is ${password}\nEvery login of theirs has ended. They should change it once they have signed in.`,
  );
}

async function resetInDataFolder(env: Environment, email: string, print: (line: string) => void): Promise<string> {
  const folder = dataFolderOf(env);
  await openDataFolder(folder);
  await using cleanup = new AsyncDisposableStack();
  const claim = await claimFolder(folder);
  cleanup.defer(() => claim.release());
  const { postgres_password: password } = await loadSecrets(folder);
  const database = cleanup.use(await openEmbeddedDatabase({ folder, password, onRestart: print }));
  return resetPassword({ databaseUrl: database.url, email });
}
