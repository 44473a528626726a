import type { RunJob } from '@everruns/core/catalog';
import { omitUndefined } from '@everruns/kernel';
import type { RequestContext } from '../kernel/request-context.ts';
import type { CoreServices } from './services.ts';

/** Returns the threads of one request, with its organization's share, until the signal (if there is one) aborts. */
export function bindOffload(
  { offload }: Pick<CoreServices, 'offload'>,
  ctx: Pick<RequestContext, 'org_id'>,
  signal?: AbortSignal,
): RunJob {
  return (job, input) => offload.run(job, input, { tenant: ctx.org_id, ...omitUndefined({ signal }) });
}
