import { EmailAddress, LIMITS, type AuthMode, type FieldError, type OauthProvider } from '@everruns/schemas';
import { flag, foreignSecret, httpUrl, machineSecret, personalSecret, wholeNumber } from '@everruns/settings';
import { z } from 'zod';

const clientId = z.string().min(1).max(4_096);

/** The settings of authentication, by their names in the environment. */
export const AuthEnvironment = z.object({
  AUTH_BASE_URL: httpUrl
    .optional()
    .describe('The address at which browsers reach the product, such as https://agents.example'),
  AUTH_ADMIN_EMAIL: EmailAddress.optional().describe(
    'The e-mail of the operator’s account, which owns the default organization. An unverified account with this address is retired',
  ),
  AUTH_ADMIN_PASSWORD: personalSecret({ minLength: LIMITS.passwordMinLength, maxLength: LIMITS.passwordBytes })
    .optional()
    .describe('The password of that account. A change takes effect at the next start and ends its logins'),
  AUTH_JWT_SECRET: machineSecret(32)
    .optional()
    .describe('The key that signs access tokens. Default: derived from SECRETS_ENCRYPTION_KEY'),
  AUTH_JWT_SECRET_PREVIOUS: machineSecret(32)
    .optional()
    .describe('The key before a rotation, whose access tokens are still taken'),
  AUTH_DISABLE_SIGNUP: flag('true').describe('With AUTH_MODE=full, only invited people may register'),
  AUTH_GOOGLE_CLIENT_ID: clientId
    .optional()
    .describe('The OAuth client ID of Google. It turns on signing in with Google'),
  AUTH_GOOGLE_CLIENT_SECRET: foreignSecret().optional().describe('The secret of that OAuth client'),
  AUTH_GOOGLE_ISSUER: httpUrl
    .default('https://accounts.google.com')
    .describe('Another OpenID provider in place of Google'),
  AUTH_GITHUB_CLIENT_ID: clientId
    .optional()
    .describe('The OAuth client ID of GitHub. It turns on signing in with GitHub'),
  AUTH_GITHUB_CLIENT_SECRET: foreignSecret().optional().describe('The secret of that OAuth client'),
  AUTH_GITHUB_URL: httpUrl.default('https://github.com').describe('The address of GitHub Enterprise'),
  AUTH_GITHUB_API_URL: httpUrl.default('https://api.github.com').describe('The API address of GitHub Enterprise'),
  RATE_LIMIT_STORE: z
    .enum(['memory', 'postgres', 'redis'])
    .default('memory')
    .describe('Where requests are counted. Replicas share the counts with postgres and redis'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe(
      'A Redis, such as redis://user:password@host:6379/0, or rediss:// for TLS. It carries what replicas tell each other, and counts requests with RATE_LIMIT_STORE=redis',
    ),
  RATE_LIMIT_REQUESTS_PER_MINUTE: wholeNumber({ min: 1, max: 10_000_000, fallback: 1_200 }).describe(
    'The limit of requests for each caller. AUTH_MODE=none has no limit',
  ),
});

/** An OAuth client that the operator registered with a provider. */
export interface OauthClientSettings {
  provider: OauthProvider;
  clientId: string;
  clientSecret: string;
  /** The issuer of Google, or the site of GitHub. */
  url: string;
  /** Used by GitHub only. */
  apiUrl: string;
}

interface RateLimitSettings {
  store: 'memory' | 'postgres' | 'redis';
  requestsPerMinute: number;
  redisUrl: string | null;
}

export interface AuthSettings {
  mode: AuthMode;
  /** Null when the address is taken from the client's `Host`. */
  baseUrl: string | null;
  /** The address at which people open the UI. */
  uiUrl: string;
  /** The page on which people approve programs that ask to be signed in. */
  deviceUrl: string;
  /** Null with AUTH_MODE=none. */
  admin: { email: string; password: string | null } | null;
  jwtSecret: string | null;
  /** The one before a rotation. */
  jwtSecretPrevious: string | null;
  isSignupDisabled: boolean;
  oauth: readonly OauthClientSettings[];
  rateLimit: RateLimitSettings;
}

type Environment = z.output<typeof AuthEnvironment>;

/** `uiUrl` is the address of the UI where `AUTH_BASE_URL` does not name it. */
export function toAuthSettings(env: Environment, mode: AuthMode, uiUrl = 'http://localhost:9100'): AuthSettings {
  const email = env.AUTH_ADMIN_EMAIL;
  const baseUrl = env.AUTH_BASE_URL === undefined ? null : env.AUTH_BASE_URL.replace(/\/+$/, '');
  return {
    mode,
    baseUrl,
    uiUrl: baseUrl ?? uiUrl,
    deviceUrl: `${baseUrl ?? uiUrl}/device`,
    admin: mode === 'none' || email === undefined ? null : { email, password: env.AUTH_ADMIN_PASSWORD ?? null },
    jwtSecret: env.AUTH_JWT_SECRET ?? null,
    jwtSecretPrevious: env.AUTH_JWT_SECRET_PREVIOUS ?? null,
    isSignupDisabled: env.AUTH_DISABLE_SIGNUP,
    oauth: mode === 'full' ? listOauthClients(env) : [],
    rateLimit: {
      store: env.RATE_LIMIT_STORE,
      requestsPerMinute: env.RATE_LIMIT_REQUESTS_PER_MINUTE,
      redisUrl: env.REDIS_URL ?? null,
    },
  };
}

/** Reports settings that the mode needs and that are missing. */
export function findAuthErrors(env: Environment, mode: AuthMode): FieldError[] {
  const errors: FieldError[] = [];
  const need = (path: string, message: string) => errors.push({ path, code: 'missing', message });
  if (env.RATE_LIMIT_STORE === 'redis' && env.REDIS_URL === undefined) {
    need('REDIS_URL', 'is required with RATE_LIMIT_STORE=redis');
  }
  if (mode === 'none') return errors;
  if (env.AUTH_ADMIN_EMAIL === undefined) need('AUTH_ADMIN_EMAIL', `is required with AUTH_MODE=${mode}`);
  const isOauthOn = mode === 'full' && listOauthClients(env).length > 0;
  if (env.AUTH_ADMIN_PASSWORD === undefined && !isOauthOn) {
    need('AUTH_ADMIN_PASSWORD', `is required with AUTH_MODE=${mode}`);
  }
  if (isOauthOn && env.AUTH_BASE_URL === undefined) {
    need('AUTH_BASE_URL', 'is required for signing in with Google or GitHub, because they send the browser back to it');
  }
  return errors;
}

function listOauthClients(env: Environment): OauthClientSettings[] {
  const google = { id: env.AUTH_GOOGLE_CLIENT_ID, secret: env.AUTH_GOOGLE_CLIENT_SECRET };
  const github = { id: env.AUTH_GITHUB_CLIENT_ID, secret: env.AUTH_GITHUB_CLIENT_SECRET };
  const places = { url: env.AUTH_GOOGLE_ISSUER, apiUrl: env.AUTH_GOOGLE_ISSUER };
  return [
    ...toOauthClient('google', { ...google, ...places }),
    ...toOauthClient('github', { ...github, url: env.AUTH_GITHUB_URL, apiUrl: env.AUTH_GITHUB_API_URL }),
  ];
}

function toOauthClient(
  provider: OauthProvider,
  given: { id: string | undefined; secret: string | undefined; url: string; apiUrl: string },
): OauthClientSettings[] {
  const { id, secret: clientSecret, url, apiUrl } = given;
  return id === undefined || clientSecret === undefined ? [] : [{ provider, clientId: id, clientSecret, url, apiUrl }];
}
