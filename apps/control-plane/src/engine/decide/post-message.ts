import { EverrunsError, LIMITS, type BusyPolicy, type Disposition, type Message, type TurnId } from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { TurnInputState, TurnState, SessionRows } from '../state/rows.ts';
import { stopTurn, type PendingWork } from './end-turn.ts';
import { startTurn, toTraceContext } from './start-turn.ts';
import { addTurn } from './turn-state.ts';
import { versionOfTurn } from './version-of-turn.ts';

export interface PostedMessage {
  message: Message;
  turnId: TurnId;
  policy: BusyPolicy | undefined;
  traceparent: string | undefined;
}

export interface PostDecision {
  disposition: Disposition;
  turn: TurnState;
  position?: number;
}

/** The active turn and its pending work; loaded after the lock when the session is busy. */
export interface Busy {
  active: TurnState;
  pending: PendingWork;
}

export interface MessagePosting {
  posted: PostedMessage;
  /** Null while the session is idle. */
  busy: Busy | null;
}

/** Decides what a message does to a session, from the locked columns alone. */
export function postMessage(
  change: SessionChange,
  locked: SessionRows,
  { posted, busy }: MessagePosting,
): PostDecision {
  const { session, agent } = locked;
  if (busy === null) {
    const turn = newTurn(change, locked, posted);
    startTurn(change, turn, posted);
    return { disposition: 'started', turn };
  }
  const policy = posted.policy ?? agent.busy_policy;
  switch (policy) {
    case 'reject':
      throw new EverrunsError(
        'session_busy',
        'A turn is running in this session. Wait for it, cancel it, or choose busy_policy queue, steer or interrupt.',
      );
    case 'interrupt': {
      stopTurn(change, busy.active, {
        end: { status: 'canceled', reason: 'interrupted' },
        pending: busy.pending,
        keepSlotEmpty: true,
      });
      const turn = newTurn(change, locked, posted);
      startTurn(change, turn, posted);
      return { disposition: 'interrupted', turn };
    }
    case 'queue':
    case 'steer': {
      if (session.queued_count + session.unread_input >= LIMITS.queueLength) {
        throw new EverrunsError(
          'queue_full',
          `The session's queue holds ${LIMITS.queueLength} messages, its limit. Wait for a turn to end or drop one.`,
          {
            errors: [{ path: 'queue', code: 'queue_full', message: 'the queue is full', limit: LIMITS.queueLength }],
          },
        );
      }
      return policy === 'queue' ? enqueue(change, locked, posted) : steer(change, posted, busy.active);
    }
  }
}

function newTurn(change: SessionChange, locked: SessionRows, posted: PostedMessage): TurnState {
  return addTurn(change, {
    id: posted.turnId,
    input_message_id: posted.message.id,
    agent_version: versionOfTurn(locked),
    controls: posted.message.controls,
    limits: locked.agent.limits,
  });
}

function enqueue(change: SessionChange, locked: SessionRows, posted: PostedMessage): PostDecision {
  const turn = newTurn(change, locked, posted);
  turn.queue_rank = change.session.next_sequence;
  change.session.queued_count += 1;
  change.putInputs.push(toInput(change, posted, { turn, policy: 'queue' }));
  const position = change.session.queued_count;
  change.append(
    { type: 'input.message.queued', data: { message: posted.message, policy: 'queue', position } },
    toTraceContext(posted.traceparent),
  );
  return { disposition: 'queued', turn, position };
}

function steer(change: SessionChange, posted: PostedMessage, active: TurnState): PostDecision {
  change.session.unread_input += 1;
  change.putInputs.push(toInput(change, posted, { turn: active, policy: 'steer' }));
  change.append({ type: 'input.message.queued', data: { message: posted.message, policy: 'steer' } });
  return { disposition: 'steered', turn: active };
}

function toInput(
  change: SessionChange,
  posted: PostedMessage,
  to: { turn: TurnState; policy: 'queue' | 'steer' },
): TurnInputState {
  return {
    org_id: change.session.org_id,
    message_id: posted.message.id,
    session_id: change.session.id,
    turn_id: to.turn.id,
    policy: to.policy,
    message: posted.message,
  };
}
