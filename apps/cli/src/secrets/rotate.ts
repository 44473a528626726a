import { migrate, parseConfig, rotateSecrets } from '@everruns/control-plane';
import { CliError } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';
import { dataFolderOf, openDataFolder } from '../data-folder/data-folder.ts';
import { claimFolder } from '../data-folder/instance.ts';
import { loadSecrets, newEncryptionKey, saveSecrets, type Secrets } from '../data-folder/secrets.ts';
import { openEmbeddedDatabase, openGivenDatabase } from '../dev/open-database.ts';

type Print = (line: string) => void;

/**
 * Changes the key that wraps every stored secret. With SECRETS_ENCRYPTION_KEY it changes to that key,
 * while the platform may run. Otherwise it makes a new key in the data folder, on which no process may
 * run. An interrupted rotation continues at the next run.
 */
export async function rotate(env: Environment, print: Print): Promise<void> {
  if (env.SECRETS_ENCRYPTION_KEY) await rotateConfigured(env, print);
  else await rotateDataFolder(env, print);
}

async function rotateConfigured(env: Environment, print: Print): Promise<void> {
  if (!env.SECRETS_ENCRYPTION_KEY_PREVIOUS) {
    throw new CliError(
      'SECRETS_ENCRYPTION_KEY_PREVIOUS is not set: set it to the key before, and SECRETS_ENCRYPTION_KEY to the new one.',
    );
  }
  const { wrapped } = await rewrap(env);
  print(
    `Wrapped ${wrapped} stored secrets with SECRETS_ENCRYPTION_KEY. When every replica runs with it for a day, SECRETS_ENCRYPTION_KEY_PREVIOUS can go.`,
  );
}

async function rotateDataFolder(env: Environment, print: Print): Promise<void> {
  const folder = dataFolderOf(env);
  await openDataFolder(folder);
  await using cleanup = new AsyncDisposableStack();
  const claim = await claimFolder(folder);
  cleanup.defer(() => claim.release());
  const { secrets_encryption_key_previous: previous, ...secrets } = await beginRotation(folder);
  const database = cleanup.use(
    env.DATABASE_URL
      ? await openGivenDatabase(env.DATABASE_URL)
      : await openEmbeddedDatabase({ folder, password: secrets.postgres_password, onRestart: print }),
  );
  await migrate({ url: database.url });
  const { wrapped } = await rewrap({
    DATABASE_URL: database.url,
    SECRETS_ENCRYPTION_KEY: secrets.secrets_encryption_key,
    SECRETS_ENCRYPTION_KEY_PREVIOUS: previous,
  });
  await saveSecrets(folder, secrets);
  print(`Wrapped ${wrapped} stored secrets with a new key, which lies in ${folder}.`);
}

/**
 * Both keys are stored in the folder before anything is wrapped with the new one. An interrupted
 * rotation continues with the same keys.
 */
async function beginRotation(folder: string): Promise<Secrets> {
  const before = await loadSecrets(folder);
  if (before.secrets_encryption_key_previous !== undefined) return before;
  const version = Number(/^kek-v(\d+):/.exec(before.secrets_encryption_key)?.[1] ?? 0);
  const secrets = {
    ...before,
    secrets_encryption_key: newEncryptionKey(version + 1),
    secrets_encryption_key_previous: before.secrets_encryption_key,
  };
  await saveSecrets(folder, secrets);
  return secrets;
}

async function rewrap(env: Environment): Promise<{ wrapped: number }> {
  const { wrapped, unreadable } = await rotateSecrets(parseConfig(env));
  if (unreadable === 0) return { wrapped };
  throw new CliError(
    `Wrapped ${wrapped} stored secrets; ${unreadable} cannot be read with the keys given: rotate with the key that they were written with, or enter them anew.`,
  );
}
