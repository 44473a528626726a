import type { FailedAttempt, MessageState, ToolCallState, TurnState } from '@everruns/sdk';
import { describe, expect, it } from 'vitest';
import { durationOfCall } from '../duration-of-call.ts';
import { describeSegment } from './describe-segment.ts';
import { describeDecision } from './describe-wait.ts';
import { listSpans } from './list-spans.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 30, 10) + seconds * 1_000).toISOString();
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

const CALL = {
  id: 'c',
  name: 'delete_file',
  arguments: {},
  state: 'succeeded',
  attempt: 1,
  output: '',
  progress: null,
  result: null,
  effect: 'once',
  duration_ms: 2_500,
  started_at: at(10),
  ended_at: at(12.5),
} as const satisfies ToolCallState;
const ACT = {
  kind: 'act',
  iteration: 1,
  tool_call_ids: ['c'],
  success_count: 1,
  error_count: 0,
  started_at: at(2),
  ended_at: at(13),
} as const;
const WAIT = { kind: 'wait', waiting_for: ['approval'], wake_at: null, started_at: at(2), ended_at: at(9) } as const;

function spansOf(call: ToolCallState, steps: readonly object[] = [ACT]) {
  const turn = { id: 't', steps, failed_attempts: [], take_overs: [] } as unknown as TurnState;
  const message = { id: 'm', turn_id: 't', tool_calls: [call] } as unknown as MessageState;
  return listSpans(turn, [message], START + 60_000);
}

describe('a call', () => {
  it('a call lasts in the timeline as long as in the chat', () => {
    const [span] = spansOf(CALL);
    expect(span?.durationMs).toBe(CALL.duration_ms);
    expect(durationOfCall(CALL)).toBe(CALL.duration_ms);
  });

  it('a call of a sub-agent lasts from its begin to its end, in the chat too, though the sub-agent did the work', () => {
    const subagent = { agent: 'helper' } as NonNullable<ToolCallState['subagent']>;
    const waits = [{ kind: 'subagent', started_at: at(2.5), ended_at: at(9) }] as const;
    const call: ToolCallState = { ...CALL, subagent, waits, started_at: at(2), ended_at: at(9), duration_ms: 0 };
    const [span] = spansOf(call);
    expect([span?.durationMs, durationOfCall(call)]).toEqual([7_000, 7_000]);
    expect(durationOfCall({ ...call, ended_at: null })).toBeNull();
  });

  it('that waited for an approval shows for whom and how long, before its work', () => {
    const approval = {
      kind: 'approval',
      started_at: at(2),
      ended_at: at(9),
      decision: 'approve',
      by: 'user:ada',
    } as const;
    const [span, wait] = spansOf({ ...CALL, waits: [approval] }, [ACT, WAIT]);
    expect(
      span?.segments.map(({ kind, startedAt, endedAt }) => [
        kind,
        (startedAt - START) / 1_000,
        (endedAt - START) / 1_000,
      ]),
    ).toEqual([
      ['wait', 2, 9],
      ['run', 9, 12.5],
    ]);
    expect(span?.segments.map(describeSegment)).toEqual(['Waited for an approval for 7.0 s', 'Ran for 3.5 s']);
    expect(span?.durationMs).toBe(CALL.duration_ms);
    expect(wait?.label).toBe('Waits for an approval (delete_file)');
    expect(describeDecision(approval)).toBe('approved by user:ada');
  });
});
