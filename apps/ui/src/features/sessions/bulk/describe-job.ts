import type { SessionJob } from '@everruns/sdk';

const DOING: Record<SessionJob['action'], string> = {
  cancel: 'Stopping',
  retry: 'Trying again',
  tag: 'Adding tags to',
  untag: 'Removing tags from',
  delete: 'Deleting',
};
const DONE: Record<SessionJob['action'], string> = {
  cancel: 'Stopped',
  retry: 'Tried again',
  tag: 'Added tags to',
  untag: 'Removed tags from',
  delete: 'Deleted',
};

/** What a job does, in one line: `Deleting 3 of 12 sessions`. */
export function describeJob(job: SessionJob): string {
  const { action, status, changed, session_ids } = job;
  if (status === 'running') {
    const of = session_ids === undefined ? '' : ` of ${session_ids.length}`;
    return `${DOING[action]} sessions: ${countDone(job)}${of} done`;
  }
  const what = `${DONE[action]} ${changed} ${changed === 1 ? 'session' : 'sessions'}`;
  return status === 'canceled' ? `${what} before it was ended` : what;
}

/** How many sessions need no more work. */
export function countDone({ changed, skipped, failed }: SessionJob): number {
  return changed + skipped + failed;
}

/** What else there is to say of it: `2 needed nothing · 1 failed · tags: late`. */
export function listRemarks({ skipped, failed, tags }: SessionJob): string[] {
  return [
    skipped === 0 ? '' : `${skipped} needed nothing`,
    failed === 0 ? '' : `${failed} failed`,
    tags.length === 0 ? '' : `tags: ${tags.join(', ')}`,
  ].filter((remark) => remark !== '');
}
