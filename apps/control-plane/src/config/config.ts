import { isLoopbackHost } from '@everruns/ingress';
import { EverrunsError, type FieldError } from '@everruns/schemas';
import { z } from 'zod';
import type { KeyRing } from '../crypto/key-ring.ts';
import { formatPath } from '../kernel/problem.ts';
import { AuthEnvironment, findAuthErrors, toAuthSettings, type AuthSettings } from './auth.ts';
import { flag } from './flag.ts';
import { findUnknownNames } from './known-names.ts';
import { readKeyRing } from './secrets.ts';
import { TelemetryEnvironment, toTelemetrySettings, type TelemetrySettings } from './telemetry.ts';
import { findTlsErrors, readGrpcTls, readTemporalTls, TlsEnvironment, type GrpcTls, type TemporalTls } from './tls.ts';

const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''));
const httpUrl = z.url({ protocol: /^https?$/ });
const address = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[^:\s]+):\d{1,5}$/, 'must look like 127.0.0.1:9000')
  .transform(parseAddress)
  .refine(({ port }) => port <= 65_535, 'must have a port up to 65535');

/** Every setting of the control plane, by its name in the environment. The documentation's table is made from this object. */
export const ConfigEnvironment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('PostgreSQL 15 or newer'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(500).default(20).describe('Connections at most'),
  HTTP_ADDR: address.prefault('127.0.0.1:9000').describe('Where the API listens; port 0 means any free one'),
  UI_ADDR: address
    .optional()
    .describe('Where `everruns dev` serves the UI; port 9100 beside the API where it is not set'),
  GRPC_ADDR: address.prefault('127.0.0.1:9001').describe('Where workers connect'),
  METRICS_ADDR: address
    .optional()
    .describe('Where /metrics listens, such as 127.0.0.1:9002; it asks nobody who they are'),
  ALLOWED_HOSTS: list.describe('Host names that the API answers to, beside loopback and its own address'),
  CORS_ALLOWED_ORIGINS: list.describe('Origins whose pages may call the API'),
  AUTH_MODE: z.enum(['none', 'admin', 'full']).default('none').describe('Who may use the API'),
  AUTH_NONE_ALLOW_REMOTE: flag().describe('Lets AUTH_MODE=none listen beyond loopback'),
  ...AuthEnvironment.shape,
  TRUSTED_PROXY_HOPS: z.coerce
    .number()
    .int()
    .min(0)
    .max(16)
    .default(0)
    .describe('Proxies in front of the API, each of which adds to X-Forwarded-For'),
  SECRETS_ENCRYPTION_KEY: z.string().describe('kek-v1:<base64 of 32 random bytes>'),
  SECRETS_ENCRYPTION_KEY_PREVIOUS: z.string().optional().describe('The key before a rotation'),
  DEFAULT_OPENAI_API_KEY: z.string().min(1).optional().describe('Makes an OpenAI provider at start'),
  OPENAI_API_KEY: z.string().min(1).optional().describe('The same, by the vendor’s own name'),
  OPENAI_BASE_URL: httpUrl.optional().describe('Another address for it'),
  DEFAULT_ANTHROPIC_API_KEY: z.string().min(1).optional().describe('Makes an Anthropic provider at start'),
  ANTHROPIC_API_KEY: z.string().min(1).optional().describe('The same, by the vendor’s own name'),
  ANTHROPIC_BASE_URL: httpUrl.optional().describe('Another address for it'),
  DEFAULT_KEYS_SHARED: flag().describe('Lets every organization use the keys above, not only the default one'),
  EGRESS_ALLOW_CIDRS: list.describe('Private networks that calls to providers may reach, such as 10.1.0.0/16'),
  RUNNER: z.enum(['local', 'temporal']).optional().describe('Where turns run; temporal is implied by TEMPORAL_ADDRESS'),
  TEMPORAL_ADDRESS: z.string().min(1).optional().describe('host:port of a Temporal server'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default').describe('Temporal namespace'),
  TEMPORAL_API_KEY: z.string().min(1).optional().describe('For Temporal Cloud'),
  ...TlsEnvironment.shape,
  WORKER_GRPC_TOKEN: z.string().min(16).optional().describe('What workers show; at least 16 characters'),
  ...TelemetryEnvironment.shape,
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Verbosity'),
});

export interface Address {
  host: string;
  port: number;
}

/** A provider that the operator's environment brings. */
export interface EnvironmentProvider {
  apiKey: string;
  baseUrl: string | undefined;
}

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
  openai: EnvironmentProvider | null;
  anthropic: EnvironmentProvider | null;
  egressAllowCidrs: string[];
  runner: 'local' | 'temporal';
  temporal: TemporalSettings | null;
  grpcTls: GrpcTls | null;
  workerGrpcToken: string | undefined;
  /** Null: no traces. */
  telemetry: TelemetrySettings | null;
  logLevel: z.output<typeof ConfigEnvironment>['LOG_LEVEL'];
}

/** Reads the settings. Throws `invalid_request`, whose message names each bad setting and never shows a secret. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const unknown = findUnknownNames(env).map(({ name, message }) => ({ path: name, code: 'unknown_setting', message }));
  if (unknown.length > 0) throw invalidSettings(unknown);
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = ConfigEnvironment.safeParse(given);
  if (!result.success) throw invalidSettings(result.error.issues.map(toSettingError));
  assertAuthMode(result.data);
  const tlsErrors = findTlsErrors(result.data);
  if (tlsErrors.length > 0) throw invalidSettings(tlsErrors);
  return toConfig(result.data);
}

function toConfig(env: z.output<typeof ConfigEnvironment>): Config {
  const runner = env.RUNNER ?? (env.TEMPORAL_ADDRESS === undefined ? 'local' : 'temporal');
  if (runner === 'temporal' && env.TEMPORAL_ADDRESS === undefined) {
    throw invalidSettings([{ path: 'TEMPORAL_ADDRESS', code: 'missing', message: 'is needed with RUNNER=temporal' }]);
  }
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
    openai: toProvider(env.DEFAULT_OPENAI_API_KEY ?? env.OPENAI_API_KEY, env.OPENAI_BASE_URL),
    anthropic: toProvider(env.DEFAULT_ANTHROPIC_API_KEY ?? env.ANTHROPIC_API_KEY, env.ANTHROPIC_BASE_URL),
    egressAllowCidrs: env.EGRESS_ALLOW_CIDRS,
    runner,
    temporal: runner === 'local' ? null : toTemporal(env),
    grpcTls: readGrpcTls(env),
    workerGrpcToken: env.WORKER_GRPC_TOKEN,
    telemetry: toTelemetrySettings(env),
    logLevel: env.LOG_LEVEL,
  };
}

function toTemporal(env: z.output<typeof ConfigEnvironment>): TemporalSettings | null {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_API_KEY: apiKey } = env;
  if (address === undefined) return null;
  const tls = readTemporalTls(env, apiKey !== undefined);
  return { address, namespace, ...(apiKey === undefined ? {} : { apiKey }), ...(tls === null ? {} : { tls }) };
}

function toProvider(apiKey: string | undefined, baseUrl: string | undefined): EnvironmentProvider | null {
  return apiKey === undefined ? null : { apiKey, baseUrl };
}

function assertAuthMode(env: z.output<typeof ConfigEnvironment>): void {
  const errors = findAuthErrors(env, env.AUTH_MODE);
  if (errors.length > 0) throw invalidSettings(errors);
  if (env.AUTH_MODE !== 'none' || env.AUTH_NONE_ALLOW_REMOTE) return;
  const open = (['HTTP_ADDR', 'UI_ADDR'] as const).flatMap((path) => {
    const host = env[path]?.host;
    if (host === undefined || isLoopbackHost(host)) return [];
    const message = `${host} is beyond loopback and AUTH_MODE=none lets anyone in; bind to 127.0.0.1, or set AUTH_NONE_ALLOW_REMOTE=true`;
    return [{ path, code: 'not_loopback', message }];
  });
  if (open.length > 0) throw invalidSettings(open);
}

function parseAddress(text: string): Address {
  const split = text.lastIndexOf(':');
  return { host: text.slice(0, split).replace(/^\[|\]$/g, ''), port: Number(text.slice(split + 1)) };
}

/** Zod's own messages name the rule and not the value, so a secret stays out. */
function toSettingError(issue: z.core.$ZodIssue): FieldError {
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return { path: formatPath(issue.path), code: issue.code, message: isMissing ? 'is not set' : issue.message };
}

function invalidSettings(errors: FieldError[]): EverrunsError {
  const detail = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
  return new EverrunsError('invalid_request', `${detail}.`, { errors });
}
