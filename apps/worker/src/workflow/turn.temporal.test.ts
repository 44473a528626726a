import { randomUUID } from 'node:crypto';
import {
  STATUS_QUERY,
  TASK_QUEUES,
  TURN_WORKFLOW,
  type TurnActivities,
  type TurnSegmentInput,
  turnWorkflowId,
} from '@everruns/internal-protocol';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time.js';
import { Context } from '@temporalio/activity';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createFakeTurn } from '../../test/fake-activities.ts';
import { getTemporalAddress } from '../../test/temporal-address.ts';
import { toRetryFailure } from '../activities/failure.ts';
import { systemClock } from '@everruns/kernel';
import { installTemporalRuntime } from '../temporal/runtime.ts';
import { type TemporalWorker, startTemporalWorker } from '../temporal/worker.ts';

const address = getTemporalAddress();
// A namespace of this file's own: its worker takes every task of the queues.
const namespace = `workflow-${randomUUID()}`;
const log = { info: () => {}, warn: () => {}, error: () => {} };
let connection: Connection;
let client: Client;
let worker: TemporalWorker | undefined;

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
  await worker?.drain();
  worker = undefined;
});
afterAll(() => connection.close());

function startWorkerWith(activities: TurnActivities): Promise<TemporalWorker> {
  return startTemporalWorker({
    connection: { address },
    namespace,
    workerId: 'test',
    makeActivities: () => activities,
    maxConcurrentTasks: 10,
    drainMs: 500,
    clock: systemClock,
    log,
  });
}

async function startTurn(activities: TurnActivities, input: Partial<TurnSegmentInput> = {}): Promise<WorkflowHandle> {
  worker = await startWorkerWith(activities);
  const turnId = randomUUID();
  return client.workflow.start(TURN_WORKFLOW, {
    workflowId: turnWorkflowId(turnId, 1),
    taskQueue: TASK_QUEUES.turns,
    args: [
      {
        turn_id: turnId,
        session_id: randomUUID(),
        segment: 1,
        start_iteration: 1,
        max_iterations: 10,
        heartbeat_timeout_ms: 2_000,
        ...input,
      },
    ],
  });
}

/** Every payload of a history as text. */
async function listPayloads(handle: WorkflowHandle): Promise<string[]> {
  const { events } = await handle.fetchHistory();
  const payloads: string[] = [];
  JSON.stringify(events, (key, value) => {
    if (key === 'data' && typeof value === 'string') payloads.push(Buffer.from(value, 'base64').toString('utf8'));
    return value;
  });
  return payloads;
}

it('a turn with two tools reasons, acts on both and reasons again', async () => {
  const turn = createFakeTurn([2, 0]);
  const handle = await startTurn(turn.activities);
  await handle.result();
  expect(turn.calls.toSorted()).toEqual(['act:1:0', 'act:1:1', 'reason:1', 'reason:2']);
  expect(await handle.query(STATUS_QUERY)).toEqual({ iteration: 2, phase: 'ended' });
});

it('a plain answer costs one activity', async () => {
  const turn = createFakeTurn([0]);
  const handle = await startTurn(turn.activities);
  await handle.result();
  const { events } = await handle.fetchHistory();
  expect(events?.filter((event) => event.activityTaskScheduledEventAttributes)).toHaveLength(1);
});

it('a history holds ids, ordinals and enums only, each payload below 4 KB', async () => {
  const turn = createFakeTurn([3, 0]);
  const handle = await startTurn(turn.activities);
  await handle.result();
  const payloads = await listPayloads(handle);
  expect(payloads.length).toBeGreaterThan(8);
  for (const payload of payloads) {
    expect(Buffer.byteLength(payload)).toBeLessThan(4_096);
    expect(payload).toMatch(/^[[{].*[\]}]$/);
    expect(payload.replaceAll(/"[0-9a-f-]{36}"|"[a-z_]{1,24}"|true|false|\d+/g, '')).toMatch(/^[[\]{}:,]*$/);
  }
});

it('an attempt that failed is tried again after the delay it asked for', async () => {
  const at: number[] = [];
  const turn = createFakeTurn([0]);
  const reason: TurnActivities['reason'] = async (input) => {
    at.push(performance.now());
    if (at.length === 1) throw toRetryFailure(700);
    return turn.activities.reason(input);
  };
  const handle = await startTurn({ ...turn.activities, reason });
  await handle.result();
  expect(at).toHaveLength(2);
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(690);
});

it('a generation that has used up the attempts of its model has those of the fallback model', async () => {
  const turn = createFakeTurn([0]);
  let failures = 0;
  const handle = await startTurn({
    ...turn.activities,
    reason: (input) => (failures++ < 6 ? Promise.reject(toRetryFailure(0)) : turn.activities.reason(input)),
  });
  await handle.result();
  expect([failures, turn.calls]).toEqual([7, ['reason:1']]);
});

it('an error that no retry can cure fails the workflow at once', async () => {
  let attempts = 0;
  const turn = createFakeTurn([0], {
    reason: async () => {
      attempts += 1;
      throw ApplicationFailure.nonRetryable('not_found', 'not_found');
    },
  });
  await expect((await startTurn(turn.activities)).result()).rejects.toThrow();
  expect(attempts).toBe(1);
});

it('canceling the workflow reaches a running tool within its heartbeat and ends the workflow as canceled', async () => {
  const started = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<void>();
  const turn = createFakeTurn([1, 0], {
    act: async () => {
      const context = Context.current();
      const timer = setInterval(() => context.heartbeat(), 100);
      started.resolve();
      try {
        return await context.cancelled;
      } finally {
        clearInterval(timer);
        aborted.resolve();
      }
    },
  });
  const handle = await startTurn(turn.activities);
  await started.promise;
  expect(await handle.query(STATUS_QUERY)).toEqual({ iteration: 1, phase: 'act' });
  await handle.cancel();
  await aborted.promise;
  await expect(handle.result()).rejects.toThrow();
  expect((await handle.describe()).status.name).toBe('CANCELLED');
});

it('calls that wait are awaited, and those that were approved run', async () => {
  const turn = createFakeTurn([1, 0], {
    reason: async ({ iteration }) => ({ kind: 'reason', done: iteration === 2, call_ordinals: [], wait_ordinals: [0] }),
  });
  await (await startTurn(turn.activities)).result();
  expect(turn.calls).toEqual(['wait', 'act:1:0']);
});

it('a turn whose calls stay open is parked, and its workflow completes', async () => {
  const turn = createFakeTurn([], {
    reason: async () => ({ kind: 'reason', done: false, call_ordinals: [], wait_ordinals: [0] }),
    waitForCalls: async ({ ordinals }) => ({ kind: 'waited', runnable: [], open: ordinals }),
  });
  await (await startTurn(turn.activities)).result();
  expect(turn.calls).toEqual(['end:parked']);
});

it('a fenced segment completes without another word', async () => {
  const turn = createFakeTurn([1, 0], { act: async () => ({ kind: 'ended' }) });
  await (await startTurn(turn.activities)).result();
  expect(turn.calls).toEqual(['reason:1']);
});
