import { isHostEntry, isLoopbackHost } from '@everruns/ingress';
import { omitUndefined } from '@everruns/kernel';
import { isEverrunsError, type FieldError } from '@everruns/schemas';
import {
  cidrList,
  flag,
  foreignSecret,
  judgeNames,
  list,
  listenAddress as address,
  logLevel,
  ModelLimitsEnvironment,
  originList,
  parseSettings,
  peerAddress,
  PROVIDER_SETTINGS,
  toEnvironmentProviders,
  toModelLimits,
  wholeNumber,
  workerToken,
  type Address,
  type EnvironmentProviders,
  type ModelLimits,
} from '@everruns/settings';
import { z } from 'zod';
import type { KeyRing } from '../crypto/key-ring.ts';
import { AuthEnvironment, findAuthErrors, toAuthSettings, type AuthSettings } from './auth.ts';
import { readKeyRing } from './secrets.ts';
import { TelemetryEnvironment, toTelemetrySettings, type TelemetrySettings } from './telemetry.ts';
import { findTlsErrors, readGrpcTls, readTemporalTls, TlsEnvironment, type GrpcTls, type TemporalTls } from './tls.ts';

/** Every setting of the control plane, by its name in the environment. The documentation's table is made from this object. */
export const ConfigEnvironment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('PostgreSQL 15 or newer'),
  DATABASE_POOL_SIZE: wholeNumber({ min: 2, max: 500, fallback: 20 }).describe('Connections at most'),
  HTTP_ADDR: address.prefault('127.0.0.1:9000').describe('Where the API listens; port 0 means any free one'),
  UI_ADDR: address
    .optional()
    .describe('Where `everruns dev` serves the UI; port 9100 beside the API where it is not set'),
  GRPC_ADDR: address.prefault('127.0.0.1:9001').describe('Where workers connect'),
  METRICS_ADDR: address
    .optional()
    .describe('Where /metrics listens, such as 127.0.0.1:9002; it asks nobody who they are'),
  ALLOWED_HOSTS: list
    .refine(
      (entries) => entries.every(isHostEntry),
      'must hold names, suffixes such as .example.com, or ranges such as 10.0.0.0/8, without scheme and port',
    )
    .describe(
      'Host names that the API answers to, beside loopback and its own address; also suffixes such as .example.com, and ranges such as 10.0.0.0/8 for calls by address',
    ),
  CORS_ALLOWED_ORIGINS: originList.describe('Origins whose pages may call the API, such as https://ui.example'),
  AUTH_MODE: z.enum(['none', 'admin', 'full']).default('none').describe('Who may use the API'),
  AUTH_NONE_ALLOW_REMOTE: flag().describe('Lets AUTH_MODE=none listen beyond loopback'),
  ...AuthEnvironment.shape,
  TRUSTED_PROXY_HOPS: wholeNumber({ min: 0, max: 16, fallback: 0 }).describe(
    'Proxies in front of the API, each of which adds to X-Forwarded-For',
  ),
  SECRETS_ENCRYPTION_KEY: z.string().describe('kek-v1:<base64 of 32 random bytes>'),
  SECRETS_ENCRYPTION_KEY_PREVIOUS: z.string().optional().describe('The key before a rotation'),
  ...PROVIDER_SETTINGS,
  DEFAULT_KEYS_SHARED: flag().describe('Lets every organization use the keys above, not only the default one'),
  ...ModelLimitsEnvironment.shape,
  MAX_CONCURRENT_TURNS: wholeNumber({ min: 1, max: 10_000, fallback: 256 }).describe(
    'Turns at a time in this process, where they run in it; others wait',
  ),
  HTTP_KEEP_ALIVE_SECONDS: wholeNumber({ min: 1, max: 3_600, fallback: 65 }).describe(
    'How long an idle connection stays open; longer than that of the balancer in front, which mostly keeps 60',
  ),
  EGRESS_ALLOW_CIDRS: cidrList.describe('Private networks that calls to providers may reach, such as 10.1.0.0/16'),
  RUNNER: z.enum(['local', 'temporal']).optional().describe('Where turns run; temporal is implied by TEMPORAL_ADDRESS'),
  TEMPORAL_ADDRESS: peerAddress.optional().describe('host:port of a Temporal server'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default').describe('Temporal namespace'),
  TEMPORAL_API_KEY: foreignSecret().optional().describe('For Temporal Cloud'),
  ...TlsEnvironment.shape,
  WORKER_GRPC_TOKEN: workerToken()
    .optional()
    .describe('What workers show, at least 16 characters and the same on every replica; needed with TEMPORAL_ADDRESS'),
  ...TelemetryEnvironment.shape,
  LOG_LEVEL: logLevel.describe('Verbosity'),
});
type ConfigEnvironment = z.output<typeof ConfigEnvironment>;

export type { Address };

export interface TemporalSettings {
  address: string;
  namespace: string;
  apiKey?: string;
  tls?: TemporalTls;
}

export interface Config {
  databaseUrl: string;
  databasePoolSize: number;
  httpAddr: Address;
  /** Null: beside the API. */
  uiAddr: Address | null;
  grpcAddr: Address;
  /** Null: no metrics. */
  metricsAddr: Address | null;
  allowedHosts: string[];
  corsAllowedOrigins: string[];
  auth: AuthSettings;
  trustedProxyHops: number;
  /** Every organization may use the keys of the operator's environment, not only the default one. */
  defaultKeysShared: boolean;
  keyRing: KeyRing;
  providers: EnvironmentProviders;
  egressAllowCidrs: string[];
  modelLimits: ModelLimits;
  maxConcurrentTurns: number;
  httpKeepAliveMs: number;
  runner: 'local' | 'temporal';
  temporal: TemporalSettings | null;
  grpcTls: GrpcTls | null;
  workerGrpcToken: string | undefined;
  /** Null: no traces. */
  telemetry: TelemetrySettings | null;
  logLevel: ConfigEnvironment['LOG_LEVEL'];
  /** Sentences for the log: names in the environment that were probably meant for settings. */
  warnings: readonly string[];
}

/** Reads the settings. Throws `invalid_request`, whose message names everything that is wrong and never shows a secret. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const names = judgeNames(env);
  const check = (settings: ConfigEnvironment) => [...names.errors, ...findMisfits(settings)];
  return { ...toConfig(parseSettings({ schema: ConfigEnvironment, env, check })), warnings: names.warnings };
}

/** Settings that are each right and do not fit together, and those that only their use shows to be wrong. */
function findMisfits(env: ConfigEnvironment): FieldError[] {
  return [
    ...findOpenDoor(env),
    ...findAuthErrors(env, env.AUTH_MODE),
    ...findKeyErrors(env),
    ...findSharedSecrets(env),
    ...findTemporalErrors(env),
    ...findTlsErrors(env),
  ];
}

function findOpenDoor(env: ConfigEnvironment): FieldError[] {
  if (env.AUTH_MODE !== 'none' || env.AUTH_NONE_ALLOW_REMOTE) return [];
  return (['HTTP_ADDR', 'UI_ADDR'] as const).flatMap((path) => {
    const host = env[path]?.host;
    if (host === undefined || isLoopbackHost(host)) return [];
    const message = `${host} is beyond loopback and AUTH_MODE=none lets anyone in; bind to 127.0.0.1, or set AUTH_NONE_ALLOW_REMOTE=true`;
    return [{ path, code: 'not_loopback', message }];
  });
}

function findKeyErrors({ SECRETS_ENCRYPTION_KEY, SECRETS_ENCRYPTION_KEY_PREVIOUS }: ConfigEnvironment): FieldError[] {
  // Absent where the check goes on after a fault.
  if (!SECRETS_ENCRYPTION_KEY) return [];
  try {
    readKeyRing(SECRETS_ENCRYPTION_KEY, SECRETS_ENCRYPTION_KEY_PREVIOUS);
    return [];
  } catch (error) {
    if (isEverrunsError(error)) return error.errors;
    throw error;
  }
}

/** Who learns one of them must not have learned another. */
function findSharedSecrets(env: ConfigEnvironment): FieldError[] {
  const { AUTH_JWT_SECRET, WORKER_GRPC_TOKEN, AUTH_ADMIN_PASSWORD, AUTH_ADMIN_EMAIL } = env;
  const key = env.SECRETS_ENCRYPTION_KEY?.replace(/^[^:]*:/, '');
  const secrets = Object.entries({
    AUTH_JWT_SECRET,
    WORKER_GRPC_TOKEN,
    AUTH_ADMIN_PASSWORD,
    SECRETS_ENCRYPTION_KEY: key,
  });
  const same = secrets.flatMap(([path, secret], index) => {
    const [other] = secrets.slice(0, index).find(([, before]) => secret !== undefined && before === secret) ?? [];
    return other === undefined ? [] : [{ path, code: 'shared', message: `must differ from ${other}` }];
  });
  const person = AUTH_ADMIN_EMAIL?.toLowerCase().split('@') ?? [];
  const isName = [AUTH_ADMIN_EMAIL?.toLowerCase(), ...person].includes(AUTH_ADMIN_PASSWORD?.toLowerCase() ?? '');
  const message = 'must not be the e-mail of the account, nor a part of it';
  return isName ? [...same, { path: 'AUTH_ADMIN_PASSWORD', code: 'weak', message }] : same;
}

/** A token that a replica makes up no worker can know: turns would wait for ever. */
function findTemporalErrors(env: ConfigEnvironment): FieldError[] {
  if (runnerOf(env) !== 'temporal') return [];
  const missing = (path: string, message: string) => [{ path, code: 'missing', message }];
  return [
    ...(env.TEMPORAL_ADDRESS === undefined ? missing('TEMPORAL_ADDRESS', 'is needed with RUNNER=temporal') : []),
    ...(env.WORKER_GRPC_TOKEN === undefined
      ? missing('WORKER_GRPC_TOKEN', 'is needed where turns run on Temporal: workers show it to every replica')
      : []),
  ];
}

function runnerOf({ RUNNER, TEMPORAL_ADDRESS }: ConfigEnvironment): Config['runner'] {
  return RUNNER ?? (TEMPORAL_ADDRESS === undefined ? 'local' : 'temporal');
}

function toConfig(env: ConfigEnvironment): Omit<Config, 'warnings'> {
  const runner = runnerOf(env);
  return {
    databaseUrl: env.DATABASE_URL,
    databasePoolSize: env.DATABASE_POOL_SIZE,
    httpAddr: env.HTTP_ADDR,
    uiAddr: env.UI_ADDR ?? null,
    grpcAddr: env.GRPC_ADDR,
    metricsAddr: env.METRICS_ADDR ?? null,
    allowedHosts: env.ALLOWED_HOSTS.map((host) => host.toLowerCase()),
    corsAllowedOrigins: env.CORS_ALLOWED_ORIGINS,
    auth: toAuthSettings(env, env.AUTH_MODE),
    trustedProxyHops: env.TRUSTED_PROXY_HOPS,
    defaultKeysShared: env.DEFAULT_KEYS_SHARED,
    keyRing: readKeyRing(env.SECRETS_ENCRYPTION_KEY, env.SECRETS_ENCRYPTION_KEY_PREVIOUS),
    providers: toEnvironmentProviders(env),
    egressAllowCidrs: env.EGRESS_ALLOW_CIDRS,
    modelLimits: toModelLimits(env),
    maxConcurrentTurns: env.MAX_CONCURRENT_TURNS,
    httpKeepAliveMs: env.HTTP_KEEP_ALIVE_SECONDS * 1_000,
    runner,
    temporal: runner === 'local' ? null : toTemporal(env),
    grpcTls: readGrpcTls(env),
    workerGrpcToken: env.WORKER_GRPC_TOKEN,
    telemetry: toTelemetrySettings(env),
    logLevel: env.LOG_LEVEL,
  };
}

function toTemporal(env: ConfigEnvironment): TemporalSettings | null {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_API_KEY: apiKey } = env;
  if (address === undefined) return null;
  const tls = readTemporalTls(env, apiKey !== undefined);
  return { address, namespace, ...omitUndefined({ apiKey }), ...(tls === null ? {} : { tls }) };
}
