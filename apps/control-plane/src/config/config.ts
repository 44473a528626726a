import { isHostEntry, isLoopbackHost } from '@everruns/ingress';
import { omitUndefined } from '@everruns/kernel';
import { isEverrunsError, type FieldError, type OrganizationLimitName } from '@everruns/schemas';
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
  toStdioPrograms,
  wholeNumber,
  workerToken,
  type Address,
  type EnvironmentProviders,
  type ModelLimits,
  type StdioProgram,
  type StdioServer,
} from '@everruns/settings';
import { z } from 'zod';
import type { KeyRing } from '../crypto/key-ring.ts';
import { AuthEnvironment, findAuthErrors, toAuthSettings, type AuthSettings } from './auth.ts';
import { DatabaseEnvironment, toDatabaseSettings, type DatabaseSettings } from './database.ts';
import { organizationLimits, toOrganizationLimits } from './organization-limits.ts';
import { McpEnvironment } from './mcp.ts';
import { readKeyRing } from './secrets.ts';
import { TelemetryEnvironment, toTelemetrySettings, type TelemetrySettings } from './telemetry.ts';
import { findTlsErrors, readGrpcTls, readTemporalTls, TlsEnvironment, type GrpcTls, type TemporalTls } from './tls.ts';

/** Every setting of the control plane, by its name in the environment. The table in the documentation is generated from this object. */
export const ConfigEnvironment = z.object({
  ...DatabaseEnvironment.shape,
  HTTP_ADDR: address
    .prefault('127.0.0.1:9000')
    .describe('The address at which the API listens. Port 0 means any free port'),
  UI_ADDR: address
    .optional()
    .describe('The address at which `everruns dev` serves the UI. Default: port 9100 at the host of the API'),
  GRPC_ADDR: address.prefault('127.0.0.1:9001').describe('The address at which workers connect'),
  METRICS_ADDR: address.optional().describe('The address of /metrics, such as 127.0.0.1:9002. It needs no credential'),
  ALLOWED_HOSTS: list
    .refine(
      (entries) => entries.every(isHostEntry),
      'must hold names, suffixes such as .example.com, or ranges such as 10.0.0.0/8, without scheme and port',
    )
    .describe(
      'Host names that the API accepts in addition to loopback and its own address: also suffixes such as .example.com, and ranges such as 10.0.0.0/8 for calls by address',
    ),
  CORS_ALLOWED_ORIGINS: originList.describe('Origins whose pages may call the API, such as https://ui.example'),
  AUTH_MODE: z.enum(['none', 'admin', 'full']).default('none').describe('Who may use the API'),
  AUTH_NONE_ALLOW_REMOTE: flag().describe('Lets AUTH_MODE=none listen beyond loopback'),
  ...AuthEnvironment.shape,
  TRUSTED_PROXY_HOPS: wholeNumber({ min: 0, max: 16, fallback: 0 }).describe(
    'The number of proxies in front of the API, each of which appends to X-Forwarded-For',
  ),
  SECRETS_ENCRYPTION_KEY: z.string().describe('kek-v1:<base64 of 32 random bytes>'),
  SECRETS_ENCRYPTION_KEY_PREVIOUS: z.string().optional().describe('The key before a rotation'),
  ...PROVIDER_SETTINGS,
  DEFAULT_KEYS_SHARED: flag().describe('Lets every organization use the keys above, not only the default one'),
  ...ModelLimitsEnvironment.shape,
  MAX_CONCURRENT_TURNS: wholeNumber({ min: 1, max: 10_000, fallback: 2_000 }).describe(
    'The largest number of turns that run in this process at the same time. Others wait. On Temporal: in all workers together, so at most as many as their MAX_CONCURRENT_TASKS are together',
  ),
  ORGANIZATION_LIMITS: organizationLimits.describe(
    'Limits of every organization, such as streams=500,sessions=20000. The page about limits has their names and defaults',
  ),
  HTTP_KEEP_ALIVE_SECONDS: wholeNumber({ min: 1, max: 3_600, fallback: 65 }).describe(
    'How long an idle connection stays open. It must be longer than that of the load balancer in front, which is usually 60',
  ),
  SHUTDOWN_NOTICE_SECONDS: wholeNumber({ min: 0, max: 3_600, fallback: 10 }).describe(
    'How long `everruns serve` answers requests after a request to stop while load balancers still learn from /health/ready that it leaves. It goes on as soon as all that ask have been told twice, and at once where none asks',
  ),
  EGRESS_ALLOW_CIDRS: cidrList.describe(
    'Private networks that calls to providers and tools may reach, such as 10.1.0.0/16',
  ),
  RUNNER: z.enum(['local', 'temporal']).optional().describe('Where turns run. TEMPORAL_ADDRESS implies temporal'),
  TEMPORAL_ADDRESS: peerAddress.optional().describe('The host:port of a Temporal server'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default').describe('Temporal namespace'),
  TEMPORAL_API_KEY: foreignSecret().optional().describe('The API key of Temporal Cloud'),
  ...McpEnvironment.shape,
  ...TlsEnvironment.shape,
  WORKER_GRPC_TOKEN: workerToken()
    .optional()
    .describe(
      'The token of workers, at least 16 characters and the same on every replica. It is required with TEMPORAL_ADDRESS',
    ),
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

export interface Config extends DatabaseSettings {
  httpAddr: Address;
  /** Null when the UI listens at the host of the API. */
  uiAddr: Address | null;
  grpcAddr: Address;
  /** Null when there are no metrics. */
  metricsAddr: Address | null;
  allowedHosts: string[];
  corsAllowedOrigins: string[];
  auth: AuthSettings;
  trustedProxyHops: number;
  /** Whether every organization may use the keys of the operator's environment, not only the default one. */
  defaultKeysShared: boolean;
  keyRing: KeyRing;
  providers: EnvironmentProviders;
  egressAllowCidrs: string[];
  /** MCP servers that are programs of the operator, and how each is started. */
  stdioServers: Readonly<Record<string, StdioServer>>;
  stdioPrograms: ReadonlyMap<string, StdioProgram>;
  mcpClientMetadata: 'auto' | 'off';
  modelLimits: ModelLimits;
  maxConcurrentTurns: number;
  /** Of every organization for which the operator has set no others. */
  organizationLimits: Partial<Record<OrganizationLimitName, number>>;
  httpKeepAliveMs: number;
  /** How long load balancers have at most to learn that this replica leaves. */
  shutdownNoticeMs: number;
  runner: 'local' | 'temporal';
  temporal: TemporalSettings | null;
  grpcTls: GrpcTls | null;
  workerGrpcToken: string | undefined;
  /** Null when there are no traces. */
  telemetry: TelemetrySettings | null;
  logLevel: ConfigEnvironment['LOG_LEVEL'];
  /** Warnings for the log about names in the environment that look like misspelled settings. */
  warnings: readonly string[];
}

/** Reads the settings. Throws `invalid_request` with a message that names every fault and never shows a secret. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const names = judgeNames(env);
  const check = (settings: ConfigEnvironment) => [...names.errors, ...findMisfits(settings)];
  const config = toConfig(parseSettings({ schema: ConfigEnvironment, env, check }));
  return { ...config, stdioPrograms: toStdioPrograms(config.stdioServers, env), warnings: names.warnings };
}

/** Reports valid settings that contradict each other, and those whose faults only their use shows. */
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
  // It is absent when the check continues after a fault.
  if (!SECRETS_ENCRYPTION_KEY) return [];
  try {
    readKeyRing(SECRETS_ENCRYPTION_KEY, SECRETS_ENCRYPTION_KEY_PREVIOUS);
    return [];
  } catch (error) {
    if (isEverrunsError(error)) return error.errors;
    throw error;
  }
}

/** No secret may be part of another, so that who learns one does not learn the other. */
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
  const message = 'must not be the e-mail of the account or a part of it';
  return isName ? [...same, { path: 'AUTH_ADMIN_PASSWORD', code: 'weak', message }] : same;
}

/** No worker can know a token that a replica generates, so turns would wait forever. */
function findTemporalErrors(env: ConfigEnvironment): FieldError[] {
  if (runnerOf(env) !== 'temporal') return [];
  const missing = (path: string, message: string) => [{ path, code: 'missing', message }];
  return [
    ...(env.TEMPORAL_ADDRESS === undefined ? missing('TEMPORAL_ADDRESS', 'is required with RUNNER=temporal') : []),
    ...(env.WORKER_GRPC_TOKEN === undefined
      ? missing('WORKER_GRPC_TOKEN', 'is required when turns run on Temporal, because workers send it to every replica')
      : []),
  ];
}

function runnerOf({ RUNNER, TEMPORAL_ADDRESS }: ConfigEnvironment): Config['runner'] {
  return RUNNER ?? (TEMPORAL_ADDRESS === undefined ? 'local' : 'temporal');
}

function toConfig(env: ConfigEnvironment): Omit<Config, 'warnings' | 'stdioPrograms'> {
  const runner = runnerOf(env);
  return {
    ...toDatabaseSettings(env),
    httpAddr: env.HTTP_ADDR,
    uiAddr: env.UI_ADDR ?? null,
    grpcAddr: env.GRPC_ADDR,
    metricsAddr: env.METRICS_ADDR ?? null,
    allowedHosts: env.ALLOWED_HOSTS.map((host) => host.toLowerCase()),
    corsAllowedOrigins: env.CORS_ALLOWED_ORIGINS,
    auth: toAuthSettings(env, env.AUTH_MODE, toUiUrl(env)),
    trustedProxyHops: env.TRUSTED_PROXY_HOPS,
    defaultKeysShared: env.DEFAULT_KEYS_SHARED,
    keyRing: readKeyRing(env.SECRETS_ENCRYPTION_KEY, env.SECRETS_ENCRYPTION_KEY_PREVIOUS),
    providers: toEnvironmentProviders(env),
    egressAllowCidrs: env.EGRESS_ALLOW_CIDRS,
    stdioServers: env.MCP_STDIO_SERVERS,
    mcpClientMetadata: env.MCP_CLIENT_METADATA,
    modelLimits: toModelLimits(env),
    maxConcurrentTurns: env.MAX_CONCURRENT_TURNS,
    organizationLimits: toOrganizationLimits(env.ORGANIZATION_LIMITS, env.AUTH_MODE === 'full'),
    httpKeepAliveMs: env.HTTP_KEEP_ALIVE_SECONDS * 1_000,
    shutdownNoticeMs: env.SHUTDOWN_NOTICE_SECONDS * 1_000,
    runner,
    temporal: runner === 'local' ? null : toTemporal(env),
    grpcTls: readGrpcTls(env),
    workerGrpcToken: env.WORKER_GRPC_TOKEN,
    telemetry: toTelemetrySettings(env),
    logLevel: env.LOG_LEVEL,
  };
}

const UI_PORT = 9_100;
const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::', '127.0.0.1', '::1']);

/** Where a browser on this machine finds the UI. A UI elsewhere is named by `AUTH_BASE_URL`. */
function toUiUrl({ UI_ADDR, HTTP_ADDR }: ConfigEnvironment): string {
  const { host, port } = UI_ADDR ?? { host: HTTP_ADDR.host, port: UI_PORT };
  const name = EVERY_ADDRESS.has(host) ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function toTemporal(env: ConfigEnvironment): TemporalSettings | null {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_API_KEY: apiKey } = env;
  if (address === undefined) return null;
  const tls = readTemporalTls(env, apiKey !== undefined);
  return { address, namespace, ...omitUndefined({ apiKey }), ...(tls === null ? {} : { tls }) };
}
