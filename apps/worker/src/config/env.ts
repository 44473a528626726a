import type { FieldError } from '@everruns/schemas';
import {
  findMissingPartner,
  findUnreadableFiles,
  cidrList,
  foreignSecret,
  judgeNames,
  logLevel,
  ModelLimitsEnvironment,
  parseSettings,
  peerAddress,
  pemPath,
  PROVIDER_ADDRESS_SETTINGS,
  wholeNumber,
  workerToken,
} from '@everruns/settings';
import { z } from 'zod';

/** `host:port`, or several of them as gRPC names them: `ipv4:10.0.0.1:9001,10.0.0.2:9001`, `dns:///control-plane:9001`. */
const grpcTarget = z.string().regex(/^(dns:(\/\/[^/\s]*\/)?|ipv4:|ipv6:)?[^\s/]+:\d{1,5}$/, 'must look like host:9001');

/** Every setting of a worker, by its name in the environment. */
const WorkerEnv = z.object({
  GRPC_ADDRESS: grpcTarget
    .default('127.0.0.1:9001')
    .describe('The control plane: host:port, or several replicas as ipv4:10.0.0.1:9001,10.0.0.2:9001'),
  WORKER_GRPC_TOKEN: workerToken().describe('The same as on every control plane'),
  GRPC_TLS_CA_PATH: pemPath.describe('Authority of the control plane’s certificate; turns TLS on'),
  GRPC_TLS_CERT_PATH: pemPath.describe(
    'Certificate of this worker, where the control plane has GRPC_TLS_CLIENT_CA_PATH',
  ),
  GRPC_TLS_KEY_PATH: pemPath.describe('Its private key'),
  WORKER_ID: z.string().optional().describe('Its name in logs and in Temporal; default: a random one'),
  MAX_CONCURRENT_TASKS: wholeNumber({ min: 1, max: 10_000, fallback: 100 }).describe(
    'Model calls at a time, and as many tool calls',
  ),
  WORKER_DRAIN_SECONDS: wholeNumber({ min: 0, max: 86_400, fallback: 25 }).describe(
    'How long answers and tools under way may go on once it is told to stop; keep it below the grace of whoever stops it',
  ),
  TEMPORAL_ADDRESS: peerAddress.default('127.0.0.1:7233').describe('host:port of the Temporal server'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe('Temporal namespace'),
  TEMPORAL_API_KEY: foreignSecret().optional().describe('For Temporal Cloud'),
  TEMPORAL_TLS_CA_PATH: pemPath.describe('Authority of the Temporal server’s certificate'),
  TEMPORAL_TLS_CERT_PATH: pemPath.describe('Client certificate for the Temporal server'),
  TEMPORAL_TLS_KEY_PATH: pemPath.describe('Its private key'),
  ...ModelLimitsEnvironment.shape,
  EGRESS_ALLOW_CIDRS: cidrList.describe('Private networks that calls to providers may reach, such as 10.1.0.0/16'),
  ...PROVIDER_ADDRESS_SETTINGS,
  HTTPS_PROXY: z.string().optional().describe('Proxy for calls to https addresses'),
  HTTP_PROXY: z.string().optional().describe('Proxy for calls to http addresses'),
  NO_PROXY: z.string().optional().describe('Hosts that are called without it'),
  LOG_LEVEL: logLevel.describe('Verbosity'),
});
export type WorkerEnv = z.infer<typeof WorkerEnv>;

/**
 * Reads what a worker may know. A database address is not part of it, whatever the environment holds. Throws `invalid_request`, in
 * one sentence that names everything that is wrong.
 */
export function parseWorkerEnv(env: Record<string, string | undefined>): WorkerEnv {
  const check = (settings: WorkerEnv) => [...judgeNames(env).errors, ...findTlsErrors(settings)];
  return parseSettings({ schema: WorkerEnv, env, check });
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
