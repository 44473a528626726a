import { CHANNEL_OPTIONS, type WorkerService } from '@everruns/internal-protocol';
import { WorkerServiceService } from '@everruns/internal-protocol/wire';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { createEventStreamHandler } from './event-stream-handler.ts';
import type { GrpcLog } from './grpc-log.ts';
import { createWorkerServiceHandlers } from './worker-service-handlers.ts';
import { createWorkerTokenInterceptor } from './worker-token.ts';

export interface GrpcServerOptions {
  service: WorkerService;
  /** `host:port`; port 0 means any free one. Stay on loopback unless TLS or a private network protects the token. */
  address: string;
  /** What workers must show: `WORKER_GRPC_TOKEN`. */
  token: string;
  /** PEM. */
  tls?: { cert: Buffer; key: Buffer; clientCa?: Buffer };
  log: GrpcLog;
}

export interface GrpcServer {
  /** `host:port` with the port that was chosen. */
  address: string;
  /** Takes no new calls, ends event streams, waits for the rest for at most `graceMs`, then cuts it. */
  close(graceMs: number): Promise<void>;
}

/** Serves `WorkerService` to workers. Rejects when the address cannot be bound. */
export async function startGrpcServer(options: GrpcServerOptions): Promise<GrpcServer> {
  const { service, log } = options;
  const eventStreams = createEventStreamHandler(service, log);
  const server = new Server({ ...CHANNEL_OPTIONS, interceptors: [createWorkerTokenInterceptor(options.token)] });
  server.addService(WorkerServiceService, {
    ...createWorkerServiceHandlers(service, log),
    emitEventStream: eventStreams.handle,
  });
  const port = await bind(server, options);
  return {
    address: `${options.address.slice(0, options.address.lastIndexOf(':'))}:${port}`,
    close: (graceMs) =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.forceShutdown(), graceMs);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
        eventStreams.endAll();
      }),
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
