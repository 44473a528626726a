import {
  createFakeClock,
  createSequentialIds,
  makeRuntimeAgent,
  makeToolDefinition,
  TEST_IDS,
} from '@everruns/core/testing';
import type { WorkerService } from '@everruns/internal-protocol';
import { FakeWorkerService } from '@everruns/worker/testing';
import { workerServiceContract } from './worker-service.contract.ts';
import type { BehindService, OpenedService } from './worker-service-kit.ts';

workerServiceContract({ name: "the fake of the worker's tests", open: openFake, hasSeveralTurns: false });

const TOOLS = [
  makeToolDefinition({ name: 'look', effect: 'read' }),
  makeToolDefinition({ name: 'put', effect: 'idempotent' }),
  makeToolDefinition({ name: 'pay', effect: 'once' }),
  makeToolDefinition({ name: 'ask', effect: 'read', policy: 'client_side' }),
  makeToolDefinition({ name: 'sum', effect: 'read' }),
  makeToolDefinition({ name: 'fetch', effect: 'read' }),
  makeToolDefinition({ name: 'risk', effect: 'once', policy: 'requires_approval' }),
];

/** A fake holds one turn, so a post creates the next fake, which the service then uses. */
async function openFake(): Promise<OpenedService> {
  let fake: FakeWorkerService;
  const kit: BehindService = {
    newSession: async () => TEST_IDS.session,
    async post(_sessionId, input) {
      const deps = { clock: createFakeClock(), ids: createSequentialIds(1) };
      fake = new FakeWorkerService(makeRuntimeAgent({ tools: TOOLS }), { ...deps, input });
      return { turn: { id: TEST_IDS.turn } };
    },
    dispatched: [{ id: TEST_IDS.turn, segment: 1 }],
    log: async () => [...fake.events, ...endsOf(fake)],
  };
  const service: WorkerService = {
    getTurnContext: (request) => fake.getTurnContext(request),
    openEventStream: (onServerFrame) => fake.openEventStream(onServerFrame),
    commitAtom: (request) => fake.commitAtom(request),
    failAttempt: (request) => fake.failAttempt(request),
    endSegment: (request) => fake.endSegment(request),
    waitForCalls: (request) => fake.waitForCalls(request),
    sessionFile: (request) => fake.sessionFile(request),
    uploadFile: (request) => fake.uploadFile(request),
    storeContents: (request) => fake.storeContents(request),
    listSteps: (request) => fake.listSteps(request),
    recordStep: (request) => fake.recordStep(request),
    findSource: (request) => fake.findSource(request),
    getSecret: (request) => fake.getSecret(request),
    suspendCall: (request) => fake.suspendCall(request),
  };
  return { kit, service, close: async () => undefined };
}

/** Converts the ends of a turn, which the fake keeps as states, to the events that the log would have. */
function endsOf({ status, ends }: FakeWorkerService): { type: string; data: object }[] {
  const events = ends.map((end) =>
    end.kind === 'parked' ? { type: 'turn.parked', data: {} } : { type: 'turn.failed', data: { error_code: end.code } },
  );
  return status === 'completed' ? [...events, { type: 'turn.completed', data: {} }] : events;
}
