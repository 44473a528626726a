'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';

/** Returns the ways to log in that this server offers. */
export function useAuthConfig() {
  return useQuery({
    queryKey: ['auth-config'],
    queryFn: ({ signal }) => everruns.call('get', '/v1/auth/config', { signal }),
  });
}
