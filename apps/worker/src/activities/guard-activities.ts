import type { Clock } from '@everruns/core';
import type { TurnActivities } from '@everruns/internal-protocol/workflow-contract';
import { EverrunsError } from '@everruns/schemas';
import { Context } from '@temporalio/activity';
import type { Gate } from '../gate.ts';
import { toActivityFailure } from './failure.ts';

export interface Guard {
  link: Gate;
  clock: Clock;
  /** How long a task is held that arrives while the control plane is unreachable. */
  keepMs?: number;
}

const KEEP_MS = 2_000;
const HAND_BACK_DELAY_MS = 500;

/**
 * A poll that was running when the control plane became unreachable may still bring a task. The task is handed back before it starts,
 * so that another worker can take it at once.
 */
export function guardActivities(activities: TurnActivities, guard: Guard): TurnActivities {
  return {
    reason: async (input) => untilOpen(guard, () => activities.reason(input)),
    act: async (input) => untilOpen(guard, () => activities.act(input)),
    waitForCalls: async (input) => untilOpen(guard, () => activities.waitForCalls(input)),
    endSegment: async (input) => untilOpen(guard, () => activities.endSegment(input)),
  };
}

async function untilOpen<Result>(
  { link, clock, keepMs = KEEP_MS }: Guard,
  work: () => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const cancelTimer = clock.after(keepMs, () => over.abort());
  try {
    await link.whenOpen(AbortSignal.any([over.signal, Context.current().cancellationSignal]));
  } catch (cause) {
    if (Context.current().cancellationSignal.aborted) return await Context.current().cancelled;
    throw toActivityFailure(
      new EverrunsError('unavailable', 'The control plane is unreachable.', {
        cause,
        retryAfterMs: HAND_BACK_DELAY_MS,
      }),
    );
  } finally {
    cancelTimer();
  }
  return work();
}
