import { AttemptToken, isEverrunsError, TurnId } from '@everruns/schemas';
import {
  createGrpcWorkerService,
  type EndSegmentRequest,
  type GrpcWorkerServiceOptions,
  type WorkerService,
} from '@everruns/internal-protocol';
import { systemClock } from '@everruns/kernel';
import { type GrpcServer, type GrpcServerOptions, startGrpcServer } from '../server.ts';
import { createFakeWorkerService } from './fake-worker-service.ts';

export const TURN = TurnId.parse('019a0000-0000-7000-8000-000000000001');
export const TOKEN = AttemptToken.parse({
  atom: { turn_id: TURN, iteration: 1, kind: 'act', ordinal: 0 },
  session_id: '019a0000-0000-7000-8000-000000000002',
  segment: 1,
  exec_id: '019a0000-0000-4000-8000-000000000003',
  attempt: 1,
});
export const END: EndSegmentRequest = {
  turn_id: TURN,
  segment: 1,
  end: { kind: 'parked', iteration: 1, wait_ordinals: [0] },
};
export const silent = { warn: () => {}, error: () => {} };

/** The servers and clients of one test, which are closed with it. The token is `right`. */
export function openGrpc() {
  const cleanups: (() => Promise<void> | void)[] = [];
  return {
    cleanups,
    async startServer(
      answers: Partial<WorkerService>,
      address = '127.0.0.1:0',
      options: Partial<GrpcServerOptions> = {},
    ): Promise<GrpcServer> {
      const service = createFakeWorkerService(answers);
      const given = { service, address, token: 'right', clock: systemClock, log: silent, ...options };
      const server = await startGrpcServer(given);
      cleanups.push(() => server.close(0));
      return server;
    },
    connect(address: string, options: Partial<GrpcWorkerServiceOptions> = {}) {
      const client = createGrpcWorkerService({
        address,
        token: 'right',
        log: silent,
        ...options,
      });
      cleanups.push(() => client.close());
      return client;
    },
    async close(): Promise<void> {
      for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
    },
  };
}

/** Returns `ok` or the code of the error. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error: unknown) => (isEverrunsError(error) ? error.code : String(error)),
  );
}
