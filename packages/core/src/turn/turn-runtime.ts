import type { ActOutcome, ReasonOutcome } from '@everruns/schemas';

/** The segment is over for this executor: the turn ended, was parked, or was fenced. Nothing is left to do. */
export interface SegmentEnded {
  kind: 'ended';
}

export type SegmentEnd =
  | { kind: 'parked'; iteration: number; wait_ordinals: number[] }
  /** `iteration`: the last that was recorded. */
  | { kind: 'failed'; code: 'max_iterations' | 'internal'; iteration: number };

/**
 * The hands of `runTurn`: ids, ordinals and small enums only, so that the same loop runs in the Temporal sandbox and in process.
 * Each method is durable: called again with the same arguments it answers what was recorded.
 */
export interface TurnRuntime {
  reason(iteration: number): Promise<ReasonOutcome | SegmentEnded>;
  act(iteration: number, ordinal: number): Promise<ActOutcome | SegmentEnded>;
  /** Waits up to 60 s for any of the calls. `runnable` ones were approved and must be run; `open` ones still wait. */
  waitFor(
    iteration: number,
    ordinals: number[],
  ): Promise<{ kind: 'waited'; runnable: number[]; open: number[] } | SegmentEnded>;
  /** `refused`: something that the park waits for has come meanwhile; go on. */
  endSegment(end: SegmentEnd): Promise<{ kind: 'ended' } | { kind: 'refused' }>;
}

export interface TurnLimits {
  /** Where the segment enters the loop: the turn's iteration when the segment was raised. */
  start_iteration: number;
  max_iterations: number;
}
