import { omitUndefined } from '@everruns/kernel';
import type { ErrorCode, MessageId, RecordedEventData, TurnId } from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, TurnInputState, TurnState, QueuedTurn } from '../state/rows.ts';
import type { WaitState } from '../state/wait-row.ts';
import { startTurn } from './start-turn.ts';
import { recordCall, type Call } from './record-call.ts';
import { tellParent } from './subagents.ts';
import { addTurn, moveTurn } from './turn-state.ts';
import { endWait } from './waits.ts';

export type TurnEnd =
  | { status: 'completed' }
  | {
      status: 'failed';
      code: ErrorCode;
      message: string;
      providerMessage?: string | undefined;
      messageId: MessageId;
      /** Of an answer that was given up after so many attempts: readers that were shown them are shown the failure in their place. */
      attempt?: number | undefined;
    }
  | { status: 'canceled'; reason: RecordedEventData<'turn.canceled'>['reason'] };

/**
 * The work that is pending when a turn ends. It is read after the lock, and each part only if the columns show that it exists.
 */
export interface PendingWork {
  openCalls: AtomState[];
  openWaits: WaitState[];
  steers: TurnInputState[];
  /** The head of the queue, or an empty list. */
  queue: QueuedTurn[];
}

export const NOTHING_PENDING: PendingWork = { openCalls: [], openWaits: [], steers: [], queue: [] };

export interface Ending {
  end: TurnEnd;
  pending: PendingWork;
  /** Leaves the slot empty: another turn of the same transaction takes it, or the queue was dropped. */
  keepSlotEmpty?: boolean;
}

/** Ends a running or waiting turn. Open calls are answered, unread steers go to the head of the queue, and the next turn starts. */
export function endTurn(change: SessionChange, turn: TurnState, { end, pending, keepSlotEmpty = false }: Ending): void {
  for (const wait of pending.openWaits) endWait(change, { turn, wait }, { status: 'canceled' });
  for (const call of pending.openCalls) closeOpenCall(change, { turn, atom: call }, isClaimed(call, pending.openWaits));
  if (end.status === 'failed') writeFailure(change, turn, end);
  writeTerminalEvent(change, turn, end);
  moveTurn(turn, end.status);
  Object.assign(turn, {
    open_calls: 0,
    open_waits: 0,
    open_children: 0,
    wake_at: null,
    waiting_for: null,
    remaining_ms: null,
    ended_at: change.now,
  });
  turn.segment += 1;
  change.saveTurn(turn);
  tellParent(change, turn);
  const queue = [...requeueSteers(change, turn, pending), ...pending.queue];
  if (change.session.active_turn_id !== turn.id) return;
  change.session.active_turn_id = null;
  if (keepSlotEmpty) return;
  const [next] = queue;
  if (next === undefined) idleSession(change, end.status);
  else promote(change, next);
}

/** Ends a turn from outside. Its executor gets the order to stop at once, including provider requests and tools. */
export function stopTurn(change: SessionChange, turn: TurnState, ending: Ending): void {
  endTurn(change, turn, ending);
  const reason = ending.end.status === 'canceled' ? 'canceled' : 'fenced';
  change.stoppedTurns.push({ turn_id: turn.id, segment: turn.segment, reason });
}

export function idleSession(change: SessionChange, stopReason: 'completed' | 'failed' | 'canceled'): void {
  change.session.status = 'idle';
  change.append({ type: 'session.idled', data: { stop_reason: stopReason } });
}

/** Removes a turn from the queue and starts it. */
export function promote(change: SessionChange, next: QueuedTurn): void {
  change.session.queued_count -= 1;
  const put = change.putInputs.findIndex((input) => input.message_id === next.input.message_id);
  if (put >= 0) change.putInputs.splice(put, 1);
  change.takenInputs.push(next.input.message_id);
  startTurn(change, next.turn, { message: next.input.message });
}

/** Whether a device has taken the call. */
function isClaimed({ iteration, ordinal }: AtomState, openWaits: readonly WaitState[]): boolean {
  return openWaits.some((wait) => wait.claimed_by !== null && wait.iteration === iteration && wait.ordinal === ordinal);
}

function closeOpenCall(change: SessionChange, { turn, atom }: Call, isTaken: boolean): void {
  const mayHaveRun = isTaken || (atom.status === 'begun' && atom.effect === 'once');
  const error = mayHaveRun
    ? 'The turn ended while this call ran: its outcome is unknown. Verify before repeating it.'
    : 'The turn ended before this call had a result.';
  recordCall(change, { turn, atom }, { error, ...(mayHaveRun ? { outcome_unknown: true } : { canceled: true }) });
}

function writeFailure(change: SessionChange, turn: TurnState, end: Extract<TurnEnd, { status: 'failed' }>): void {
  const turnId = turn.id;
  turn.error_code = end.code;
  turn.error_message = end.message;
  const message = {
    id: end.messageId,
    session_id: turn.session_id,
    turn_id: turnId,
    role: 'agent' as const,
    content: [{ type: 'text' as const, text: end.message }],
    created_at: change.now.toISOString(),
  };
  const context = { turn_id: turnId, ...omitUndefined({ attempt: end.attempt }) };
  change.append({ type: 'output.message.completed', data: { message } }, context);
}

function writeTerminalEvent(change: SessionChange, turn: TurnState, end: TurnEnd): void {
  const turnId = turn.id;
  const data = {
    turn_id: turnId,
    iterations: turn.iteration,
    duration_ms: Math.max(0, change.now.getTime() - (turn.started_at ?? turn.created_at).getTime()),
    usage: turn.usage,
  };
  const context = { turn_id: turnId };
  if (end.status === 'completed') change.append({ type: 'turn.completed', data }, context);
  else if (end.status === 'canceled')
    change.append({ type: 'turn.canceled', data: { ...data, reason: end.reason } }, context);
  else change.append({ type: 'turn.failed', data: { ...data, ...toFailure(end) } }, context);
}

function toFailure({ code, message, providerMessage }: Extract<TurnEnd, { status: 'failed' }>) {
  const said = providerMessage === undefined ? {} : { provider_message: providerMessage };
  return { error: message, error_code: code, ...said };
}

/** Steers that the turn did not read become turns of their own, ahead of everything that was queued. */
function requeueSteers(change: SessionChange, turn: TurnState, pending: PendingWork): QueuedTurn[] {
  const headRank = pending.queue[0]?.turn.queue_rank ?? change.session.next_sequence;
  const queued = pending.steers.map((steer, index) => {
    const next = addTurn(change, {
      id: change.newId() as TurnId,
      input_message_id: steer.message_id,
      agent_version: turn.agent_version,
      controls: steer.message.controls,
      limits: { max_iterations: turn.max_iterations, turn_timeout_ms: turn.timeout_ms },
    });
    next.queue_rank = headRank - pending.steers.length + index;
    const input: TurnInputState = { ...steer, turn_id: next.id, policy: 'queue' };
    change.putInputs.push(input);
    return { turn: next, input };
  });
  change.session.queued_count += queued.length;
  change.session.unread_input -= queued.length;
  return queued;
}
