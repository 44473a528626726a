import { EverrunsError, isEverrunsError } from '@everruns/schemas';
import { toGrpcStatus } from '@everruns/internal-protocol';
import { asUnavailable } from '../db/transaction.ts';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { ZodError } from 'zod';
import { checkWorkerInput } from './check-worker-input.ts';
import type { GrpcLog } from './grpc-log.ts';
import type { Verb } from './worker-verbs.ts';

/** Makes a gRPC handler of a function. Every error becomes its status, and the signal aborts when the caller disconnects. */
export function createUnaryHandler<Request extends object, Response>(
  handle: Verb<Request, Response>,
  log: GrpcLog,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const canceled = new AbortController();
    let isAnswered = false;
    call.on('cancelled', () => {
      // grpc-js also emits this event for a call that is over.
      if (!isAnswered) canceled.abort(new EverrunsError('canceled', 'The worker has disconnected.'));
    });
    const answer = async (): Promise<void> => {
      try {
        checkWorkerInput(call.request);
        const response = await handle(call.request, { signal: canceled.signal });
        isAnswered = true;
        callback(null, response);
      } catch (error) {
        isAnswered = true;
        callback(toGrpcStatus(toBoundaryError(error, { log, method: call.getPath() })));
      }
    };
    void answer();
  };
}

/** Logs unexpected errors, once. Bad input is the caller's fault, and transient errors need no log line. */
export function toBoundaryError(thrown: unknown, context: { log: GrpcLog; method: string }): unknown {
  const error = asUnavailable(thrown);
  if (error instanceof ZodError) {
    const path = error.issues[0]?.path.join('.') ?? '';
    return new EverrunsError('invalid_request', `the request is malformed at ${path}`, { cause: error });
  }
  if (!isEverrunsError(error) || error.code === 'internal') {
    context.log.error({ error, method: context.method }, 'A gRPC call failed.');
  }
  return error;
}
