import type { SessionJob } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { countDone, describeJob, listRemarks } from './describe-job.ts';

const job: SessionJob = {
  id: 'j',
  action: 'delete',
  status: 'running',
  session_ids: ['a', 'b', 'c'],
  tags: [],
  changed: 1,
  skipped: 1,
  failed: 0,
  failures: [],
  created_by: 'operator',
  created_at: '2026-12-01T00:00:00.000Z',
};

it('a job that runs says how far it is, of how many where that is known', () => {
  expect(describeJob(job)).toBe('Deleting sessions: 2 of 3 done');
  expect(describeJob({ ...job, session_ids: undefined, filter: { tag: 'x' } } as unknown as SessionJob)).toBe(
    'Deleting sessions: 2 done',
  );
  expect(countDone(job)).toBe(2);
});

it('a job that has ended says what it did, and what else there is to say', () => {
  expect(describeJob({ ...job, status: 'completed' })).toBe('Deleted 1 session');
  expect(describeJob({ ...job, status: 'canceled', action: 'tag', changed: 2 })).toBe(
    'Added tags to 2 sessions before it was ended',
  );
  expect(listRemarks({ ...job, failed: 2, tags: ['x', 'y'] })).toEqual(['1 needed nothing', '2 failed', 'tags: x, y']);
});
