import { randomBytes } from 'node:crypto';
import { makeSecrets } from '../data-folder/secrets.ts';

/** Returns new secrets for a deployment, by the names of their settings. */
export function generateSecrets(): Record<string, string> {
  const { secrets_encryption_key, worker_grpc_token } = makeSecrets();
  return {
    SECRETS_ENCRYPTION_KEY: secrets_encryption_key,
    WORKER_GRPC_TOKEN: worker_grpc_token,
    AUTH_JWT_SECRET: randomBytes(32).toString('base64url'),
  };
}
