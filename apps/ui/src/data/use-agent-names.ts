'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from './everruns.ts';

const MOST = 100;

/** Returns the names of the newest agents by their ids, those in the archive too. */
export function useAgentNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['agents', 'names'],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        (['active', 'archived'] as const).map((status) =>
          everruns.agents.list({ status, limit: MOST }, { signal }).page(),
        ),
      );
      return new Map(pages.flatMap(({ data: agents }) => agents.map(({ id, name }) => [id, name] as const)));
    },
    staleTime: 30_000,
  });
  return data ?? NONE;
}

const NONE: ReadonlyMap<string, string> = new Map();
