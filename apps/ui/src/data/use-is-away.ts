'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from './everruns.ts';

const PATIENCE_MS = 2_500;

/** Whether the control plane does not answer, which is checked every few seconds. */
export function useIsAway(): boolean {
  const { isError } = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => everruns.health({ signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) }),
    refetchInterval: (query) => (query.state.status === 'error' ? 1_500 : 5_000),
    refetchIntervalInBackground: false,
  });
  return isError;
}
