import type { EventOf } from '../session-event.ts';
import type { QueuedMessage, SessionState } from './session-state.ts';

export function enqueue(state: SessionState, { data }: EventOf<'input.message.queued'>): SessionState {
  const policy = data.policy === 'steer' ? 'steer' : 'queue';
  return insert(state, { message: data.message, policy }, data.position);
}

export function updateQueued(
  state: SessionState,
  { data: { message } }: EventOf<'input.message.updated'>,
): SessionState {
  return {
    ...state,
    queue: state.queue.map((item) => (item.message.id === message.id ? { ...item, message } : item)),
  };
}

export function moveQueued(state: SessionState, { data }: EventOf<'input.message.moved'>): SessionState {
  const item = state.queue.find(({ message }) => message.id === data.message_id);
  return item === undefined ? state : insert(removeQueued(state, data.message_id), item, data.position);
}

export function removeQueued(state: SessionState, messageId: string): SessionState {
  const queue = state.queue.filter(({ message }) => message.id !== messageId);
  return queue.length === state.queue.length ? state : { ...state, queue };
}

/** A message that should have steered an ended turn becomes its own turn, before everything that was queued. */
export function requeueSteers(state: SessionState): SessionState {
  if (!state.queue.some(isSteer)) return state;
  return { ...state, queue: state.queue.map((item) => (isSteer(item) ? { ...item, policy: 'queue' } : item)) };
}

/** Positions count from 1, without the steering messages at the front. */
function insert(state: SessionState, item: QueuedMessage, position: number | undefined): SessionState {
  const steers = state.queue.filter(isSteer).length;
  const index = item.policy === 'steer' || position === undefined ? steers : steers + position - 1;
  return { ...state, queue: state.queue.toSpliced(index, 0, item) };
}

function isSteer({ policy }: QueuedMessage): boolean {
  return policy === 'steer';
}
