import type { WorkerService } from '@everruns/internal-protocol';
import { listSteps, recordStep } from './verbs/call-steps.ts';
import { commitAtom } from './verbs/commit-atom.ts';
import { endSegment } from './verbs/end-segment.ts';
import { failAttempt } from './verbs/fail-attempt.ts';
import { findSource } from './verbs/find-source.ts';
import { getSecret } from './verbs/get-secret.ts';
import { getTurnContext } from './verbs/get-turn-context.ts';
import { sessionFile } from './verbs/session-file.ts';
import { storeContents } from './verbs/store-contents.ts';
import { uploadFile } from './verbs/upload-file.ts';
import { suspendCall } from './verbs/suspend-call.ts';
import { waitForCalls } from './verbs/wait-for-calls.ts';
import type { EngineDeps } from './transact/engine-deps.ts';
import { PLATFORM } from './ports/process-context.ts';
import type { WorkerStreams } from './runners/worker-streams.ts';

/** The in-process WorkerService, which the local runner calls and to which the gRPC server forwards its calls. */
export function createWorkerService(deps: EngineDeps, streams: WorkerStreams): WorkerService {
  return {
    getTurnContext: (request) => getTurnContext(deps, PLATFORM, request),
    openEventStream: (onServerFrame) => streams.open(onServerFrame),
    commitAtom: (request, options) => commitAtom(deps, PLATFORM, { request, onExpected: options?.onExpected }),
    failAttempt: (request) => failAttempt(deps, PLATFORM, request),
    endSegment: (request) => endSegment(deps, PLATFORM, request),
    waitForCalls: (request, options) => waitForCalls(deps, { ...PLATFORM, signal: options?.signal ?? null }, request),
    sessionFile: (request) => sessionFile(deps, PLATFORM, request),
    uploadFile: (request) => uploadFile(deps, PLATFORM, request),
    listSteps: (request) => listSteps(deps, PLATFORM, request),
    recordStep: (request) => recordStep(deps, PLATFORM, request),
    findSource: (request) => findSource(deps, PLATFORM, request),
    suspendCall: (request) => suspendCall(deps, PLATFORM, request),
    storeContents: (request) => storeContents(deps, PLATFORM, request),
    getSecret: (request) => getSecret(deps, PLATFORM, request),
  };
}
