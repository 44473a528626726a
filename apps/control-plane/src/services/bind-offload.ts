import type { RunJob } from '@everruns/core/catalog';
import type { RequestContext } from '../kernel/request-context.ts';
import type { Services } from './services.ts';

/** Returns the threads of one request, with its organization's share, until the signal aborts. */
export function bindOffload(
  { offload }: Pick<Services, 'offload'>,
  ctx: Pick<RequestContext, 'org_id'>,
  signal: AbortSignal,
): RunJob {
  return (job, input) => offload.run(job, input, { tenant: ctx.org_id, signal });
}
