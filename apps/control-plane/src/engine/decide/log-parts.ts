import type { SessionId } from '@everruns/schemas';

/** A part of a log: the chunks of a session whose last sequences are above `after` and not above `through`. */
export interface LogPart {
  source: SessionId;
  after: number;
  through: number;
}

/** A fork reads at most so many parts of other sessions. Beyond them it gets a copy of everything. */
export const MAX_PARTS = 32;

/**
 * The parts of a session's log up to a place, each from the session that has recorded it, or a copy of it. `ranges` are what the session reads of
 * others, ascending; what they leave out is its own. Every end is the end of a chunk.
 */
export function listLogParts(own: SessionId, ranges: readonly LogPart[], through: number): LogPart[] {
  const parts: LogPart[] = [];
  let after = 0;
  const add = (source: SessionId, until: number): void => {
    const end = Math.min(until, through);
    if (end > after) parts.push({ source, after, through: end });
    after = Math.max(after, end);
  };
  for (const range of ranges) {
    add(own, range.after);
    add(range.source, range.through);
  }
  add(own, through);
  return parts;
}
