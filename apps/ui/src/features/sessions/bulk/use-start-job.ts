'use client';
import type { CreateSessionJobRequest, SessionJob } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { toast } from '@/design/toast.ts';

/** Begins a job on many sessions. The notice of jobs shows how far it is. */
export function useStartJob(onStarted: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: CreateSessionJobRequest) => everruns.sessionJobs.create(request),
    onSuccess: async (job) => {
      onStarted();
      // It is shown at once, also if it has ended before the list is read again.
      client.setQueryData<readonly SessionJob[]>(['session-jobs'], (jobs = []) => [job, ...jobs]);
      await client.invalidateQueries({ queryKey: ['session-jobs'] });
    },
    onError: (error) => toast.error(toSentence(error)),
  });
}
