'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '@/design/toast.ts';
import { toSentence } from '@/design/error-notice.tsx';

export interface ChangeOptions<Given, Answer> {
  change: (given: Given) => Promise<Answer>;
  /** The first part of the query keys that the change makes stale, or several of them. */
  stale: string | readonly string[];
  onDone?: (answer: Answer) => void;
  /** The form itself says why it was refused. */
  isSaidInForm?: boolean;
}

/** Changes a setting, reports a failure, and reads the list again. */
export function useChange<Given, Answer>(options: ChangeOptions<Given, Answer>) {
  const { change, stale, onDone, isSaidInForm = false } = options;
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer) => {
      await Promise.all([stale].flat().map((key) => client.invalidateQueries({ queryKey: [key] })));
      onDone?.(answer);
    },
    ...(!isSaidInForm && { onError: (error: unknown) => toast.error(toSentence(error)) }),
  });
}
