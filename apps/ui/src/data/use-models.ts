'use client';
import type { LlmModel } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';

export function useModels(): readonly LlmModel[] {
  const { data } = useQuery({
    queryKey: ['models'],
    queryFn: async ({ signal }) => (await everruns.models.list({ limit: 100 }, { signal }).page()).data,
    staleTime: 30_000,
  });
  return data ?? NONE;
}

const NONE: readonly LlmModel[] = [];
