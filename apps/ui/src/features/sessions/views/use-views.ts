'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { toast } from '@/design/toast.ts';

const MOST = 100;

/** Returns one’s own views and those that are shared, by their names. */
export function useViews() {
  return useQuery({
    queryKey: ['views'],
    queryFn: async ({ signal }) => {
      const { data } = await everruns.views.list({ limit: MOST }, { signal }).page();
      return data.toSorted((left, right) => left.name.localeCompare(right.name));
    },
    staleTime: 30_000,
  });
}

/** Changes views, and reads their list again. A form says itself why it was refused. */
export function useChangeViews<Given, Answer>(change: (given: Given) => Promise<Answer>, isForm = false) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
    ...(!isForm && { onError: (error: unknown) => toast.error(toSentence(error)) }),
  });
}
