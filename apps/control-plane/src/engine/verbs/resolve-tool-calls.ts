import { omitUndefined } from '@everruns/kernel';
import {
  EverrunsError,
  type CreateToolResultsRequest,
  type CreateToolResultsResponse,
  type SessionId,
} from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { runSql } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { advanceIteration, recordCall } from '../decide/record-call.ts';
import { markProgress } from '../decide/turn-state.ts';
import { endWait, resumeAfterWaits } from '../decide/waits.ts';
import type { AtomState } from '../state/rows.ts';
import { loadOpenWaits } from '../statements/waits.ts';
import { assertClaimed, nameOfClaimant, type Claimant } from '../statements/claims.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange } from '../transact/transact.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import { loadOpenCalls } from '../statements/load.ts';
import { findLockedTurn } from '../statements/lock.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';

export interface ResolveCallsInput {
  session_id: SessionId;
  request: CreateToolResultsRequest;
  idempotency: IdempotencyRequest | null;
  /** The results come from this device, which must have claimed the calls. Absent: they come over REST, where nothing is claimed. */
  claimant?: Claimant;
}

/** The result is in the log. */
const ANSWERED = { decision: 'answer' } as const;

/**
 * Records the results of calls that the client executes, all or none. A parked turn runs again in the same transaction, so an answer that
 * arrives while the turn parks cannot be missed. Throws `not_found` for an unknown call, `already_resolved` for a late one, and `conflict`
 * for a device that has not claimed the call.
 */
export function resolveToolCalls(
  deps: EngineDeps,
  ctx: RequestContext,
  input: ResolveCallsInput,
): Promise<CreateToolResultsResponse> {
  return idempotentTransact(deps, { ctx, ...input, status: 200 }, async (tx, { session: { active_turn_id } }) => {
    const active = active_turn_id === null ? null : await findLockedTurn(tx, active_turn_id);
    const waiting =
      active === null
        ? []
        : (await loadOpenCalls(tx, active.turn)).filter(
            (call) => call.status === 'waiting' && call.policy === 'client_side',
          );
    const answers = input.request.tool_results.map((answer) => ({
      answer,
      atom: waiting.find((call) => call.tool_call?.id === answer.tool_call_id),
    }));
    const late = answers.find(({ atom }) => atom === undefined);
    if (active === null || late !== undefined)
      throw await refusal(tx, ctx, { ...input, call_id: late?.answer.tool_call_id ?? '' });
    const { session, turn } = active;
    const change = newChange(deps, session);
    const waits = await loadOpenWaits(tx, turn);
    const { claimant } = input;
    if (claimant !== undefined)
      await assertClaimed(tx, ctx, { claimant, calls: answers.map(({ answer }) => answer.tool_call_id) });
    const by = claimant === undefined ? ctx.principal : nameOfClaimant(claimant);
    const recorded: AtomState[] = [];
    for (const { answer, atom } of answers) {
      // For a call that is named twice, the first result counts.
      if (atom === undefined || atom.status === 'recorded') continue;
      const wait = waits.find(({ iteration, ordinal }) => iteration === atom.iteration && ordinal === atom.ordinal);
      // Calls of an older release have none.
      if (wait !== undefined) endWait(change, { turn, wait }, { status: 'resolved', resolution: ANSWERED, by });
      recordCall(change, { turn, atom }, { ...omitUndefined({ result: answer.result, error: answer.error }) });
      recorded.push(atom);
    }
    markProgress(turn, change.now);
    advanceIteration(change, turn);
    resumeAfterWaits(change, turn, recorded);
    return { result: { accepted: answers.map(({ answer }) => answer.tool_call_id) }, change };
  });
}

async function refusal(
  tx: Tx,
  ctx: RequestContext,
  asked: { session_id: SessionId; call_id: string },
): Promise<EverrunsError> {
  const rows = await runSql(
    tx,
    `select 1 from atoms where org_id = $1 and session_id = $2 and kind = 'act' and tool_call ->> 'id' = $3`,
    [ctx.org_id, asked.session_id, asked.call_id],
  );
  if (rows.length === 0) return new EverrunsError('not_found', 'There is no such tool call in this session.');
  return new EverrunsError(
    'already_resolved',
    'This call already has its result, or it was not for the client to answer. The first result counts.',
  );
}
