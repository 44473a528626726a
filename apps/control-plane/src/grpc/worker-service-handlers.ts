import type { WorkerService } from '@everruns/internal-protocol';
import * as mapping from '@everruns/internal-protocol/mapping';
import type { WorkerServiceServer } from '@everruns/internal-protocol/wire';
import type { GrpcLog } from './grpc-log.ts';
import { createUnaryHandler } from './unary.ts';
import type { StreamVerbs } from './worker-verbs.ts';

type UnaryHandlers = Omit<WorkerServiceServer, 'emitEventStream' | 'getTime'>;

/** `WorkerService` as gRPC handlers: decode, one verb, encode. */
export function createWorkerServiceHandlers(service: WorkerService, verbs: StreamVerbs, log: GrpcLog): UnaryHandlers {
  return {
    getTurnContext: createUnaryHandler(verbs.get_turn_context, log),
    commitAtom: createUnaryHandler(verbs.commit_atom, log),
    failAttempt: createUnaryHandler(verbs.fail_attempt, log),
    endSegment: createUnaryHandler(verbs.end_segment, log),
    waitForCalls: createUnaryHandler(
      async (message, call) => service.waitForCalls(mapping.waitForCallsRequestFromProto(message), call),
      log,
    ),
    listMessages: createUnaryHandler(async ({ token, after_sequence }, call) => {
      const request = { token: mapping.attemptTokenFromProto(token), after_sequence };
      return { messages: (await service.listMessages(request, call)).map(mapping.messageToProto) };
    }, log),
    getSession: createUnaryHandler(async ({ token }, call) => {
      const session = await service.getSession({ token: mapping.attemptTokenFromProto(token) }, call);
      return { session: mapping.sessionToProto(session) };
    }, log),
    getRuntimeAgent: createUnaryHandler(async ({ token }, call) => {
      const agent = await service.getRuntimeAgent({ token: mapping.attemptTokenFromProto(token) }, call);
      return { agent: mapping.runtimeAgentToProto(agent) };
    }, log),
    sessionFile: createUnaryHandler(async (message, call) => {
      const request = mapping.sessionFileRequestFromProto(message);
      return mapping.sessionFileResponseToProto(await service.sessionFile(request, call));
    }, log),
  };
}
