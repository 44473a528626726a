'use client';
import type { SessionState } from '@everruns/sdk';
import { skipToken, useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { LiveSession } from './live-session.ts';
import { liveKey, startFeed } from './start-feed.ts';

/** The states of some sessions, each kept current as long as it is among them. A session is absent until its whole log is read. */
export function useLiveSessions(ids: readonly string[]): ReadonlyMap<string, SessionState> {
  const client = useQueryClient();
  const stops = useRef(new Map<string, () => void>());
  const names = ids.join(' ');
  useEffect(() => {
    const wanted = names === '' ? [] : names.split(' ');
    for (const [id, stop] of stops.current) {
      if (wanted.includes(id)) continue;
      stop();
      stops.current.delete(id);
    }
    for (const id of wanted) {
      if (!stops.current.has(id)) stops.current.set(id, startFeed(client, id));
    }
  }, [client, names]);
  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop();
      running.clear();
    };
  }, []);
  const read = useQueries({
    queries: ids.map((id) => ({
      queryKey: liveKey(id),
      queryFn: skipToken,
      staleTime: Infinity,
      structuralSharing: false,
    })),
    combine: (results) => results.map(({ data }) => data as LiveSession | undefined),
  });
  return useMemo(() => {
    const known = names === '' ? [] : names.split(' ');
    return new Map(
      known.flatMap((id, index) => {
        const live = read[index];
        return live?.isWhole === true ? [[id, live.state] as const] : [];
      }),
    );
  }, [names, read]);
}
