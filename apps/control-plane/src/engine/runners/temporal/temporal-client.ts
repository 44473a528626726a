import { Client, Connection, type ConnectionOptions, isGrpcServiceError } from '@temporalio/client';
import { status } from '@grpc/grpc-js';
import { msToTs } from '@temporalio/common/lib/time.js';

export interface TemporalClientOptions {
  /** `host:port` of the frontend. */
  address: string;
  namespace: string;
  apiKey?: string | undefined;
  /** PEM. An empty object means TLS with the system's roots. */
  tls?: { ca?: Buffer; cert?: Buffer; key?: Buffer };
  log: { warn(details: object, message: string): void };
}

const CONNECT_TIMEOUT_MS = 3_000;
/** gRPC's own backoff grows to two minutes, which is far more than a turn may wait for a server that has recovered. */
const RECONNECT = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 2_000 };
const RETENTION_MS = 3 * 24 * 3_600_000;

/** Connects and registers the namespace if it is missing. Rejects after 3 s without a server; the caller tries again later. */
export async function connectTemporalClient(options: TemporalClientOptions): Promise<Client> {
  const connection = await Connection.connect(toConnectionOptions(options));
  await ensureNamespace(connection, options);
  return new Client({ connection, namespace: options.namespace });
}

export function toConnectionOptions({ address, apiKey, tls }: Omit<TemporalClientOptions, 'log'>): ConnectionOptions {
  const options: ConnectionOptions = {
    address,
    connectTimeout: CONNECT_TIMEOUT_MS,
    channelArgs: RECONNECT,
    // The sweep retries (E10). The client's own retries outlive the connection, and such a timer would end the process.
    interceptors: [],
  };
  if (apiKey !== undefined) options.apiKey = apiKey;
  if (tls) {
    options.tls = {
      ...(tls.ca ? { serverRootCACertificate: tls.ca } : {}),
      ...(tls.cert && tls.key ? { clientCertPair: { crt: tls.cert, key: tls.key } } : {}),
    };
  }
  return options;
}

/** A server that allows no registration, as Temporal Cloud does, already has the namespace, or fails at the first start of a workflow. */
async function ensureNamespace(connection: Connection, { namespace, log }: TemporalClientOptions): Promise<void> {
  try {
    const request = { namespace, workflowExecutionRetentionPeriod: msToTs(RETENTION_MS) };
    await connection.workflowService.registerNamespace(request);
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === status.ALREADY_EXISTS) return;
    log.warn({ namespace, error }, 'The Temporal namespace could not be registered.');
  }
}
