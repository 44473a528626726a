import { resetPassword } from '@everruns/control-plane';
import { CliError } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';
import { withOperatorDatabase } from '../data-folder/operator-database.ts';

/**
 * Gives an account a new password, prints it, and ends its logins and, on demand, its API keys. It uses the
 * database at DATABASE_URL, while the platform may run, or else the data folder, on which no process may run.
 */
export async function resetUserPassword(
  env: Environment,
  { email, revokeApiKeys }: { email: string; revokeApiKeys: boolean },
  print: (line: string) => void,
): Promise<void> {
  if (env.AUTH_ADMIN_PASSWORD && env.AUTH_ADMIN_EMAIL?.toLowerCase() === email.toLowerCase()) {
    throw new CliError('AUTH_ADMIN_PASSWORD is the password of this account: change the setting, then restart.');
  }
  const { password, keptApiKeys } = await withOperatorDatabase(env, print, (databaseUrl) =>
    resetPassword({ databaseUrl, email, revokeApiKeys }),
  );
  print(
    `The new password of ${email} is ${password}\nEvery login of theirs has ended. They should change it once they have signed in.`,
  );
  if (keptApiKeys === 0) return;
  print(`They have API keys that still count (${keptApiKeys}). To end these too, run it again with --revoke-api-keys.`);
}
