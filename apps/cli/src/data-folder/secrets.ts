import { randomBytes } from 'node:crypto';
import { access, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CliError, errnoCode } from '../cli-error.ts';

/** The secrets that a first start generates, in `secrets.json` (mode 0600). Without them the stored provider keys are lost. */
export const Secrets = z.object({
  secrets_encryption_key: z.string(),
  /** Present until a rotation is finished. */
  secrets_encryption_key_previous: z.string().optional(),
  worker_grpc_token: z.string(),
  postgres_password: z.string(),
});
export type Secrets = z.infer<typeof Secrets>;

/** Reads the secrets of a data folder. Creates them if the folder contains no database yet. */
export async function loadSecrets(folder: string): Promise<Secrets> {
  const file = secretsFile(folder);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errnoCode(error) !== 'ENOENT') throw error;
    return createSecrets(folder);
  }
  try {
    return Secrets.parse(JSON.parse(text));
  } catch {
    throw new CliError(`${file} is damaged: restore it, or set EVERRUNS_DATA_DIR to another folder.`);
  }
}

export function secretsFile(folder: string): string {
  return path.join(folder, 'secrets.json');
}

async function createSecrets(folder: string): Promise<Secrets> {
  const hasDatabase = await access(path.join(folder, 'postgres', 'data', 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (hasDatabase) {
    throw new CliError(
      `${folder} holds a database, but its secrets.json is gone: restore that file, or set EVERRUNS_DATA_DIR to another folder.`,
    );
  }
  const secrets = makeSecrets();
  await saveSecrets(folder, secrets);
  return secrets;
}

export function makeSecrets(): Secrets {
  return {
    secrets_encryption_key: newEncryptionKey(1),
    worker_grpc_token: randomBytes(32).toString('base64url'),
    postgres_password: randomBytes(24).toString('base64url'),
  };
}

/** Writes all secrets or none: a crash leaves the old file unchanged. */
export async function saveSecrets(folder: string, secrets: Secrets): Promise<void> {
  const file = secretsFile(folder);
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

export function newEncryptionKey(version: number): string {
  return `kek-v${version}:${randomBytes(32).toString('base64')}`;
}
