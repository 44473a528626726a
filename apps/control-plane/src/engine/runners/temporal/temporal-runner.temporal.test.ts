import { randomUUID } from 'node:crypto';
import { OrganizationId, SessionId, TurnId } from '@everruns/schemas';
import { turnWorkflowId } from '@everruns/internal-protocol';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import type { AgentRunner, DispatchedSegment } from '../../ports/runner.ts';
import { createTemporalRunner } from './temporal-runner.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Provided by the global setup of the project `temporal` (harness/dev/vitest-temporal.ts). */
    temporalAddress: string;
  }
}

const address = inject('temporalAddress');
// Each run has its own namespace, so that no other worker runs these workflows.
const namespace = `runner-${randomUUID()}`;
const log = { warn: () => {} };
let connection: Connection;
let client: Client;
let runner: AgentRunner;

beforeAll(async () => {
  connection = await Connection.connect({ address });
  client = new Client({ connection, namespace });
  runner = createTemporalRunner({ address, namespace, log });
  await untilDelivered(runner);
});
afterAll(async () => {
  await runner.close(AbortSignal.timeout(0));
  await connection.close();
});

/** A new namespace is not known everywhere at once. Until then a delivery throws and is repeated, as the dispatcher does. */
async function untilDelivered(to: AgentRunner): Promise<void> {
  await vi.waitFor(() => to.start(makeSegment()), { timeout: 20_000, interval: 200 });
}

function makeSegment(segment = 1): DispatchedSegment {
  return {
    org_id: OrganizationId.parse(randomUUID()),
    turn_id: TurnId.parse(randomUUID()),
    session_id: SessionId.parse(randomUUID()),
    segment,
    start_iteration: 1,
    max_iterations: 5,
  };
}

function getHandle({ turn_id, segment }: DispatchedSegment) {
  return client.workflow.getHandle(turnWorkflowId(turn_id, segment));
}

it('a segment delivered twice is one workflow', async () => {
  const segment = makeSegment();
  expect([await runner.start(segment), await runner.start(segment)]).toEqual(['delivered', 'delivered']);
  const { runId } = await getHandle(segment).describe();
  await runner.start(segment);
  expect((await getHandle(segment).describe()).runId).toBe(runId);
});

it('a segment that has ended is not run again', async () => {
  const segment = makeSegment();
  await runner.start(segment);
  await getHandle(segment).terminate();
  expect(await runner.start(segment)).toBe('delivered');
  expect((await getHandle(segment).describe()).status.name).toBe('TERMINATED');
});

it('canceling a turn asks the workflow of the segment before to stop', async () => {
  const segment = makeSegment(2);
  await runner.start(segment);
  await runner.stop(segment.turn_id, 3, 'canceled');
  const { events } = await getHandle(segment).fetchHistory();
  expect(events?.some((event) => event.workflowExecutionCancelRequestedEventAttributes)).toBe(true);
});

it('a segment that showed no life is ended without being asked', async () => {
  const segment = makeSegment(2);
  await runner.start(segment);
  await runner.stop(segment.turn_id, 3, 'fenced');
  const { status } = await getHandle(segment).describe();
  expect(status.name).toBe('TERMINATED');
});

it('canceling what never ran is no error', async () => {
  await expect(runner.stop(TurnId.parse(randomUUID()), 2, 'canceled')).resolves.toBeUndefined();
});

it('reconciling reports missing and closed workflows, and leaves running ones alone', async () => {
  const [running, closed, missing] = [makeSegment(), makeSegment(), makeSegment()];
  await runner.start(running);
  await runner.start(closed);
  await getHandle(closed).terminate();
  expect(await runner.reconcile([running, closed, missing])).toEqual([closed, missing]);
});

it('a namespace that does not exist is registered', async () => {
  const fresh = createTemporalRunner({ address, namespace: `fresh-${randomUUID()}`, log });
  await untilDelivered(fresh);
  await fresh.close(AbortSignal.timeout(0));
});

it('without a server every delivery is refused in bounded time, and works once there is one', async () => {
  const connecting = { address: '127.0.0.1:1', namespace, log };
  const down = createTemporalRunner(connecting);
  await expect(down.start(makeSegment())).rejects.toThrow();
  await expect(down.reconcile([makeSegment()])).rejects.toThrow();
  connecting.address = address;
  expect(await down.start(makeSegment())).toBe('delivered');
  await down.close(AbortSignal.timeout(0));
}, 20_000);
