import type { WorkerService } from '@everruns/internal-protocol';

/** A `WorkerService` that answers what a test gives it and throws on every other call. An event stream is silent. */
export function createFakeWorkerService(answers: Partial<WorkerService>): WorkerService {
  const refuse = (name: string) => (): never => {
    throw new Error(`the fake has no answer for ${name}`);
  };
  return {
    getTurnContext: refuse('getTurnContext'),
    openEventStream: () => ({ send: () => {}, close: async () => {} }),
    commitAtom: refuse('commitAtom'),
    failAttempt: refuse('failAttempt'),
    endSegment: refuse('endSegment'),
    waitForCalls: refuse('waitForCalls'),
    sessionFile: refuse('sessionFile'),
    uploadFile: refuse('uploadFile'),
    storeContents: refuse('storeContents'),
    listSteps: refuse('listSteps'),
    recordStep: refuse('recordStep'),
    findSource: refuse('findSource'),
    getSecret: refuse('getSecret'),
    suspendCall: refuse('suspendCall'),
    ...answers,
  };
}
