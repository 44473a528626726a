import type { ToolCallState } from '@everruns/sdk';

/**
 * How many milliseconds a call took, as every lens says it. What a sub-agent does takes its time elsewhere, so its call lasts from its begin to
 * its end. Null: that is not known yet.
 */
export function durationOfCall({
  subagent,
  duration_ms,
  started_at,
  ended_at,
  waits = [],
}: ToolCallState): number | null {
  if (subagent === undefined) return duration_ms;
  const begins = [started_at, waits[0]?.started_at ?? null].flatMap((time) =>
    time === null ? [] : [Date.parse(time)],
  );
  return ended_at === null || begins.length === 0 ? null : Math.max(0, Date.parse(ended_at) - Math.min(...begins));
}
