import { outputMessageId, type TurnId } from '@everruns/schemas';
import type { EndSegmentRequest, EndSegmentResponse } from '@everruns/internal-protocol';
import type { Tx } from '../../db/database.ts';
import { fenced } from '../decide/begin-atom.ts';
import { endTurn } from '../decide/end-turn.ts';
import { moveTurn, parkDeadline } from '../decide/turn-state.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact, type Work } from '../transact/transact.ts';
import { loadCalls } from '../statements/load.ts';
import { findLockedTurn } from '../statements/lock.ts';
import { loadSurroundings } from '../statements/surroundings.ts';
import type { LockedTurn } from '../state/rows.ts';

type Failed = Extract<EndSegmentRequest['end'], { kind: 'failed' }>;
type Parked = Extract<EndSegmentRequest['end'], { kind: 'parked' }>;

/** Fails the turn or parks it. A park is refused when a call that it waits for is no longer open. Throws `fenced`. */
export function endSegment(deps: EngineDeps, request: EndSegmentRequest): Promise<EndSegmentResponse> {
  return transact(deps, async (tx) => {
    const locked = await findLockedTurn(tx, request.turn_id);
    if (locked === null) throw fenced();
    await deps.onMoment?.('park:locked');
    const { turn } = locked;
    const { end } = request;
    if (end.kind === 'parked' && turn.status === 'waiting' && turn.segment === request.segment)
      return { result: { status: 'ended' }, change: null };
    if (turn.segment !== request.segment || turn.status !== 'running') throw fenced();
    return end.kind === 'failed' ? fail(deps, tx, { locked, end }) : park(deps, tx, { locked, end });
  });
}

async function fail(
  deps: EngineDeps,
  tx: Tx,
  { locked, end }: { locked: LockedTurn; end: Failed },
): Promise<Work<EndSegmentResponse>> {
  const { session, turn } = locked;
  const change = newChange(deps, session);
  const messageId = end.token === undefined ? deps.newId() : outputMessageId(end.token.atom);
  if (end.detail !== undefined) deps.log.warn({ turn_id: turn.id, code: end.code, detail: end.detail }, 'turn failed');
  if (end.token?.atom.kind === 'reason') {
    const names = await deps.modelNames.of(tx, turn, session);
    const data = {
      iteration: turn.iteration,
      ...names,
      success: false,
      has_tool_calls: false,
      tool_call_count: 0,
      error: end.code,
    };
    change.append({ type: 'reason.completed', data }, { turn_id: turn.id as TurnId });
  }
  endTurn(change, turn, {
    end: { status: 'failed', code: end.code, message: end.message, messageId },
    around: await loadSurroundings(tx, session, turn),
  });
  return { result: { status: 'ended' }, change };
}

async function park(
  deps: EngineDeps,
  tx: Tx,
  { locked, end }: { locked: LockedTurn; end: Parked },
): Promise<Work<EndSegmentResponse>> {
  const { session, turn } = locked;
  if (end.wait_ordinals.length > 0) {
    const calls = await loadCalls(tx, turn, end.iteration);
    const open = new Set(calls.filter((call) => call.status === 'waiting').map((call) => call.ordinal));
    if (!end.wait_ordinals.every((ordinal) => open.has(ordinal)))
      return { result: { status: 'refused' }, change: null };
  }
  const change = newChange(deps, session);
  moveTurn(turn, 'waiting');
  turn.waiting_for = end.wait_ordinals.map((ordinal) => ({ iteration: end.iteration, ordinal }));
  turn.deadline_at = parkDeadline(change.now);
  turn.wake_at = end.wake_at_ms === undefined ? null : new Date(end.wake_at_ms);
  if (end.wait_ordinals.length > 0) session.status = 'requires_action';
  change.saveTurn(turn);
  const wake = turn.wake_at === null ? {} : { wake_at: turn.wake_at.toISOString() };
  // A turn that only waits for a time asks nobody for anything: a reader until idle goes on reading.
  const waitingFor = end.wait_ordinals.length > 0 ? ['client_tool'] : [];
  change.append(
    { type: 'turn.parked', data: { turn_id: turn.id as TurnId, waiting_for: waitingFor, ...wake } },
    { turn_id: turn.id as TurnId },
  );
  return { result: { status: 'ended' }, change };
}
