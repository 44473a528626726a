import type { WorkerService } from '@everruns/internal-protocol';
import * as mapping from '@everruns/internal-protocol/mapping';
import type { WorkerServiceServer } from '@everruns/internal-protocol/wire';
import type { GrpcLog } from './grpc-log.ts';
import { createUnaryHandler } from './unary.ts';
import type { StreamVerbs } from './worker-verbs.ts';

type UnaryHandlers = Omit<WorkerServiceServer, 'emitEventStream' | 'getTime'>;

/** Makes gRPC handlers of a `WorkerService`. */
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
    getSecret: createUnaryHandler(
      async (message, call) => service.getSecret(mapping.getSecretRequestFromProto(message), call),
      log,
    ),
    suspendCall: createUnaryHandler(async (message, call) => {
      await service.suspendCall(mapping.suspendCallRequestFromProto(message), call);
      return {};
    }, log),
    sessionFile: createUnaryHandler(async (message, call) => {
      const request = mapping.sessionFileRequestFromProto(message);
      return mapping.sessionFileResponseToProto(await service.sessionFile(request, call));
    }, log),
    uploadFile: createUnaryHandler(async (message, call) => {
      const { hash } = await service.uploadFile(mapping.uploadFileRequestFromProto(message), call);
      return { content_hash: Buffer.from(hash) };
    }, log),
    listSteps: createUnaryHandler(async (message, call) => {
      const steps = await service.listSteps(mapping.listStepsRequestFromProto(message), call);
      return { steps: steps.map(mapping.callStepToProto) };
    }, log),
    recordStep: createUnaryHandler(async (message, call) => {
      await service.recordStep(mapping.recordStepRequestFromProto(message), call);
      return {};
    }, log),
    storeContents: createUnaryHandler(
      async (message, call) => service.storeContents(mapping.storeContentsRequestFromProto(message), call),
      log,
    ),
    findSource: createUnaryHandler(
      async (message, call) => ({
        is_known: await service.findSource(mapping.findSourceRequestFromProto(message), call),
      }),
      log,
    ),
  };
}
