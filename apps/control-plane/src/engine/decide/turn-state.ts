import {
  isTurnEdgeLegal,
  TURN_DEFAULTS,
  ZERO_USAGE,
  type AgentLimits,
  type Controls,
  type TurnStatus,
  type MessageId,
  type TurnId,
} from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, TurnState } from '../state/rows.ts';

export interface NewTurn {
  id: TurnId;
  input_message_id: MessageId;
  agent_version: number;
  controls: Controls | undefined;
  limits: AgentLimits;
}

/** Adds a new turn: queued, and without a rank. */
export function addTurn(change: SessionChange, input: NewTurn): TurnState {
  const turn: TurnState = {
    org_id: change.session.org_id,
    id: input.id,
    session_id: change.session.id,
    input_message_id: input.input_message_id,
    status: 'queued',
    queue_rank: null,
    agent_version: input.agent_version,
    controls: input.controls ?? null,
    max_iterations: input.limits.max_iterations ?? TURN_DEFAULTS.maxIterations,
    timeout_ms: input.limits.turn_timeout_ms ?? TURN_DEFAULTS.turnTimeoutMs,
    segment: 0,
    iteration: 1,
    call_count: 0,
    open_calls: 0,
    open_waits: 0,
    open_children: 0,
    failed_calls: 0,
    malformed_calls: 0,
    usage: ZERO_USAGE,
    children_usage: null,
    output_sequence: null,
    tool_list: null,
    error_code: null,
    error_message: null,
    claimed_by: null,
    claimed_segment: null,
    progress_at: change.now,
    silent_since: null,
    stalls: 0,
    deadline_at: null,
    wake_at: null,
    waiting_for: null,
    remaining_ms: null,
    created_at: change.now,
    started_at: null,
    ended_at: null,
  };
  change.addTurn(turn);
  return turn;
}

/** The only place that writes a turn's status. An illegal transition is a bug of this code. */
export function moveTurn(turn: TurnState, to: TurnStatus): void {
  if (!isTurnEdgeLegal(turn.status, to)) throw new Error(`turn ${turn.id} cannot go from ${turn.status} to ${to}`);
  turn.status = to;
}

/** A turn whose calls all wait for an answer counts as alive for as long as its executor may wait inline. */
const INLINE_WAIT_MS = 60_000;
/** The most time between the beginning of a turn and its end, however long it is parked. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1_000;

/** Records that the turn is alive, or, while it only waits, that it is alive until the end of the announced wait. */
export function markProgress(turn: TurnState, now: Date): void {
  const onlyWaits = turn.open_waits > 0 && turn.open_waits === turn.open_calls;
  turn.progress_at = onlyWaits ? new Date(now.getTime() + INLINE_WAIT_MS) : now;
}

/** The longest delay. A provider that asks for more is not given more. */
const MAX_DELAY_MS = 24 * 60 * 60 * 1_000;

/** The end of an announced delay: never in the past, and at most a day ahead. */
export function delayed(now: Date, delayMs: number): Date {
  return new Date(now.getTime() + Math.min(Math.max(0, delayMs || 0), MAX_DELAY_MS));
}

/** The end of a turn's greatest age. While it is parked, only this and the deadlines of its waits count. */
export function lastDeadline({ started_at, created_at }: TurnState): Date {
  return new Date((started_at ?? created_at).getTime() + MAX_AGE_MS);
}

/** The session requires action if and only if a call of its active turn waits for somebody who is no agent. */
export function noteStatus({ session }: SessionChange, turn: TurnState): void {
  if (session.active_turn_id !== turn.id) return;
  session.status = turn.open_waits > turn.open_children ? 'requires_action' : 'active';
}

export function addAtom(
  change: SessionChange,
  turn: TurnState,
  { kind, ordinal }: Pick<AtomState, 'kind' | 'ordinal'>,
): AtomState {
  const atom: AtomState = {
    org_id: turn.org_id,
    turn_id: turn.id,
    session_id: turn.session_id,
    iteration: turn.iteration,
    kind,
    ordinal,
    status: 'open',
    attempt: 0,
    exec_id: null,
    segment: null,
    failures: 0,
    lost: 0,
    suspended: 0,
    effect: null,
    policy: null,
    resumable: false,
    tool_call: null,
    foreign_source: null,
    outcome: null,
    begun_at: null,
    recorded_at: null,
  };
  change.addAtom(atom);
  return atom;
}
