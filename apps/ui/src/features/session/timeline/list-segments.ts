import type { CallWait, FailedAttempt, TakeOver } from '@everruns/sdk';

/** A part of a span. Times are milliseconds since the epoch. */
export interface Segment {
  /** `backoff`: the wait before the next attempt. `silent`: the process was dead or silent, and nobody worked on the step. */
  kind: 'run' | 'failed' | 'backoff' | 'silent' | 'wait';
  startedAt: number;
  endedAt: number;
  failure: FailedAttempt | null;
  takeOver: TakeOver | null;
  /** For whom a call waits. */
  wait: CallWait | null;
}

interface Course {
  startedAt: number;
  endedAt: number;
  attempts: readonly FailedAttempt[];
  takeOvers: readonly TakeOver[];
  waits?: readonly CallWait[];
}

/** Divides a span into its attempts, what lies between them, and the times in which it waited for somebody. */
export function listSegments({ startedAt, endedAt, attempts, takeOvers, waits = [] }: Course): Segment[] {
  const segments: Segment[] = [];
  let at = startedAt;
  const add = (kind: Segment['kind'], until: number, more: Partial<Segment> = {}): void => {
    const end = Math.min(endedAt, Math.max(at, until));
    if (end > at) segments.push({ ...PLAIN, kind, startedAt: at, endedAt: end, ...more });
    at = end;
  };
  for (const failure of attempts) {
    const ended = Date.parse(failure.ended_at);
    const takeOver =
      failure.cause === 'lost' ? (takeOvers.find(({ at: time }) => time === failure.ended_at) ?? null) : null;
    add('backoff', Date.parse(failure.started_at));
    add('failed', ended - (takeOver?.silent_ms ?? 0), { failure });
    add('silent', ended, { failure, takeOver });
    add('backoff', ended + (failure.retry_after_ms ?? 0), { failure });
  }
  add('run', endedAt);
  if (segments.length === 0) segments.push({ ...PLAIN, kind: 'run', startedAt, endedAt });
  return waits.length === 0 ? segments : segments.flatMap((segment) => carveWaits(segment, waits));
}

const PLAIN = { failure: null, takeOver: null, wait: null };

/** Only work is divided: an attempt that failed did not wait for anybody. */
function carveWaits(segment: Segment, waits: readonly CallWait[]): Segment[] {
  if (segment.kind !== 'run') return [segment];
  const parts: Segment[] = [];
  let at = segment.startedAt;
  const add = (kind: Segment['kind'], until: number, wait: CallWait | null): void => {
    const end = Math.min(segment.endedAt, Math.max(at, until));
    if (end > at) parts.push({ ...PLAIN, kind, startedAt: at, endedAt: end, wait });
    at = end;
  };
  for (const wait of waits) {
    add('run', Date.parse(wait.started_at), null);
    add('wait', wait.ended_at === null ? segment.endedAt : Date.parse(wait.ended_at), wait);
  }
  add('run', segment.endedAt, null);
  return parts;
}
