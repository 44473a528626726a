import type { SegmentEnded } from '@everruns/core';
import type { WorkerService } from '@everruns/internal-protocol';
import type {
  AtomActivityInput,
  EndSegmentActivityInput,
  TurnActivities,
  WaitActivityInput,
} from '@everruns/internal-protocol/workflow-contract';
import { SessionId, TurnId, hasErrorCode } from '@everruns/schemas';
import { Context } from '@temporalio/activity';
import { type AtomExecutor, type AtomRun, RetryLater, toEndRequest } from '../executor/index.ts';
import { toActivityFailure, toRetryFailure } from './failure.ts';
import { startHeartbeat } from './heartbeat.ts';

export interface ActivityDeps {
  service: Pick<WorkerService, 'waitForCalls' | 'endSegment'>;
  /** Runs with `retries: 'throw'` and makes an `exec_id` for each run, so that a retry by Temporal is another execution. */
  atoms: AtomExecutor;
  /** How long an activity waits for a client or an approval before the turn parks. Default: 60 s. */
  inlineWaitMs?: number;
  /** Aborts when running work has to end because the process ends. */
  ending?: AbortSignal;
}

const INLINE_WAIT_MS = 60_000;
const ENDED: SegmentEnded = { kind: 'ended' };
const NEVER = new AbortController().signal;

/** The activities that Temporal calls. They take ids and return ids and enums; content is exchanged with the control plane. */
export function createActivities(deps: ActivityDeps): TurnActivities {
  const { service, atoms, inlineWaitMs = INLINE_WAIT_MS, ending = NEVER } = deps;
  const asActivity = <Result>(work: (signal: AbortSignal) => Promise<Result>) => runActivity(work, ending);
  return {
    reason: (input) => asActivity(async (signal) => (await atoms.reason(toAtomRun(input, signal))).outcome),
    act: (input) => asActivity(async (signal) => (await atoms.act(toAtomRun(input, signal))).outcome),
    waitForCalls: (input) =>
      asActivity(async (signal) => {
        const { iteration, ordinals } = input;
        const job = toSegment(input);
        const token = await atoms.prove({ job, iteration, signal });
        const request = { ...job, iteration, ordinals, timeout_ms: inlineWaitMs, token };
        const { status, runnable, open } = await service.waitForCalls(request, { signal });
        return status === 'ended' ? ENDED : { kind: 'waited', runnable, open };
      }),
    endSegment: (input) =>
      asActivity(async (signal) => {
        const job = toSegment(input);
        const token = await atoms.prove({ job, iteration: input.end.iteration, signal });
        const request = { ...job, token, end: toEndRequest(input.end) };
        return { kind: (await service.endSegment(request, { signal })).status };
      }),
  };
}

/** Sends heartbeats while `work` runs and converts failures into the form that Temporal records. Fenced work ends silently. */
async function runActivity<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  ending: AbortSignal,
): Promise<Result | SegmentEnded> {
  const context = Context.current();
  using _heartbeat = startHeartbeat(context);
  try {
    return await work(AbortSignal.any([context.cancellationSignal, ending]));
  } catch (error) {
    if (hasErrorCode(error, 'fenced')) return ENDED;
    if (context.cancellationSignal.aborted) return context.cancelled;
    // Another worker continues at once.
    if (ending.aborted) throw toRetryFailure(0);
    throw error instanceof RetryLater ? toRetryFailure(error.delay_ms) : toActivityFailure(error);
  }
}

function toAtomRun(input: AtomActivityInput, signal: AbortSignal): AtomRun {
  const { segment, iteration, ordinal } = input;
  const job = { turn_id: TurnId.parse(input.turn_id), session_id: SessionId.parse(input.session_id), segment };
  return { job, iteration, ordinal, signal };
}

function toSegment({ turn_id, segment }: WaitActivityInput | EndSegmentActivityInput) {
  return { turn_id: TurnId.parse(turn_id), segment };
}
