import { runTurn } from '@everruns/core/turn';
import {
  STATUS_QUERY,
  type TurnActivities,
  type TurnSegmentInput,
  type TurnSegmentStatus,
} from '@everruns/internal-protocol/workflow-contract';
import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { makeActivityOptions } from './activity-options.ts';

const statusQuery = defineQuery<TurnSegmentStatus>(STATUS_QUERY);

/**
 * One segment of a turn. Binds the loop of `@everruns/core/turn` to activities. Temporal finds it by its name, `TURN_WORKFLOW`.
 * @public
 */
export async function turnSegment(input: TurnSegmentInput): Promise<void> {
  const { turn_id, session_id, segment, start_iteration, max_iterations } = input;
  const options = makeActivityOptions(input.heartbeat_timeout_ms);
  const { reason } = proxyActivities<TurnActivities>(options.reason);
  const { act } = proxyActivities<TurnActivities>(options.act);
  const { waitForCalls } = proxyActivities<TurnActivities>(options.wait);
  const { endSegment } = proxyActivities<TurnActivities>(options.end);

  let status: TurnSegmentStatus = { iteration: start_iteration, phase: 'reason' };
  const enter = (iteration: number, phase: TurnSegmentStatus['phase']) => (status = { iteration, phase });
  setHandler(statusQuery, () => status);

  const runtime = {
    reason: (iteration: number) => (
      enter(iteration, 'reason'),
      reason({ turn_id, session_id, segment, iteration, ordinal: 0 })
    ),
    act: (iteration: number, ordinal: number) => (
      enter(iteration, 'act'),
      act({ turn_id, session_id, segment, iteration, ordinal })
    ),
    waitFor: (iteration: number, ordinals: number[]) => (
      enter(iteration, 'wait'),
      waitForCalls({ turn_id, segment, iteration, ordinals })
    ),
    endSegment: (end: Parameters<TurnActivities['endSegment']>[0]['end']) => endSegment({ turn_id, segment, end }),
  };
  await runTurn(runtime, { start_iteration, max_iterations });
  enter(status.iteration, 'ended');
}
