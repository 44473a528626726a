import { EverrunsError, outputMessageId, type AtomRef, type ToolCall } from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, TurnInputState, TurnState } from '../state/rows.ts';

/** After three attempts of one atom that were lost without an outcome, its turn is a poison turn (E18). */
export const MAX_LOST_ATTEMPTS = 3;

export type BeginDecision =
  | { kind: 'recorded' }
  /** The call waits for somebody: it is neither run nor recorded now. */
  | { kind: 'waiting' }
  /** The same execution repeats its request and gets the token that it already has. */
  | { kind: 'repeated' }
  | { kind: 'grant'; lostBefore: boolean }
  /** A `once` call that may have run: its outcome is unknown, and it never runs again. */
  | { kind: 'outcome_unknown' }
  | { kind: 'poisoned' };

export interface BeginRequest {
  segment: number;
  execId: string;
}

/** Whether an execution may begin. Throws `fenced` for a segment that is over and `conflict` for an atom that is not due. */
export function decideBegin(turn: TurnState, atom: AtomState, request: BeginRequest): BeginDecision {
  if (atom.status === 'recorded') return { kind: 'recorded' };
  if (turn.status !== 'running' || turn.segment !== request.segment) throw fenced();
  if (atom.status === 'waiting') return { kind: 'waiting' };
  if (atom.kind === 'reason' && turn.open_calls > 0)
    throw new EverrunsError('conflict', 'Calls of this turn have no result yet.');
  const mine = atom.exec_id === request.execId && atom.segment === request.segment;
  if (atom.status === 'begun' && mine) return { kind: 'repeated' };
  if (atom.effect === 'once' && !atom.resumable && atom.attempt > atom.suspended) return { kind: 'outcome_unknown' };
  const lostBefore = atom.status === 'begun';
  if (lostBefore && atom.lost + 1 >= MAX_LOST_ATTEMPTS) return { kind: 'poisoned' };
  return { kind: 'grant', lostBefore };
}

export function fenced(): EverrunsError {
  return new EverrunsError('fenced', 'A newer segment or attempt owns this work.');
}

export interface Grant {
  turn: TurnState;
  atom: AtomState;
  execId: string;
  lostBefore: boolean;
  /** The call as it runs; for an act atom. */
  call?: ToolCall | undefined;
  /** Names for `reason.started`. */
  model: string;
  provider: string;
}

/** Creates the next attempt and records its events. */
export function grantAttempt(change: SessionChange, grant: Grant): void {
  const { turn, atom } = grant;
  if (grant.lostBefore) atom.lost += 1;
  Object.assign(atom, {
    status: 'begun',
    attempt: atom.attempt + 1,
    exec_id: grant.execId,
    segment: turn.segment,
    begun_at: change.now,
  });
  turn.progress_at = change.now;
  turn.silent_since = null;
  turn.stalls = 0;
  change.saveAtom(atom);
  change.saveTurn(turn);
  change.begun.push(atom);
  if (atom.attempt > 1) return;
  const context = { turn_id: turn.id };
  if (atom.kind === 'act') return startCall(change, atom, grant.call);
  if (turn.started_at === null) {
    turn.started_at = change.now;
    change.append(
      { type: 'turn.started', data: { turn_id: context.turn_id, agent_version: turn.agent_version } },
      context,
    );
    change.append({ type: 'input.received', data: { message_id: turn.input_message_id } }, context);
  }
  change.append(
    { type: 'reason.started', data: { iteration: atom.iteration, model: grant.model, provider: grant.provider } },
    context,
  );
  change.append({ type: 'output.message.started', data: { message_id: outputMessageId(refOf(atom)) } }, context);
}

/** Appends the event of a call that has begun. */
export function startCall(change: SessionChange, { turn_id, tool_call }: AtomState, runs = tool_call): void {
  if (runs === null) return;
  const { id, name, arguments: args } = runs;
  const context = { turn_id: turn_id };
  change.append({ type: 'tool.started', data: { tool_call: { id, name, arguments: args } } }, context);
}

/** Steered messages enter the log here, after all tool results and before the model reads. */
export function takeSteers(change: SessionChange, turn: TurnState, steers: TurnInputState[]): void {
  const turnId = turn.id;
  for (const steer of steers) {
    change.append(
      { type: 'input.message', data: { message: { ...steer.message, turn_id: turnId } } },
      { turn_id: turnId, input_message_id: steer.message.id },
    );
    change.takenInputs.push(steer.message_id);
  }
  change.session.unread_input -= steers.length;
}

export function refOf(atom: AtomState): AtomRef {
  return { turn_id: atom.turn_id, iteration: atom.iteration, kind: atom.kind, ordinal: atom.ordinal };
}
