import type { Client } from '../http/client.ts';
import { EverrunsApiError } from '../http/everruns-api-error.ts';
import type { Approval, ResolveApprovalRequest } from '../nouns.ts';
import type { EventOf } from '../session-event.ts';

type Decision = ResolveApprovalRequest | undefined;

/** Gets an approval or a question, and returns the decision, or undefined to leave it open. */
export type OnApproval = (approval: Approval) => Promise<Decision> | Decision;

interface DecideDeps {
  client: Client;
  options: { onApproval?: OnApproval; signal?: AbortSignal };
  /** The ids of what was decided here, and of events at which a reading has ended. All readings of a run share them. */
  answered: Set<string>;
  passed: Set<string>;
}

/** Asks the function once about each request. Somebody who decided first is as good. */
export async function decideApproval(
  { client, options, answered, passed }: DecideDeps,
  { id, data: { approval_id } }: EventOf<'approval.requested'>,
): Promise<'others must' | 'ours'> {
  if (passed.has(id) || answered.has(approval_id)) return 'ours';
  const path = { approval_id };
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const approval = await client.call('get', '/v1/approvals/{approval_id}', { path, ...signal });
  // A run that is read later gets requests that were decided long ago.
  if (approval.status !== 'open') return 'ours';
  const body = await options.onApproval?.(approval);
  if (body === undefined) {
    passed.add(id);
    return 'others must';
  }
  answered.add(approval_id);
  try {
    await client.call('post', '/v1/approvals/{approval_id}/resolve', { path, body, ...signal });
  } catch (error) {
    if (!(error instanceof EverrunsApiError) || error.status !== 409) throw error;
  }
  return 'ours';
}
