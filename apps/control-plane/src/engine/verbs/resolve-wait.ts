import {
  EverrunsError,
  type SessionId,
  type Wait,
  type WaitId,
  type WaitKind,
  type WaitResolution,
} from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { advanceIteration, recordCall, type Call } from '../decide/record-call.ts';
import { markProgress } from '../decide/turn-state.ts';
import { endWait, releaseCall, resumeAfterWaits } from '../decide/waits.ts';
import type { WaitState } from '../state/wait-row.ts';
import type { SessionChange } from '../state/session-change.ts';
import { toWait } from '../state/to-wait.ts';
import { insertRule, type NewRule } from '../statements/approval-rules.ts';
import { loadOpenCalls } from '../statements/load.ts';
import { findLockedTurn } from '../statements/lock.ts';
import { findWait } from '../statements/waits.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import { newChange } from '../transact/transact.ts';

export interface ResolveWaitInput {
  session_id: SessionId;
  wait_id: WaitId;
  /** It has been checked against the tool's schema, or the question's. */
  resolution: WaitResolution;
  /** Remembered in the same transaction. */
  rule: NewRule | null;
  idempotency: IdempotencyRequest | null;
}

/**
 * Decides a wait of a person, once, in the transaction that records the call's result or lets it run. Throws `not_found`, and
 * `already_resolved` with who decided and when.
 */
export function resolveWait(deps: EngineDeps, ctx: RequestContext, input: ResolveWaitInput): Promise<Wait> {
  return idempotentTransact(deps, { ctx, ...input, status: 200 }, async (tx, { session }) => {
    await deps.onMoment?.('resolve:locked');
    const wait = await findWait(tx, ctx.org_id, input.wait_id);
    if (wait === null || wait.session_id !== session.id) throw notFound('approval');
    if (wait.status !== 'open') throw alreadyResolved(wait);
    const call = await findWaitingCall(tx, wait);
    if (call === null) throw alreadyResolved({ ...wait, status: 'canceled' });
    const change = newChange(deps, session);
    endWait(change, { turn: call.turn, wait }, { status: 'resolved', resolution: input.resolution, by: ctx.principal });
    settle(change, call, wait);
    if (input.rule !== null) await insertRule(tx, input.rule);
    return { result: toWait(wait), change };
  });
}

async function findWaitingCall(tx: Tx, wait: WaitState): Promise<Call | null> {
  const locked = await findLockedTurn(tx, wait.turn_id);
  if (locked === null || locked.turn.ended_at !== null) return null;
  const calls = await loadOpenCalls(tx, locked.turn);
  const atom = calls.find(({ iteration, ordinal }) => iteration === wait.iteration && ordinal === wait.ordinal);
  return atom?.status === 'waiting' ? { turn: locked.turn, atom } : null;
}

/** A denied call gets its result here. Any other may run, with what was decided. */
function settle(change: SessionChange, { turn, atom }: Call, { kind, resolution }: WaitState): void {
  if (resolution?.decision === 'deny') {
    const reason = resolution.reason === undefined ? '.' : `: ${resolution.reason}`;
    recordCall(change, { turn, atom }, { error: `${DENIED[kind]}${reason}` });
    advanceIteration(change, turn);
  } else {
    releaseCall(change, { turn, atom });
  }
  markProgress(turn, change.now);
  resumeAfterWaits(change, turn, [atom]);
}

const DENIED: Record<WaitKind, string> = {
  approval: 'This call was denied by a person and was not run',
  question: 'The person did not want to answer',
  connection: 'The person did not sign in, so this call was not run',
  client_tool: 'The client refused this call',
  subagent: 'The sub-agent was not started',
};

/** The fields of the problem say who decided what, and when. */
function alreadyResolved({ status, resolution, resolved_by, resolved_at }: WaitState): EverrunsError {
  const decision = resolution?.decision ?? status;
  const at = resolved_at?.toISOString();
  const who = resolved_by === null ? '' : ` by ${resolved_by}`;
  const when = at === undefined ? '' : ` at ${at}`;
  const facts = {
    decision,
    ...(resolved_by === null ? {} : { resolved_by }),
    ...(at === undefined ? {} : { resolved_at: at }),
  };
  const errors = Object.entries(facts).map(([path, message]) => ({ path, code: 'already_resolved', message }));
  return new EverrunsError('already_resolved', `This was already decided${who}${when}: ${decision}.`, { errors });
}
