import type { ActOutcome, ReasonOutcome } from '@everruns/schemas';

/** This executor is done with the segment: the turn ended, was parked, or was fenced. */
export interface SegmentEnded {
  kind: 'ended';
}

/** The call waits for somebody: it has no result yet. */
export interface SuspendedCall {
  kind: 'suspended';
}

export type SegmentEnd =
  | { kind: 'parked'; iteration: number; wait_ordinals: number[] }
  /** `iteration`: the last one that was recorded. */
  | { kind: 'failed'; code: 'max_iterations' | 'internal'; iteration: number };

/**
 * The operations of `runTurn`, with only ids, ordinals and small enums, so that one loop runs in the Temporal sandbox and in
 * process. Each method is durable: a second call with the same arguments returns the recorded result.
 */
export interface TurnRuntime {
  reason(iteration: number): Promise<ReasonOutcome | SegmentEnded>;
  act(iteration: number, ordinal: number): Promise<ActOutcome | SuspendedCall | SegmentEnded>;
  /** Waits up to 60 s for any of the calls. `runnable` ones were approved and must be run. `open` ones still wait. */
  waitFor(
    iteration: number,
    ordinals: number[],
  ): Promise<{ kind: 'waited'; runnable: number[]; open: number[] } | SegmentEnded>;
  /** `refused`: something that the park waits for has arrived in the meantime, so the loop continues. */
  endSegment(end: SegmentEnd): Promise<{ kind: 'ended' } | { kind: 'refused' }>;
}

export interface TurnLimits {
  /** The iteration at which the segment enters the loop: the turn's iteration when the segment was created. */
  start_iteration: number;
  max_iterations: number;
}
