import { EmailAddress, LIMITS, type AuthMode, type FieldError, type OauthProvider } from '@everruns/schemas';
import { flag, foreignSecret, httpUrl, machineSecret, personalSecret, wholeNumber } from '@everruns/settings';
import { z } from 'zod';

const clientId = z.string().min(1).max(4_096);

/** The settings of who may call, by their names in the environment. */
export const AuthEnvironment = z.object({
  AUTH_BASE_URL: httpUrl.optional().describe('Where browsers reach the product, such as https://agents.example'),
  AUTH_ADMIN_EMAIL: EmailAddress.optional().describe(
    'Account of the operator; owns the default organization; an unproven account of the address is retired',
  ),
  AUTH_ADMIN_PASSWORD: personalSecret({ minLength: LIMITS.passwordMinLength, maxLength: LIMITS.passwordBytes })
    .optional()
    .describe('Its password; a change takes effect at the next start and ends its logins'),
  AUTH_JWT_SECRET: machineSecret(32)
    .optional()
    .describe('Signs access tokens; default: derived from SECRETS_ENCRYPTION_KEY'),
  AUTH_DISABLE_SIGNUP: flag('true').describe('AUTH_MODE=full: only who is invited may register'),
  AUTH_GOOGLE_CLIENT_ID: clientId.optional().describe('Turns on signing in with Google'),
  AUTH_GOOGLE_CLIENT_SECRET: foreignSecret().optional().describe('Belongs to it'),
  AUTH_GOOGLE_ISSUER: httpUrl.default('https://accounts.google.com').describe('Another OpenID provider in its place'),
  AUTH_GITHUB_CLIENT_ID: clientId.optional().describe('Turns on signing in with GitHub'),
  AUTH_GITHUB_CLIENT_SECRET: foreignSecret().optional().describe('Belongs to it'),
  AUTH_GITHUB_URL: httpUrl.default('https://github.com').describe('Of GitHub Enterprise'),
  AUTH_GITHUB_API_URL: httpUrl.default('https://api.github.com').describe('Of GitHub Enterprise'),
  RATE_LIMIT_STORE: z
    .enum(['memory', 'postgres', 'redis'])
    .default('memory')
    .describe('Where limits are counted; postgres and redis share them between replicas'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('For RATE_LIMIT_STORE=redis, such as redis://user:password@host:6379/0; rediss:// for TLS'),
  RATE_LIMIT_REQUESTS_PER_MINUTE: wholeNumber({ min: 1, max: 10_000_000, fallback: 1_200 }).describe(
    'Requests of one caller; not counted with AUTH_MODE=none',
  ),
});

/** An OAuth client that the operator registered with a provider. */
export interface OauthClientSettings {
  provider: OauthProvider;
  clientId: string;
  clientSecret: string;
  /** Google: the issuer. GitHub: the site. */
  url: string;
  /** GitHub alone. */
  apiUrl: string;
}

interface RateLimitSettings {
  store: 'memory' | 'postgres' | 'redis';
  requestsPerMinute: number;
  redisUrl: string | null;
}

export interface AuthSettings {
  mode: AuthMode;
  /** Null: as the client wrote it in `Host`. */
  baseUrl: string | null;
  /** Null in mode none. */
  admin: { email: string; password: string | null } | null;
  jwtSecret: string | null;
  isSignupDisabled: boolean;
  oauth: readonly OauthClientSettings[];
  rateLimit: RateLimitSettings;
}

type Environment = z.output<typeof AuthEnvironment>;

export function toAuthSettings(env: Environment, mode: AuthMode): AuthSettings {
  const email = env.AUTH_ADMIN_EMAIL;
  return {
    mode,
    baseUrl: env.AUTH_BASE_URL === undefined ? null : env.AUTH_BASE_URL.replace(/\/+$/, ''),
    admin: mode === 'none' || email === undefined ? null : { email, password: env.AUTH_ADMIN_PASSWORD ?? null },
    jwtSecret: env.AUTH_JWT_SECRET ?? null,
    isSignupDisabled: env.AUTH_DISABLE_SIGNUP,
    oauth: mode === 'full' ? listOauthClients(env) : [],
    rateLimit: {
      store: env.RATE_LIMIT_STORE,
      requestsPerMinute: env.RATE_LIMIT_REQUESTS_PER_MINUTE,
      redisUrl: env.REDIS_URL ?? null,
    },
  };
}

/** What a mode needs and does not have. */
export function findAuthErrors(env: Environment, mode: AuthMode): FieldError[] {
  const errors: FieldError[] = [];
  const need = (path: string, message: string) => errors.push({ path, code: 'missing', message });
  if (env.RATE_LIMIT_STORE === 'redis' && env.REDIS_URL === undefined) {
    need('REDIS_URL', 'is needed with RATE_LIMIT_STORE=redis');
  }
  if (mode === 'none') return errors;
  if (env.AUTH_ADMIN_EMAIL === undefined) need('AUTH_ADMIN_EMAIL', `is needed with AUTH_MODE=${mode}`);
  const isOauthOn = mode === 'full' && listOauthClients(env).length > 0;
  if (env.AUTH_ADMIN_PASSWORD === undefined && !isOauthOn) {
    need('AUTH_ADMIN_PASSWORD', `is needed with AUTH_MODE=${mode}`);
  }
  if (isOauthOn && env.AUTH_BASE_URL === undefined) {
    need('AUTH_BASE_URL', 'is needed to sign in with Google or GitHub: they send the browser back there');
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
