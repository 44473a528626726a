import { EverrunsError, LIMITS, SessionJobId, type CreateSessionJobRequest, type SessionJob } from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { lockOrganization } from '../../repositories/memberships.ts';
import { countRunningJobs, insertSessionJob } from '../../repositories/session-jobs.ts';
import type { Services } from '../services.ts';

/**
 * Begins work on many sessions, which any process does in small steps with the caller's rights. Throws `conflict` while the organization has as
 * many running jobs as it may have.
 */
export function createSessionJob(
  deps: Services,
  ctx: RequestContext,
  { request, idempotency }: { request: CreateSessionJobRequest; idempotency: IdempotencyRequest | null },
): Promise<Answered<SessionJob>> {
  const { tags = [], ...asked } = request;
  const job: SessionJob = {
    ...asked,
    id: SessionJobId.parse(deps.ids.uuid()),
    status: 'running',
    tags,
    changed: 0,
    skipped: 0,
    failed: 0,
    failures: [],
    created_by: ctx.principal,
    created_at: timestampOf(deps.clock),
  };
  return idempotentWrite(deps.db, { ctx, idempotency, status: 202 }, async (tx) => {
    await lockOrganization(tx, ctx);
    const limit = LIMITS.runningJobsPerOrganization;
    if ((await countRunningJobs(tx, ctx)) >= limit)
      throw new EverrunsError(
        'conflict',
        `At most ${limit} jobs of an organization run at a time. Wait for one, or cancel it.`,
      );
    await insertSessionJob(tx, ctx, job);
    return job;
  });
}
