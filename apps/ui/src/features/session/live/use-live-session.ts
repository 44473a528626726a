'use client';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { goToLogin } from '@/data/go-to-login.ts';
import { isSignedOut } from '@/data/query-client.ts';
import { EMPTY_LIVE_SESSION, type LiveSession } from './live-session.ts';
import { SessionFeed } from './session-feed.ts';

/** The session's log in the query cache, kept current while a page shows it; null until a part of it is known. */
export function useLiveSession(id: string): LiveSession | null {
  const client = useQueryClient();
  const queryKey = ['sessions', id, 'live'];
  useEffect(() => {
    const key = ['sessions', id, 'live'];
    const initial = client.getQueryData<LiveSession>(key) ?? EMPTY_LIVE_SESSION;
    const feed = new SessionFeed(id, initial, (live) => client.setQueryData(key, live));
    feed.start();
    return () => feed.stop();
  }, [client, id]);
  const { data } = useQuery<LiveSession>({
    queryKey,
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
