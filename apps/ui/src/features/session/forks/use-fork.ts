'use client';
import type { CreateMessageRequest } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { everruns } from '@/data/everruns.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { toast } from '@/design/toast.ts';

export interface Fork {
  /** The last event that the fork has too. Absent: the last one there is. */
  at?: number;
  /** What is said in the fork. */
  message?: CreateMessageRequest;
}

/** Makes a fork of a session and goes there. */
export function useFork(sessionId: string) {
  const router = useRouter();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ at, message }: Fork) => {
      const fork = await everruns.sessions.fork(sessionId, at === undefined ? {} : { at_sequence: at });
      if (message !== undefined) await everruns.sessions.send(fork.id, message);
      return fork;
    },
    onSuccess: async ({ id, warnings = [] }) => {
      for (const { message } of warnings.slice(0, 3)) toast.error(message);
      router.push(`/sessions/${id}`);
      await client.invalidateQueries({ queryKey: ['sessions'] });
    },
    onError: (error) => toast.error(toSentence(error)),
  });
}
