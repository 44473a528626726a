'use client';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { goToLogin } from '@/data/go-to-login.ts';
import { isSignedOut } from '@/data/query-client.ts';
import type { LiveSession } from './live-session.ts';
import { liveKey, startFeed } from './start-feed.ts';

/** The session's log in the query cache, kept current while a page shows it; null until a part of it is known. */
export function useLiveSession(id: string): LiveSession | null {
  const client = useQueryClient();
  useEffect(() => startFeed(client, id), [client, id]);
  const { data } = useQuery<LiveSession>({
    queryKey: liveKey(id),
    queryFn: skipToken,
    staleTime: Infinity,
    structuralSharing: false,
  });
  const isEnded = isSignedOut(data?.error);
  useEffect(() => {
    // A stream ends with the login that opened it.
    if (isEnded) goToLogin();
  }, [isEnded]);
  return data ?? null;
}
