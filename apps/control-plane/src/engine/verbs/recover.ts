import { END_MESSAGE } from '@everruns/core/catalog';
import type { MessageId, OrganizationId, SessionId, TurnId } from '@everruns/schemas';
import { promote, stopTurn } from '../decide/end-turn.ts';
import { parkTurn } from '../decide/park-turn.ts';
import { resumeTurn } from '../decide/resume-turn.ts';
import { LEASE_SECONDS, type ProcessContext } from '../ports/process-context.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact } from '../transact/transact.ts';
import { findLastSign } from '../statements/last-sign.ts';
import { loadOpenCalls, loadQueue } from '../statements/load.ts';
import { addMissingWaits } from './expire-wait.ts';
import { findLockedTurn, lockSession } from '../statements/lock.ts';
import { loadPendingWork } from '../statements/pending-work.ts';

export interface SeenTurn {
  turn_id: TurnId;
  /** The segment that the sweep saw. A newer one needs no help. */
  segment: number;
}

export interface Redispatch extends SeenTurn {
  /** The turn showed no sign of life, so it is checked later next time. */
  silent: boolean;
}

/**
 * Runs a turn again as its next segment. A turn whose calls all wait for an answer is parked instead, and one without an iteration left
 * fails, because its last executor can no longer do that. Does nothing if the turn has moved on meanwhile.
 */
export function redispatchTurn(deps: EngineDeps, _ctx: ProcessContext, input: Redispatch): Promise<boolean> {
  return transact(deps, async (tx) => {
    const locked = await findLockedTurn(tx, input.turn_id);
    if (locked === null || locked.turn.segment !== input.segment || locked.turn.status !== 'running')
      return { result: false, change: null };
    const { session, turn } = locked;
    const change = newChange(deps, session);
    if (turn.open_calls > 0 && turn.open_calls === turn.open_waits) {
      const calls = await loadOpenCalls(tx, turn);
      const kinds = await addMissingWaits(deps, tx, { change, locked, calls });
      const ordinals = calls.map((call) => call.ordinal);
      parkTurn(change, turn, { iteration: turn.iteration, ordinals, kinds, wakeAt: null });
      return { result: true, change };
    }
    if (turn.open_calls === 0 && turn.iteration > turn.max_iterations) {
      const end = { status: 'failed', code: 'max_iterations', message: END_MESSAGE.max_iterations } as const;
      const pending = await loadPendingWork(tx, session, turn);
      stopTurn(change, turn, { end: { ...end, messageId: deps.newId() as MessageId }, pending });
      return { result: true, change };
    }
    if (input.silent) turn.stalls += 1;
    turn.silent_since ??= await findLastSign(tx, turn, LEASE_SECONDS);
    change.dispatch(turn);
    change.stoppedTurns.push({ turn_id: turn.id, segment: turn.segment, reason: 'fenced' });
    return { result: true, change };
  });
}

/** Wakes a parked turn whose wake-up time has passed or whose answer has arrived. */
export function wakeTurn(deps: EngineDeps, _ctx: ProcessContext, input: SeenTurn): Promise<boolean> {
  return transact(deps, async (tx) => {
    const locked = await findLockedTurn(tx, input.turn_id);
    if (locked === null || locked.turn.segment !== input.segment || locked.turn.status !== 'waiting')
      return { result: false, change: null };
    const change = newChange(deps, locked.session);
    resumeTurn(change, locked.turn);
    return { result: true, change };
  });
}

const TIMED_OUT =
  'This turn took longer than its limit and was stopped. Raise limits.turn_timeout_ms of the agent, or send a smaller task.';

/** Ends a turn that has passed its deadline. */
export function expireTurn(deps: EngineDeps, _ctx: ProcessContext, input: SeenTurn): Promise<boolean> {
  return transact(deps, async (tx) => {
    const locked = await findLockedTurn(tx, input.turn_id);
    if (locked === null || locked.turn.segment !== input.segment) return { result: false, change: null };
    if (locked.turn.status !== 'running' && locked.turn.status !== 'waiting') return { result: false, change: null };
    const { session, turn } = locked;
    const change = newChange(deps, session);
    stopTurn(change, turn, {
      end: { status: 'failed', code: 'turn_timeout', message: TIMED_OUT, messageId: deps.newId() as MessageId },
      pending: await loadPendingWork(tx, session, turn),
    });
    return { result: true, change };
  });
}

/** Starts the head of a queue of a session without an active turn. */
export function unstickSession(
  deps: EngineDeps,
  _ctx: ProcessContext,
  input: { org_id: OrganizationId; session_id: SessionId },
): Promise<boolean> {
  return transact(deps, async (tx) => {
    const { session } = await lockSession(tx, { org_id: input.org_id, subjects: EVERY_SUBJECT }, input.session_id);
    const [head] = session.active_turn_id === null ? await loadQueue(tx, session, 1) : [];
    if (head === undefined) return { result: false, change: null };
    const change = newChange(deps, session);
    promote(change, head);
    return { result: true, change };
  });
}
