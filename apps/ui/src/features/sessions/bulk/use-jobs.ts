'use client';
import type { SessionJob } from '@everruns/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { everruns } from '@/data/everruns.ts';

const LOOK_EVERY_MS = 1_000;
const SHOWN = 20;

/** Returns the last jobs, followed while one of them runs. */
export function useJobs(): readonly SessionJob[] {
  const { data } = useQuery({
    queryKey: ['session-jobs'],
    queryFn: async ({ signal }) => (await everruns.sessionJobs.list({ limit: SHOWN }, { signal }).page()).data,
    refetchInterval: ({ state }) => (state.data?.some(isRunning) === true ? LOOK_EVERY_MS : false),
  });
  return data ?? NONE;
}

/** Returns the jobs that run, and those that were seen running and have ended since. When one ends, lists of sessions are read again. */
export function useSeenJobs(jobs: readonly SessionJob[]): {
  seen: readonly SessionJob[];
  dismiss: (id: string) => void;
} {
  const client = useQueryClient();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [noticed, setNoticed] = useState<ReadonlySet<string>>(new Set());
  const fresh = jobs.filter((job) => isRunning(job) && !noticed.has(job.id)).map(({ id }) => id);
  if (fresh.length > 0) setNoticed(new Set([...noticed, ...fresh]));
  const running = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const now = new Set(jobs.filter(isRunning).map(({ id }) => id));
    const hasEnded = [...running.current].some((id) => !now.has(id));
    running.current = now;
    if (hasEnded) void client.invalidateQueries({ queryKey: ['sessions'] });
  }, [jobs, client]);
  return {
    seen: jobs.filter(({ id }) => noticed.has(id) && !dismissed.has(id)),
    dismiss: (id) => setDismissed(new Set([...dismissed, id])),
  };
}

export function isRunning({ status }: SessionJob): boolean {
  return status === 'running';
}

const NONE: readonly SessionJob[] = [];
