'use client';
import { ListChecks, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { formatDateTime } from '@/design/format.ts';
import { JobLine } from './job-line.tsx';
import { isRunning, useJobs, useSeenJobs } from './use-jobs.ts';

/** The jobs that run, also those that another page has begun, and what became of them. */
export function JobNotices() {
  const { seen, dismiss } = useSeenJobs(useJobs());
  if (seen.length === 0) return null;
  return (
    <Card>
      <ul aria-label="Jobs" className="divide-y divide-line">
        {seen.map((job) => (
          <li key={job.id} className="flex items-start gap-3 px-4 py-3">
            <JobLine job={job} />
            {!isRunning(job) && (
              <IconButton label="Dismiss" size="sm" onClick={() => dismiss(job.id)}>
                <X />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A button that lists the last jobs. */
export function JobsButton() {
  const [isOpen, setIsOpen] = useState(false);
  const jobs = useJobs();
  if (jobs.length === 0) return null;
  return (
    <>
      <Button look="quiet" size="sm" onClick={() => setIsOpen(true)}>
        <ListChecks aria-hidden />
        Jobs
      </Button>
      <Dialog
        title="Jobs"
        description="What was done with many sessions at once, in the last 30 days."
        isOpen={isOpen}
        onOpenChange={setIsOpen}
      >
        <ul className="divide-y divide-line">
          {jobs.map((job) => (
            <li key={job.id} className="py-3">
              <JobLine job={job} />
              <p className="mt-1 text-xs text-faint" suppressHydrationWarning>
                {formatDateTime(job.created_at)}
              </p>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
