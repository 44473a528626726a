/** One round of load: `lanes` sessions at once, each with its stream, each one turn after another. */
export interface LoadSpec {
  url: string;
  /** Ignored by the floors. */
  agentId: string;
  lanes: number;
  turnsPerLane: number;
  /** A conversation grows; after so many turns a lane begins another session. */
  turnsPerSession: number;
  warmUpTurns: number;
  text: string;
  /** A lane begins a turn so often and rests in between; at once after the last one where absent. */
  turnEveryMs?: number;
}

/** Milliseconds from before the POST, one entry a turn. */
export interface LoadResult {
  firstEventMs: number[];
  firstDeltaMs: number[];
  turnMs: number[];
  /** The same with the creation of the session and the opening of its stream, where the turn was the first of its session. */
  wholeMs: number[];
  /** All turns together, without the warm-up. */
  elapsedMs: number;
}

export type LoadAnswer = { kind: 'result'; result: LoadResult } | { kind: 'error'; message: string };
