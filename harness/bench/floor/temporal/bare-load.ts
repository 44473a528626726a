import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { BARE_QUEUES, BARE_WORKFLOW, type BareInput } from './bare-contract.ts';

export interface BareSpec {
  lanes: number;
  turnsPerLane: number;
  warmUpTurns: number;
}

/**
 * Runs lanes of bare workflows one after the other. Returns the milliseconds of each from start to result, and of all together.
 */
export async function playBareWorkflows(
  client: Client,
  { lanes, turnsPerLane, warmUpTurns }: BareSpec,
): Promise<{ turnMs: number[]; elapsedMs: number }> {
  const playLane = async (turns: number): Promise<number[]> => {
    const times: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const startedAt = performance.now();
      await runBareWorkflow(client);
      times.push(performance.now() - startedAt);
    }
    return times;
  };
  const playAll = (turns: number) => Promise.all(Array.from({ length: lanes }, () => playLane(turns)));
  await playAll(warmUpTurns);
  const startedAt = performance.now();
  const turnMs = (await playAll(turnsPerLane)).flat();
  return { turnMs, elapsedMs: performance.now() - startedAt };
}

/** Runs one workflow to its end and returns its id. */
export async function runBareWorkflow(client: Client): Promise<string> {
  const workflowId = `bare:${randomUUID()}`;
  const input: BareInput = { turn_id: randomUUID(), session_id: randomUUID(), segment: 1 };
  await client.workflow.execute(BARE_WORKFLOW, { workflowId, taskQueue: BARE_QUEUES.turns, args: [input] });
  return workflowId;
}
