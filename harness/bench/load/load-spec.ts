/** One round of load: `lanes` concurrent sessions with a stream each, and each runs one turn after another. */
export interface LoadSpec {
  url: string;
  /** The floors ignore it. */
  agentId: string;
  lanes: number;
  turnsPerLane: number;
  /** A conversation grows, so a lane begins another session after this number of turns. */
  turnsPerSession: number;
  warmUpTurns: number;
  text: string;
  /** The interval at which a lane begins a turn, resting in between; without it each turn begins right after the last one. */
  turnEveryMs?: number;
}

/** Milliseconds from before the POST, with one entry for each turn. */
export interface LoadResult {
  firstEventMs: number[];
  firstDeltaMs: number[];
  turnMs: number[];
  /**
   * The same, including the creation of the session and the opening of its stream, for turns that were the first of their
   * session.
   */
  wholeMs: number[];
  /** The duration of all turns together, without the warm-up. */
  elapsedMs: number;
}

export type LoadAnswer = { kind: 'result'; result: LoadResult } | { kind: 'error'; message: string };
