import { toToolCompleted, type JsonValue, type ToolCallId } from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, TurnState } from '../state/rows.ts';
import { addAtom, noteStatus } from './turn-state.ts';

export interface CallAnswer {
  result?: JsonValue;
  error?: string;
  canceled?: boolean;
  outcome_unknown?: boolean;
}

/** One tool call of a running or ending turn. */
export interface Call {
  turn: TurnState;
  atom: AtomState;
}

/** Records the one result of a call that the control plane itself writes: on a cancel, a lost outcome or a client's answer. */
export function recordCall(change: SessionChange, { turn, atom }: Call, answer: CallAnswer): void {
  const draft = toToolCompleted({
    tool_call_id: (atom.tool_call?.id ?? '') as ToolCallId,
    name: atom.tool_call?.name ?? '',
    ...answer,
    duration_ms: atom.begun_at === null ? 0 : Math.max(0, change.now.getTime() - atom.begun_at.getTime()),
    effect: atom.effect ?? 'read',
  });
  change.append(draft, { turn_id: turn.id });
  // A worker that still runs the call holds a token that is no longer accepted. An attempt that was given back still proves its segment.
  if (atom.status === 'begun') atom.exec_id = null;
  settleCall(change, { turn, atom }, answer.error === undefined);
}

/** Closes the call's atom and counts it; the caller appends its `tool.completed`. */
export function settleCall(change: SessionChange, { turn, atom }: Call, ok: boolean): void {
  if (atom.status === 'waiting') turn.open_waits -= 1;
  atom.status = 'recorded';
  atom.outcome = { kind: 'act', ok };
  atom.recorded_at = change.now;
  turn.open_calls -= 1;
  if (!ok) turn.failed_calls += 1;
  change.saveAtom(atom);
  change.saveTurn(turn);
  change.closedAtoms.push(atom);
  noteStatus(change, turn);
}

/** When the last call of an iteration has its result, the next Reason becomes due. Returns its atom in that case. */
export function advanceIteration(change: SessionChange, turn: TurnState): AtomState | null {
  if (turn.open_calls > 0) return null;
  change.append(
    {
      type: 'act.completed',
      data: {
        iteration: turn.iteration,
        success_count: turn.call_count - turn.failed_calls,
        error_count: turn.failed_calls,
      },
    },
    { turn_id: turn.id },
  );
  return openNextReason(change, turn);
}

export function openNextReason(change: SessionChange, turn: TurnState): AtomState {
  turn.iteration += 1;
  turn.call_count = 0;
  turn.failed_calls = 0;
  change.saveTurn(turn);
  return addAtom(change, turn, { kind: 'reason', ordinal: 0 });
}
