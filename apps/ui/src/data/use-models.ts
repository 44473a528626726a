'use client';
import type { LlmModel } from '@everruns/sdk';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { everruns } from './everruns.ts';

/** Reads the models of the organization. */
export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: async ({ signal }) => (await everruns.models.list({ limit: 100 }, { signal }).page()).data,
});

/** Returns the models, or none until they are there. */
export function useModels(): readonly LlmModel[] {
  const { data } = useQuery({ ...modelsQuery, staleTime: 30_000 });
  return data ?? NONE;
}

const NONE: readonly LlmModel[] = [];
