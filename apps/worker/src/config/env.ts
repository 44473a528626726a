import type { FieldError } from '@everruns/schemas';
import {
  findMissingPartner,
  findUnreadableFiles,
  cidrList,
  foreignSecret,
  judgeNames,
  listenAddress,
  logLevel,
  ModelLimitsEnvironment,
  parseSettings,
  peerAddress,
  pemPath,
  PROVIDER_ADDRESS_SETTINGS,
  stdioServers,
  toStdioPrograms,
  wholeNumber,
  workerToken,
  type StdioProgram,
} from '@everruns/settings';
import { z } from 'zod';

/** `host:port`, several of them, or gRPC's forms: `ipv4:10.0.0.1:9001,10.0.0.2:9001`, `dns:///control-plane:9001`. */
const grpcTarget = z.string().regex(/^(dns:(\/\/[^/\s]*\/)?|ipv4:|ipv6:)?[^\s/]+:\d{1,5}$/, 'must look like host:9001');

/** Every setting of a worker, by its name in the environment. */
export const WorkerEnv = z.object({
  GRPC_ADDRESS: grpcTarget
    .default('127.0.0.1:9001')
    .describe(
      'The address of the control plane: host:port, or several replicas as first:9001,second:9001 or ipv4:10.0.0.1:9001,10.0.0.2:9001. Workers spread over them',
    ),
  WORKER_GRPC_TOKEN: workerToken().describe('The token of workers, the same as on every control plane'),
  GRPC_TLS_CA_PATH: pemPath.describe('The authority of the control plane’s certificate. It turns TLS on'),
  GRPC_TLS_CERT_PATH: pemPath.describe(
    'The certificate of this worker, if the control plane has GRPC_TLS_CLIENT_CA_PATH',
  ),
  GRPC_TLS_KEY_PATH: pemPath.describe('The private key of that certificate'),
  WORKER_ID: z.string().optional().describe('The name of this worker in logs and in Temporal. Default: a random one'),
  MAX_CONCURRENT_TASKS: wholeNumber({ min: 1, max: 10_000, fallback: 2_000 }).describe(
    'The largest number of model calls at the same time, and of tool calls',
  ),
  WORKER_DRAIN_SECONDS: wholeNumber({ min: 0, max: 86_400, fallback: 25 }).describe(
    'How long running model calls and tools may continue after a request to stop. It must be shorter than the grace period of the supervisor',
  ),
  TEMPORAL_ADDRESS: peerAddress.default('127.0.0.1:7233').describe('The host:port of the Temporal server'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe('Temporal namespace'),
  TEMPORAL_API_KEY: foreignSecret().optional().describe('The API key of Temporal Cloud'),
  TEMPORAL_TLS_CA_PATH: pemPath.describe('The authority of the Temporal server’s certificate'),
  TEMPORAL_TLS_CERT_PATH: pemPath.describe('The client certificate for the Temporal server'),
  TEMPORAL_TLS_KEY_PATH: pemPath.describe('The private key of that certificate'),
  ...ModelLimitsEnvironment.shape,
  EGRESS_ALLOW_CIDRS: cidrList.describe(
    'Private networks that calls to providers and tools may reach, such as 10.1.0.0/16',
  ),
  ...PROVIDER_ADDRESS_SETTINGS,
  HTTPS_PROXY: z.string().optional().describe('The proxy for calls to https addresses'),
  HTTP_PROXY: z.string().optional().describe('The proxy for calls to http addresses'),
  NO_PROXY: z.string().optional().describe('Hosts that are called without the proxy'),
  MCP_STDIO_SERVERS: stdioServers.describe(
    'MCP servers that are programs on this machine: the same as on the control plane',
  ),
  WORKER_HTTP_ADDR: listenAddress
    .optional()
    .describe('The address of /health and /metrics of this worker, such as 127.0.0.1:9003. They need no credential'),
  LOG_LEVEL: logLevel.describe('Verbosity'),
});
export type WorkerEnv = z.infer<typeof WorkerEnv>;

export interface WorkerConfig extends WorkerEnv {
  stdioPrograms: ReadonlyMap<string, StdioProgram>;
}

/**
 * Reads the settings of a worker. They never include the address of a database, whatever the environment holds. Throws
 * `invalid_request` with a message that names every fault.
 */
export function parseWorkerEnv(env: Record<string, string | undefined>): WorkerConfig {
  const check = (settings: WorkerEnv) => [...judgeNames(env).errors, ...findTlsErrors(settings)];
  const settings = parseSettings({ schema: WorkerEnv, env, check });
  return { ...settings, stdioPrograms: toStdioPrograms(settings.MCP_STDIO_SERVERS, env) };
}

function findTlsErrors(env: WorkerEnv): FieldError[] {
  const { GRPC_TLS_CA_PATH, GRPC_TLS_CERT_PATH, GRPC_TLS_KEY_PATH } = env;
  const { TEMPORAL_TLS_CA_PATH, TEMPORAL_TLS_CERT_PATH, TEMPORAL_TLS_KEY_PATH } = env;
  const grpc = { GRPC_TLS_CA_PATH, GRPC_TLS_CERT_PATH, GRPC_TLS_KEY_PATH };
  const temporal = { TEMPORAL_TLS_CA_PATH, TEMPORAL_TLS_CERT_PATH, TEMPORAL_TLS_KEY_PATH };
  return [
    ...findMissingPartner(grpc, 'GRPC_TLS_CERT_PATH', 'GRPC_TLS_KEY_PATH'),
    ...findMissingPartner(grpc, 'GRPC_TLS_KEY_PATH', 'GRPC_TLS_CERT_PATH'),
    ...findMissingPartner(grpc, 'GRPC_TLS_CERT_PATH', 'GRPC_TLS_CA_PATH'),
    ...findMissingPartner(temporal, 'TEMPORAL_TLS_CERT_PATH', 'TEMPORAL_TLS_KEY_PATH'),
    ...findMissingPartner(temporal, 'TEMPORAL_TLS_KEY_PATH', 'TEMPORAL_TLS_CERT_PATH'),
    ...findUnreadableFiles({ ...grpc, ...temporal }),
  ];
}
