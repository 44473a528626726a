import type { FailedAttempt, TurnState } from '@everruns/sdk';
import { describe, expect, it } from 'vitest';
import { listSpans } from './list-spans.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 30, 10, 0, seconds)).toISOString();
const START = Date.parse(at(0));

function failure(change: Partial<FailedAttempt>): FailedAttempt {
  return {
    kind: 'reason',
    iteration: 1,
    attempt: 1,
    cause: 'rate_limited',
    started_at: at(0),
    ended_at: at(1),
    duration_ms: 1_000,
    failures: 1,
    ...change,
  };
}

const REASON = {
  kind: 'reason',
  iteration: 1,
  model: 'm',
  provider: 'p',
  message_id: null,
  attempt: 1,
  success: true,
  error: null,
  started_at: at(0),
  ended_at: at(30),
} as const;

function segmentsOf(change: Partial<TurnState>): [string, number, number][] {
  const turn = { id: 't', steps: [REASON], failed_attempts: [], take_overs: [], ...change } as unknown as TurnState;
  const [span] = listSpans(turn, [], START + 60_000);
  return (span?.segments ?? []).map((one) => [
    one.kind,
    (one.startedAt - START) / 1_000,
    (one.endedAt - START) / 1_000,
  ]);
}

describe('the segments of a generation', () => {
  it('without a failure are one', () => {
    expect(segmentsOf({})).toEqual([['run', 0, 30]]);
  });

  it('are its attempts and the waits between them', () => {
    const failed_attempts = [
      failure({ retry_after_ms: 4_000 }),
      failure({ attempt: 2, started_at: at(5), ended_at: at(6), retry_after_ms: 8_000 }),
    ];
    expect(segmentsOf({ failed_attempts })).toEqual([
      ['failed', 0, 1],
      ['backoff', 1, 5],
      ['failed', 5, 6],
      ['backoff', 6, 14],
      ['run', 14, 30],
    ]);
  });

  it('show the gap of a process that died', () => {
    const failed_attempts = [failure({ cause: 'lost', ended_at: at(20) })];
    const take_overs = [{ from: 'a', to: 'b', silent_ms: 15_000, at: at(20) }];
    expect(segmentsOf({ failed_attempts, take_overs })).toEqual([
      ['failed', 0, 5],
      ['silent', 5, 20],
      ['run', 20, 30],
    ]);
  });

  it('end with the step, whatever a provider asked for', () => {
    const failed_attempts = [failure({ retry_after_ms: 86_400_000 })];
    expect(segmentsOf({ failed_attempts })).toEqual([
      ['failed', 0, 1],
      ['backoff', 1, 30],
    ]);
  });
});
