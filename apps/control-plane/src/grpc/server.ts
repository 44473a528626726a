import { CHANNEL_OPTIONS, type WorkerService } from '@everruns/internal-protocol';
import { createQuietLog } from '@everruns/log';
import { WorkerServiceService, type GetTimeRequest, type GetTimeResponse } from '@everruns/internal-protocol/wire';
import { Metadata, Server, ServerCredentials } from '@grpc/grpc-js';
import { BoundedMap, type Clock } from '@everruns/kernel';
import type { GrpcLog } from './grpc-log.ts';
import { type WorkerCall, WorkerConnection } from './worker-connection.ts';
import { createWorkerServiceHandlers } from './worker-service-handlers.ts';
import { createWorkerTokenInterceptor } from './worker-token.ts';
import { createUnaryHandler } from './unary.ts';
import { createStreamVerbs, type Verb } from './worker-verbs.ts';

export interface GrpcServerOptions {
  service: WorkerService;
  /** `host:port`. Port 0 means any free port. Only loopback is safe unless TLS or a private network protects the token. */
  address: string;
  /** The token that workers must send: `WORKER_GRPC_TOKEN`. */
  token: string;
  /** PEM. */
  tls?: { cert: Buffer; key: Buffer; clientCa?: Buffer };
  /** Tells workers the time. */
  clock: Pick<Clock, 'now' | 'monotonic'>;
  log: GrpcLog;
  /** A worker has found its wall clock so far ahead, in milliseconds; negative: behind. */
  onWorkerSkew?: (skewMs: number) => void;
  /** Called for every call without the right token. */
  onRefused?: () => void;
  /** Whether there are replicas to which a worker could be connected instead. Default: there are none. */
  hasPeers?: () => boolean;
  /** The age at which a connection is ended so that its worker chooses a replica anew. Up to as much again is added, at random. */
  moveAfterMs?: number;
}

/** All workers sit on one replica after the others were restarted. So often each one chooses again. */
const MOVE_AFTER_MS = 300_000;

export interface ConnectedWorkers {
  count(): number;
  /** When the last connection of this worker to this process ended, by the monotonic clock; null for one that was never here. */
  leftAtMs(workerId: string): number | null;
}

const MAX_LEFT = 1_000;

export interface GrpcServer {
  /** `host:port` with the port that was chosen. */
  address: string;
  /** The workers that are connected to this process. */
  workers: ConnectedWorkers;
  /** Accepts no new calls, ends streams once their calls are answered, and closes what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Messages of the stream are encoded before gRPC gets them, so that one that is too large fails its call and not the stream. */
const STREAM_OF_BYTES = {
  ...WorkerServiceService,
  emitEventStream: { ...WorkerServiceService.emitEventStream, responseSerialize: (bytes: Buffer) => bytes },
};

/** Serves `WorkerService` to workers. Rejects when the address cannot be bound. */
export async function startGrpcServer(options: GrpcServerOptions): Promise<GrpcServer> {
  const { service, log } = options;
  const verbs = createStreamVerbs(service);
  const connections = new Set<WorkerConnection>();
  const left = new BoundedMap<string, number>(MAX_LEFT);
  const emitEventStream = (call: WorkerCall): void => {
    // The headers tell the worker that it is connected. gRPC would send them only with the first message.
    call.sendMetadata(new Metadata());
    const onClosed = () => {
      clearInterval(moving);
      connections.delete(connection);
      if (connection.workerId !== null) left.set(connection.workerId, options.clock.monotonic());
    };
    const connection = new WorkerConnection({ call, service, verbs, log, onClosed });
    connections.add(connection);
    const moving = moveSometimes(connection, options);
  };
  const interceptors = [createWorkerTokenInterceptor(options.token, reportRefusals(options))];
  const server = new Server({ ...CHANNEL_OPTIONS, interceptors });
  const getTime = createUnaryHandler(answerTime(options), log);
  const handlers = createWorkerServiceHandlers(service, verbs, log);
  server.addService(STREAM_OF_BYTES, { ...handlers, getTime, emitEventStream });
  const port = await bind(server, options);
  return {
    address: `${options.address.slice(0, options.address.lastIndexOf(':'))}:${port}`,
    workers: {
      count: () => connections.size,
      leftAtMs: (workerId) => left.get(workerId) ?? null,
    },
    close: (graceMs) =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.forceShutdown(), graceMs);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
        for (const connection of connections) connection.drain();
      }),
  };
}

/** Until it is moved, a connection is asked about again and again. */
function moveSometimes(
  connection: WorkerConnection,
  { moveAfterMs = MOVE_AFTER_MS, hasPeers = () => false }: GrpcServerOptions,
): NodeJS.Timeout {
  return setInterval(
    () => {
      if (hasPeers()) connection.drain();
    },
    moveAfterMs * (1 + Math.random()),
  ).unref();
}

function answerTime({ clock, onWorkerSkew }: GrpcServerOptions): Verb<GetTimeRequest, GetTimeResponse> {
  return async ({ skew_ms }) => {
    if (skew_ms !== undefined) onWorkerSkew?.(skew_ms);
    return { now_ms: clock.now() };
  };
}

/** A worker with a wrong token exits and is restarted again and again, so the log line is limited. */
function reportRefusals({ log, clock, onRefused }: GrpcServerOptions): (peer: string) => void {
  const warn = createQuietLog({
    write: (details, message) => log.warn(details, message),
    monotonic: () => clock.monotonic(),
  });
  return (peer) => {
    onRefused?.();
    warn(
      { peer },
      'A worker with a wrong token was refused: its WORKER_GRPC_TOKEN is not the one of this control plane.',
    );
  };
}

function bind(server: Server, { address, tls }: GrpcServerOptions): Promise<number> {
  const credentials = tls
    ? ServerCredentials.createSsl(
        tls.clientCa ?? null,
        [{ cert_chain: tls.cert, private_key: tls.key }],
        tls.clientCa !== undefined,
      )
    : ServerCredentials.createInsecure();
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error ? reject(error) : resolve(port)));
  });
}
