'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from './everruns.ts';

const FRESH_MS = 60_000;

/** Returns the person who is logged in, their organization and their permissions. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => everruns.call('get', '/v1/auth/me', { signal }),
    staleTime: FRESH_MS,
  });
}

/** Whether the person may do this. It is true until the permissions are known, because the server decides in any case. */
export function useMay(scope: 'write' | 'admin'): boolean {
  const { data } = useMe();
  return data === undefined || data.scopes.includes(scope);
}

/** The subject of what only this person sees. Undefined where nobody has an account. */
export function useMySubject(): string | undefined {
  const { data } = useMe();
  return data?.user === undefined ? undefined : `user:${data.user.id}`;
}
