import { randomUUID } from 'node:crypto';
import {
  TASK_QUEUES,
  TURN_WORKFLOW,
  type TurnActivities,
  type TurnSegmentInput,
  turnWorkflowId,
} from '@everruns/internal-protocol';
import { EverrunsError } from '@everruns/schemas';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createFakeTurn } from '../../test/fake-activities.ts';
import { getTemporalAddress } from '../../test/temporal-address.ts';
import { toRetryFailure } from '../activities/failure.ts';
import { guardActivities } from '../activities/guard-activities.ts';
import { type ControlPlaneLink, createControlPlaneLink } from '../control-plane-link.ts';
import { systemClock } from '@everruns/kernel';
import { installTemporalRuntime } from './runtime.ts';
import { type TemporalWorker, startTemporalWorker } from './worker.ts';

const address = getTemporalAddress();
const namespace = `gate-${randomUUID()}`;
let connection: Connection;
let client: Client;
const workers: TemporalWorker[] = [];

beforeAll(async () => {
  installTemporalRuntime({ warn: () => {}, error: () => {} });
  connection = await Connection.connect({ address });
  const request = { namespace, workflowExecutionRetentionPeriod: msToTs(86_400_000) };
  await connection.workflowService.registerNamespace(request);
  client = new Client({ connection, namespace });
  // It takes a moment until every service of the server knows it.
  await vi.waitFor(() => client.workflow.count(), { timeout: 20_000, interval: 200 });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.drain()));
});
afterAll(() => connection.close());

interface GatedWorker {
  link: ControlPlaneLink;
  /** Resolves when it polls for the nth time. */
  polls(times: number): Promise<void>;
}

async function startWorker(
  workerId: string,
  makeActivities: (ending: AbortSignal) => TurnActivities,
): Promise<GatedWorker> {
  const told: string[] = [];
  const note = (_details: object, message: string): void => void told.push(message);
  const log = { info: note, warn: note, error: note };
  const link = createControlPlaneLink({ address: 'control-plane:9001', clock: systemClock, log, awayAfterMs: 0 });
  const worker = await startTemporalWorker({
    connection: { address },
    namespace,
    workerId,
    makeActivities: (ending) => guardActivities(makeActivities(ending), { link, clock: systemClock, keepMs: 100 }),
    maxConcurrentTasks: 10,
    drainMs: 500,
    clock: systemClock,
    log,
    link,
  });
  workers.push(worker);
  return {
    link,
    polls: (times) =>
      vi
        .waitUntil(() => told.filter((line) => line === 'The Temporal worker is polling.').length === times, 20_000)
        .then(() => undefined),
  };
}

const CONNECTED = { kind: 'connected' } as const;
const BROKEN = { kind: 'broken', error: new EverrunsError('unavailable', 'gone') } as const;

function startTurn(): Promise<WorkflowHandle> {
  const turnId = randomUUID();
  const input: TurnSegmentInput = {
    turn_id: turnId,
    session_id: randomUUID(),
    segment: 1,
    start_iteration: 1,
    max_iterations: 10,
    heartbeat_timeout_ms: 5_000,
  };
  const options = { workflowId: turnWorkflowId(turnId, 1), taskQueue: TASK_QUEUES.turns, args: [input] };
  return client.workflow.start(TURN_WORKFLOW, options);
}

/** Who took the tasks of a finished turn, workflow tasks and activities. */
async function takersOf(handle: WorkflowHandle): Promise<Set<string>> {
  await handle.result();
  const { events } = await handle.fetchHistory();
  const takers = (events ?? []).flatMap((event) => {
    const { workflowTaskStartedEventAttributes: task, activityTaskStartedEventAttributes: activity } = event;
    return (task ?? activity)?.identity ?? [];
  });
  return new Set(takers);
}

it('a worker takes tasks only while the control plane answers it, and what it runs goes on when that goes away', async () => {
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let isHolding = false;
  const turn = createFakeTurn([1, 0]);
  const hold: TurnActivities['act'] = async (input) => {
    if (isHolding) {
      isHolding = false;
      begun.resolve();
      await held.promise;
    }
    return turn.activities.act(input);
  };
  const activities = { ...turn.activities, act: hold };
  const a = await startWorker('a', () => activities);
  const b = await startWorker('b', () => activities);
  a.link.onState(CONNECTED);
  await a.polls(1);
  for (let n = 0; n < 3; n += 1) expect(await takersOf(await startTurn())).toEqual(new Set(['a']));

  isHolding = true;
  const running = await startTurn();
  await begun.promise;
  a.link.onState(BROKEN);
  b.link.onState(CONNECTED);
  await b.polls(1);
  for (let n = 0; n < 3; n += 1) expect(await takersOf(await startTurn())).toEqual(new Set(['b']));
  held.resolve();
  expect(await takersOf(running)).toEqual(new Set(['a', 'b']));

  b.link.onState(BROKEN);
  a.link.onState(CONNECTED);
  await a.polls(2);
  for (let n = 0; n < 2; n += 1) expect(await takersOf(await startTurn())).toEqual(new Set(['a']));
});

it('an activity that outlives the grace of a drain runs again on another worker', async () => {
  const started = Promise.withResolvers<void>();
  const turn = createFakeTurn([1, 0]);
  const first = await startWorker('first', (ending) => ({
    ...turn.activities,
    act: () =>
      new Promise((_resolve, reject) => {
        started.resolve();
        ending.addEventListener('abort', () => reject(toRetryFailure(0)));
      }),
  }));
  first.link.onState(CONNECTED);
  const handle = await startTurn();
  await started.promise;
  await Promise.all(workers.splice(0).map((worker) => worker.drain()));
  const second = await startWorker('second', () => turn.activities);
  second.link.onState(CONNECTED);
  expect(await takersOf(handle)).toEqual(new Set(['first', 'second']));
  expect(turn.calls).toEqual(['reason:1', 'act:1:0', 'reason:2']);
});
