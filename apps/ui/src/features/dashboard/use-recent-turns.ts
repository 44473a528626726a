'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { summarizeTurns } from './summarize-turns.ts';

const SESSIONS = 10;
const TURNS = 20;

/** Summarizes the last turns of the last sessions. */
export function useRecentTurns() {
  return useQuery({
    queryKey: ['turns', 'recent'],
    queryFn: async ({ signal }) => {
      const { data: sessions } = await everruns.sessions.list({ limit: SESSIONS }, { signal }).page();
      const lists = await Promise.all(
        sessions.map(({ id }) => everruns.turns.list(id, { limit: TURNS }, { signal }).page()),
      );
      return summarizeTurns(lists.flatMap(({ data }) => data));
    },
    refetchInterval: 30_000,
  });
}
