'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';

/** Returns how the turns of the last seven days did. */
export function useTurnStatistics() {
  return useQuery({
    queryKey: ['turns', 'statistics'],
    queryFn: ({ signal }) => everruns.usage.turns({}, { signal }),
    refetchInterval: 30_000,
  });
}
