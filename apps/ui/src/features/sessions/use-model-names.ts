'use client';
import { useModels } from '@/data/use-models.ts';

/** Returns the names of the models by their ids. */
export function useModelNames(): ReadonlyMap<string, string> {
  return new Map(useModels().map(({ id, display_name }) => [id, display_name]));
}
