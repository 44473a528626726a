'use client';
import type { SessionJob } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, CircleStop, TriangleAlert } from 'lucide-react';
import { everruns } from '@/data/everruns.ts';
import { LiveDot } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { Link } from '@/design/link.tsx';
import { toast } from '@/design/toast.ts';
import { countDone, describeJob, listRemarks } from './describe-job.ts';
import { isRunning } from './use-jobs.ts';

/** A job on many sessions: how far it is, and what failed. */
export function JobLine({ job }: { job: SessionJob }) {
  const total = job.session_ids?.length;
  return (
    <div className="min-w-0 flex-1 space-y-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <JobIcon job={job} />
        <span className="font-medium">{describeJob(job)}</span>
        <span className="text-xs text-muted">{listRemarks(job).join(' · ')}</span>
        {isRunning(job) && <EndButton id={job.id} />}
      </div>
      {isRunning(job) && total !== undefined && (
        <progress aria-label={describeJob(job)} className="h-1 w-full" max={total} value={countDone(job)} />
      )}
      {job.failures.length > 0 && (
        <details className="text-xs text-muted">
          <summary className="w-fit rounded hover:text-fg">Why {job.failed === 1 ? 'one' : job.failed} failed</summary>
          <ul className="mt-1 space-y-1 pl-4">
            {job.failures.map(({ session_id, message }) => (
              <li key={session_id} className="wrap-anywhere">
                <Link href={`/sessions/${session_id}`} className="text-fg underline">
                  Session {session_id.slice(-8)}
                </Link>
                : {message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function JobIcon({ job }: { job: SessionJob }) {
  if (isRunning(job)) return <LiveDot />;
  return job.failed > 0 ? (
    <TriangleAlert aria-hidden className="size-4 text-danger" />
  ) : (
    <Check aria-hidden className="size-4 text-muted" />
  );
}

function EndButton({ id }: { id: string }) {
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => everruns.sessionJobs.cancel(id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['session-jobs'] }),
    onError: (error) => toast.error(toSentence(error)),
  });
  return (
    <Button size="sm" look="quiet" disabled={end.isPending} title="What it has done stays" onClick={() => end.mutate()}>
      <CircleStop aria-hidden />
      End it
    </Button>
  );
}
