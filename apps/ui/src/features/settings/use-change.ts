'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '@/design/toast.ts';
import { toSentence } from '@/design/error-notice.tsx';

export interface ChangeOptions<Given, Answer> {
  change: (given: Given) => Promise<Answer>;
  /** The first part of the query keys that the change makes stale. */
  stale: string;
  onDone?: (answer: Answer) => void;
}

/** Changes a setting, reports a failure, and reads the list again. */
export function useChange<Given, Answer>({ change, stale, onDone }: ChangeOptions<Given, Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: [stale] });
      onDone?.(answer);
    },
    onError: (error) => toast.error(toSentence(error)),
  });
}
