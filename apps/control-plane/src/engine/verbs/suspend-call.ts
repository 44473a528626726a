import type { SuspendCallRequest } from '@everruns/internal-protocol';
import { EverrunsError, LIMITS } from '@everruns/schemas';
import { checkToken, holdsAttempt } from '../decide/commit-atom.ts';
import { advanceIteration, recordCall, type CallAnswer } from '../decide/record-call.ts';
import { markProgress } from '../decide/turn-state.ts';
import { holdCall, openWait, toWaitRequest } from '../decide/waits.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import { lockAtom } from '../statements/lock.ts';
import { loadWaitsOfCall } from '../statements/waits.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact } from '../transact/transact.ts';
import type { Tx } from '../../db/database.ts';
import type { AtomState } from '../state/rows.ts';
import { hasBegunEffect } from '../statements/call-steps.ts';

const TOO_OFTEN = { error: `This call has waited ${LIMITS.waitsPerCall} times, its limit, and was ended.` };
const BEGUN = {
  error:
    'This call asked somebody after it had begun something that must not happen twice, and was ended: its outcome is unknown. Verify before repeating it.',
  outcome_unknown: true,
};

/**
 * Makes a running call wait for somebody: its attempt is given back, and the next one gets `state` with what was decided. A call that has begun
 * something that must not happen twice, or has waited too often, gets an error as its result instead. A repeated request with the same
 * token changes nothing. Throws `fenced` unless the token is the newest of the current segment, and `invalid_request` for an attempt of no tool call.
 */
export function suspendCall(deps: EngineDeps, _ctx: ProcessContext, input: SuspendCallRequest): Promise<void> {
  return transact(deps, async (tx) => {
    const locked = await lockAtom(tx, input.token.atom);
    const { session, turn, atom } = locked;
    if (atom.status === 'waiting' && holdsAttempt(atom, input.token)) return { result: undefined, change: null };
    if (checkToken(turn, atom, input.token) === 'repeated') return { result: undefined, change: null };
    if (atom.tool_call === null || input.asked[input.kind] === undefined)
      throw new EverrunsError('invalid_request', 'Only a tool call waits, and it says what it asks.');
    const change = newChange(deps, session);
    const refusal = await findRefusal(tx, atom);
    if (refusal !== null) {
      // The attempt is given back as if the call waited.
      atom.status = 'open';
      recordCall(change, { turn, atom }, refusal);
      advanceIteration(change, turn);
      return { result: undefined, change };
    }
    const tools = await deps.agents.resolveTools(tx, turn, session);
    const definition = tools.find(({ name }) => name === atom.tool_call?.name);
    const { kind, asked, state } = input;
    openWait(change, { turn, atom }, { kind, request: toWaitRequest(atom, definition, asked), state });
    holdCall(change, { turn, atom });
    change.closedAtoms.push(atom);
    markProgress(turn, change.now);
    return { result: undefined, change };
  });
}

/** Why a call may not wait, as its result. */
async function findRefusal(tx: Tx, atom: AtomState): Promise<CallAnswer | null> {
  if (await hasBegunEffect(tx, atom.org_id, atom)) return BEGUN;
  return (await loadWaitsOfCall(tx, atom)).length >= LIMITS.waitsPerCall ? TOO_OFTEN : null;
}
