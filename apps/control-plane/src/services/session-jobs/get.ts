import type { Page, SessionJob, SessionJobId } from '@everruns/schemas';
import type { z } from 'zod';
import { inTransaction } from '../../db/transaction.ts';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { cancelSessionJobRow, findSessionJob, listSessionJobs as listRows } from '../../repositories/session-jobs.ts';
import type { Services } from '../services.ts';

interface JobInput {
  job_id: SessionJobId;
}

/** Throws `not_found`. */
export async function getSessionJob(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { job_id }: JobInput,
): Promise<SessionJob> {
  const job = await findSessionJob(db, ctx, job_id);
  if (job === null) throw notFound('job');
  return job;
}

/** Lists jobs, newest first. Throws `invalid_cursor`. */
export function listSessionJobs(
  deps: Services,
  ctx: RequestContext,
  input: z.infer<typeof ListQuery>,
): Promise<Page<SessionJob>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'session_jobs' } };
  return listPage(deps, { ...input, binding }, (after, count) => listRows(deps.db, ctx, { after, count }));
}

/** Ends a job after the session that it works on; what it has done stays. Ending it again changes nothing. Throws `not_found`. */
export function cancelSessionJob(deps: Services, ctx: RequestContext, input: JobInput): Promise<void> {
  return inTransaction(deps.db, async (tx) => {
    await getSessionJob({ db: tx }, ctx, input);
    await cancelSessionJobRow(tx, ctx, input.job_id);
  });
}
