import { TASK_QUEUES } from '@everruns/internal-protocol/workflow-contract';
import type { ActivityOptions, RetryPolicy } from '@temporalio/workflow';

export const DEFAULT_HEARTBEAT_TIMEOUT_MS = 15_000;

/**
 * For failures without their own delay, such as a lost worker, or a control plane whose database is away. Somebody waits for the turn when
 * it is back.
 */
const BACKOFF: RetryPolicy = { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '3 s' };

/** The table of `engine.md`. */
export function makeActivityOptions(heartbeatTimeoutMs: number = DEFAULT_HEARTBEAT_TIMEOUT_MS) {
  const heartbeatTimeout = heartbeatTimeoutMs;
  return {
    reason: {
      taskQueue: TASK_QUEUES.turns,
      startToCloseTimeout: '15 min',
      heartbeatTimeout,
      // Attempts of the model, and of the fallback model.
      retry: { ...BACKOFF, maximumAttempts: 12 },
    },
    act: {
      taskQueue: TASK_QUEUES.tools,
      // The worker holds each tool to its own time, which every recorded step renews, and the end of the turn stops it. This is more than
      // the longest turn may take, and a worker that died is noticed by its heartbeats.
      startToCloseTimeout: '25 hours',
      heartbeatTimeout,
      retry: { ...BACKOFF, maximumAttempts: 4 },
    },
    wait: {
      taskQueue: TASK_QUEUES.turns,
      startToCloseTimeout: '2 min',
      heartbeatTimeout,
      retry: { ...BACKOFF, maximumAttempts: 12 },
    },
    end: { taskQueue: TASK_QUEUES.turns, startToCloseTimeout: '30 s', retry: { ...BACKOFF, maximumAttempts: 12 } },
  } satisfies Record<string, ActivityOptions>;
}
