'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from './everruns.ts';

const FRESH_MS = 60_000;

/** Who is signed in, in which organization, and what they may do. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => everruns.call('get', '/v1/auth/me', { signal }),
    staleTime: FRESH_MS,
  });
}

/** Whether the person may do this; true until it is known, since the server has the last word. */
export function useMay(scope: 'write' | 'admin'): boolean {
  const { data } = useMe();
  return data === undefined || data.scopes.includes(scope);
}
