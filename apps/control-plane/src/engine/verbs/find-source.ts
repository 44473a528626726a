import type { FindSourceRequest } from '@everruns/internal-protocol';
import type { ProcessContext } from '../ports/process-context.ts';
import { findRunningCall } from '../statements/call-attempt.ts';
import { hasSource } from '../statements/call-sources.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

/** Whether a tool has read the page at this address in the session of the call. Throws `fenced` unless the attempt runs it. */
export async function findSource(
  { db }: EngineDeps,
  _ctx: ProcessContext,
  { token, url }: FindSourceRequest,
): Promise<boolean> {
  const { org_id } = await findRunningCall(db, token);
  return hasSource(db, { org_id, session_id: token.session_id }, url);
}
