import type { OrganizationId, TurnId, WaitId } from '@everruns/schemas';
import { advanceIteration, recordCall, type CallAnswer } from '../decide/record-call.ts';
import { markProgress } from '../decide/turn-state.ts';
import { endWait, openWait, resumeAfterWaits, toWaitRequest } from '../decide/waits.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import type { AtomState, LockedTurn } from '../state/rows.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { WaitState } from '../state/wait-row.ts';
import { loadOpenCalls } from '../statements/load.ts';
import { findLockedTurn } from '../statements/lock.ts';
import { findWait, loadOpenWaits } from '../statements/waits.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact } from '../transact/transact.ts';
import type { Tx } from '../../db/database.ts';

export interface SeenWait {
  org_id: OrganizationId;
  wait_id: WaitId;
}

const TOO_SLOW = 'The sub-agent did not end in time and was stopped.';
const UNKNOWN =
  'The device that took this call did not answer in time: its outcome is unknown. Verify before repeating it.';
const EXPIRED = 'Nobody answered in time, so this call was not run. It was not approved.';

/** What a device has taken may have run. */
function answerOf({ kind, claimed_by }: WaitState): CallAnswer {
  if (claimed_by !== null) return { error: UNKNOWN, outcome_unknown: true };
  return { error: kind === 'subagent' ? TOO_SLOW : EXPIRED };
}

/**
 * Ends an open wait whose time is over, or whose call no longer waits. The first gives the call an error as its result: expiry never
 * approves, and what a device has taken may have run. Does nothing for any other wait.
 */
export function expireWait(deps: EngineDeps, _ctx: ProcessContext, input: SeenWait): Promise<boolean> {
  return transact(deps, async (tx) => {
    const found = await findWait(tx, input.org_id, input.wait_id);
    const locked = found === null ? null : await findLockedTurn(tx, found.turn_id);
    // Read again, now that the session is locked.
    const wait = locked === null ? null : await findWait(tx, input.org_id, input.wait_id);
    if (locked === null || wait?.status !== 'open') return { result: false, change: null };
    const change = newChange(deps, locked.session);
    const { turn } = locked;
    const atom = (await loadOpenCalls(tx, turn)).find(
      ({ iteration, ordinal, status }) =>
        iteration === wait.iteration && ordinal === wait.ordinal && status === 'waiting',
    );
    if (atom === undefined) {
      // A process of an older release recorded the call, and knows no waits.
      endWait(change, { turn, wait }, { status: 'canceled' });
      return { result: true, change };
    }
    if (wait.expires_at > change.now) return { result: false, change: null };
    endWait(change, { turn, wait }, { status: 'expired' });
    recordCall(change, { turn, atom }, answerOf(wait));
    markProgress(turn, change.now);
    advanceIteration(change, turn);
    resumeAfterWaits(change, turn, [atom]);
    return { result: true, change };
  });
}

/** Opens the waits of a parked turn's calls that have none, because a process of an older release parked it. */
export function openMissingWaits(deps: EngineDeps, _ctx: ProcessContext, input: { turn_id: TurnId }): Promise<boolean> {
  return transact(deps, async (tx) => {
    const locked = await findLockedTurn(tx, input.turn_id);
    if (locked === null || locked.turn.status !== 'waiting' || locked.turn.remaining_ms !== null)
      return { result: false, change: null };
    const change = newChange(deps, locked.session);
    await addMissingWaits(deps, tx, { change, locked, calls: await loadOpenCalls(tx, locked.turn) });
    // The older release would grant the whole time again.
    locked.turn.remaining_ms = locked.turn.timeout_ms;
    change.saveTurn(locked.turn);
    return { result: true, change };
  });
}

interface CallsOfTurn {
  change: SessionChange;
  locked: LockedTurn;
  calls: readonly AtomState[];
}

/** Opens a wait for each waiting call that has none, and returns what the turn's calls wait for, each kind once. */
export async function addMissingWaits(deps: EngineDeps, tx: Tx, { change, locked, calls }: CallsOfTurn) {
  const { session, turn } = locked;
  const waiting = calls.filter(({ status }) => status === 'waiting');
  const open = await loadOpenWaits(tx, turn);
  const kinds = new Set(open.map(({ kind }) => kind));
  const missing = waiting.filter(
    ({ iteration, ordinal }) => !open.some((wait) => wait.iteration === iteration && wait.ordinal === ordinal),
  );
  if (missing.length === 0) return [...kinds];
  const tools = await deps.agents.resolveTools(tx, turn, session);
  for (const atom of missing) {
    const kind = atom.policy === 'client_side' ? 'client_tool' : 'approval';
    kinds.add(kind);
    const definition = tools.find(({ name }) => name === atom.tool_call?.name);
    openWait(change, { turn, atom }, { kind, request: toWaitRequest(atom, definition) });
  }
  return [...kinds];
}
