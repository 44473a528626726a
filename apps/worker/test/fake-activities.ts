import type { AtomActivityInput, TurnActivities } from '@everruns/internal-protocol/workflow-contract';

export interface FakeTurn {
  activities: TurnActivities;
  /** What was asked, in order: `reason:1`, `act:1:0`, … */
  calls: string[];
}

/** Activities that play a turn: each entry of `rounds` is the number of tools of that iteration; the last round answers. */
export function createFakeTurn(rounds: number[], overrides: Partial<TurnActivities> = {}): FakeTurn {
  const calls: string[] = [];
  const record = <Result>(name: string, result: Result): Promise<Result> => {
    calls.push(name);
    return Promise.resolve(result);
  };
  const activities: TurnActivities = {
    reason({ iteration }: AtomActivityInput) {
      const tools = rounds[iteration - 1] ?? 0;
      const call_ordinals = Array.from({ length: tools }, (_, ordinal) => ordinal);
      const outcome = { kind: 'reason' as const, done: tools === 0, call_ordinals, wait_ordinals: [] };
      return record(`reason:${iteration}`, outcome);
    },
    act: ({ iteration, ordinal }) => record(`act:${iteration}:${ordinal}`, { kind: 'act' as const, ok: true }),
    waitForCalls: ({ ordinals }) => record('wait', { kind: 'waited' as const, runnable: ordinals, open: [] }),
    endSegment: ({ end }) => record(`end:${end.kind}`, { kind: 'ended' as const }),
    ...overrides,
  };
  return { activities, calls };
}
