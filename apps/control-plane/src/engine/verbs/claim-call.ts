import type { ToolCallId } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { nameOfEnd, toClientCall, type ClientCall } from '../state/client-call.ts';
import { findCallRow, nameOfClaimant, writeClaim, type Claimant } from '../statements/claims.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { findToolOfWait } from './find-tool-of-wait.ts';

/** What became of a claim. */
export type CallClaim =
  | { kind: 'claimed'; call: ClientCall; deadline: Date }
  /** Somebody else has it. `by` is null if the device has a newer socket. */
  | { kind: 'taken'; by: string | null }
  | { kind: 'settled'; by: string };

export interface ClaimCall {
  tool_call_id: ToolCallId;
  claimant: Claimant;
  /** Calls of other subjects do not exist for the device. */
  subject: string;
}

/** How long a call may take whose tool has disappeared. */
const FALLBACK_TIMEOUT_MS = 60_000;
const LOCK = 'select 1 from sessions where id = $2 and (org_id = $1) is true for no key update';

/**
 * Claims a call for a device: a compare-and-set under the session's lock, so that exactly one device executes it. Repeated by the same
 * instance it is granted again. Throws `not_found`.
 */
export async function claimCall(deps: EngineDeps, ctx: RequestContext, input: ClaimCall): Promise<CallClaim> {
  const { tool_call_id, claimant, subject } = input;
  const row = await findCallRow(deps.db, ctx.org_id, tool_call_id);
  if (row === null || row.subject !== subject) throw notFound('tool call');
  if (row.status !== 'open') return { kind: 'settled', by: nameOfEnd(row) };
  const tool = await findToolOfWait(deps, ctx, { turn_id: row.turn_id, request: row.asked });
  const timeoutMs = tool?.timeout_ms ?? FALLBACK_TIMEOUT_MS;
  const deadline = await inTransaction(deps.db, async (tx) => {
    await runSql(tx, LOCK, [ctx.org_id, row.session_id]);
    return writeClaim(tx, row, { claimant, timeoutMs });
  });
  if (deadline !== null) return { kind: 'claimed', call: toClientCall(row), deadline };
  const now = await findCallRow(deps.db, ctx.org_id, tool_call_id);
  if (now !== null && now.status !== 'open') return { kind: 'settled', by: nameOfEnd(now) };
  const isOurs = now?.claim_device === claimant.id && now.claim_instance === claimant.instance_id;
  return {
    kind: 'taken',
    by: now?.claimed_by == null || isOurs ? null : nameOfClaimant({ device_id: now.claimed_by }),
  };
}

/** Returns a call of the subject by its id, whatever became of it. Null: there is none. */
export async function findCall(
  deps: EngineDeps,
  ctx: RequestContext,
  { tool_call_id, subject }: Pick<ClaimCall, 'tool_call_id' | 'subject'>,
): Promise<ClientCall | null> {
  const row = await findCallRow(deps.db, ctx.org_id, tool_call_id);
  return row === null || row.subject !== subject ? null : toClientCall(row);
}
