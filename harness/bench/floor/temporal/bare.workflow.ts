import { proxyActivities } from '@temporalio/workflow';
import { BARE_QUEUES, type BareActivities, type BareInput } from './bare-contract.ts';

const retry = {
  initialInterval: '500 ms',
  backoffCoefficient: 2,
  maximumInterval: '15 s',
  maximumAttempts: 6,
} as const;
const common = { startToCloseTimeout: '15 min', heartbeatTimeout: '15 s', retry } as const;
const { reason } = proxyActivities<BareActivities>({ ...common, taskQueue: BARE_QUEUES.turns });
const { act } = proxyActivities<BareActivities>({ ...common, taskQueue: BARE_QUEUES.tools });

/** Runs as many activities on as many task queues as a turn with one tool call, and nothing else. */
export async function bareTurn(input: BareInput): Promise<void> {
  await reason({ ...input, iteration: 1, ordinal: 0 });
  await act({ ...input, iteration: 1, ordinal: 0 });
  await reason({ ...input, iteration: 2, ordinal: 0 });
}
