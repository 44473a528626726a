import type { Turn } from '@everruns/sdk';

export interface RecentTurns {
  ended: number;
  failed: number;
  /** Counts only completed turns; null until a turn has completed. */
  medianMs: number | null;
  slowestMs: number | null;
}

export function summarizeTurns(turns: readonly Pick<Turn, 'status' | 'started_at' | 'ended_at'>[]): RecentTurns {
  const times = turns
    .filter(({ status }) => status === 'completed')
    .map(({ started_at, ended_at }) => Date.parse(ended_at ?? '') - Date.parse(started_at ?? ''))
    .filter((ms) => !Number.isNaN(ms))
    .toSorted((left, right) => left - right);
  return {
    ended: turns.filter(({ ended_at }) => ended_at !== undefined).length,
    failed: turns.filter(({ status }) => status === 'failed').length,
    medianMs: times[Math.floor((times.length - 1) / 2)] ?? null,
    slowestMs: times.at(-1) ?? null,
  };
}
