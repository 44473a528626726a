import {
  EverrunsError,
  type Message,
  type MessageId,
  type SessionId,
  type UpdateQueuedMessageRequest,
} from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import type { RequestContext } from '../../request-context.ts';
import { dropQueued } from '../../turns/decide/drop-queued.ts';
import { newChange, transact, type EngineDeps } from '../../turns/engine.ts';
import type { SessionState } from '../../turns/state.ts';
import { assertModelExists } from '../models/get.ts';
import { loadQueue, loadSteers, type QueuedTurn } from '../../turns/statements/load.ts';
import { findLockedTurn, lockSession } from '../../turns/statements/lock.ts';

export interface QueuedMessageInput {
  session_id: SessionId;
  message_id: MessageId;
}

interface Waiting {
  session: SessionState;
  /** Null for a steer: it has no turn of its own. */
  queued: QueuedTurn | null;
  input: QueuedTurn['input'];
  position: number | undefined;
}

/** RFC 7396 patch of a message that waits. Throws `not_found` (for its model too), and `not_queued` once it was taken. */
export function updateQueuedMessage(
  deps: EngineDeps,
  ctx: RequestContext,
  input: QueuedMessageInput & { request: UpdateQueuedMessageRequest },
): Promise<Message> {
  return transact(deps, async (tx) => {
    const waiting = await findWaiting(tx, ctx, input);
    const modelId = input.request.controls?.model_id;
    if (modelId !== undefined) await assertModelExists(tx, ctx, modelId);
    const change = newChange(deps, waiting.session);
    const message = patch(waiting.input.message, input.request);
    change.putInputs.push({ ...waiting.input, message });
    if (waiting.queued !== null) {
      waiting.queued.turn.controls = message.controls ?? null;
      change.saveTurn(waiting.queued.turn);
    }
    change.append({
      type: 'input.message.updated',
      data: { message, ...(waiting.position === undefined ? {} : { position: waiting.position }) },
    });
    return { result: message, change };
  });
}

/** Takes a waiting message back. Throws `not_found`, and `not_queued` once it was taken. */
export function dropQueuedMessage(deps: EngineDeps, ctx: RequestContext, input: QueuedMessageInput): Promise<void> {
  return transact(deps, async (tx) => {
    const waiting = await findWaiting(tx, ctx, input);
    const change = newChange(deps, waiting.session);
    if (waiting.queued !== null) {
      dropQueued(change, waiting.queued, { by: ctx.principal, reason: 'canceled' });
    } else {
      change.append({ type: 'input.message.dropped', data: { message_id: input.message_id, by: ctx.principal } });
      change.takenInputs.push(input.message_id);
      change.session.unread_input -= 1;
    }
    return { result: undefined, change };
  });
}

async function findWaiting(tx: Tx, ctx: RequestContext, asked: QueuedMessageInput): Promise<Waiting> {
  const { session } = await lockSession(tx, ctx, asked.session_id);
  const queue = session.queued_count > 0 ? await loadQueue(tx, session) : [];
  const index = queue.findIndex(({ input }) => input.message_id === asked.message_id);
  const queued = queue[index];
  if (queued !== undefined) return { session, queued, input: queued.input, position: index + 1 };
  const active =
    session.active_turn_id === null || session.unread_input === 0
      ? null
      : await findLockedTurn(tx, session.active_turn_id);
  const steer =
    active === null
      ? undefined
      : (await loadSteers(tx, active.turn)).find((input) => input.message_id === asked.message_id);
  if (steer !== undefined) return { session, queued: null, input: steer, position: undefined };
  throw new EverrunsError(
    'not_queued',
    'This message is not waiting in the queue: it was taken, dropped, or never there.',
  );
}

function patch(message: Message, request: UpdateQueuedMessageRequest): Message {
  const next: Message = { ...message };
  if (request.message !== undefined) next.content = request.message.content;
  for (const field of ['controls', 'metadata', 'tags'] as const) {
    const value = request[field];
    if (value === null) delete next[field];
    else if (value !== undefined) Object.assign(next, { [field]: value });
  }
  return next;
}
