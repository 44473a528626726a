import { randomBytes } from 'node:crypto';

/** The variables that `.env` beside `compose.yaml` holds. */
export function makeSecrets(): Record<string, string> {
  const random = (): string => randomBytes(32).toString('base64url');
  return {
    POSTGRES_PASSWORD: randomBytes(24).toString('hex'),
    SECRETS_ENCRYPTION_KEY: `kek-v1:${randomBytes(32).toString('base64')}`,
    WORKER_GRPC_TOKEN: random(),
    AUTH_JWT_SECRET: random(),
    AUTH_ADMIN_EMAIL: 'operator@agents.example',
    AUTH_ADMIN_PASSWORD: random(),
  };
}
