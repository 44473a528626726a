import { mergePatch, omitUndefined } from '@everruns/kernel';
import {
  EverrunsError,
  type Message,
  type MessageId,
  type SessionId,
  type UpdateQueuedMessageRequest,
} from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { attachFiles } from './attach-files.ts';
import { dropQueued } from '../decide/drop-queued.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact } from '../transact/transact.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { SessionState, QueuedTurn } from '../state/rows.ts';
import { loadQueue, loadSteers } from '../statements/load.ts';
import { findLockedTurn, lockSession } from '../statements/lock.ts';

export interface QueuedMessageInput {
  session_id: SessionId;
  message_id: MessageId;
}

interface Waiting {
  session: SessionState;
  queue: QueuedTurn[];
  /** Null for a steer, which has no turn of its own. */
  queued: QueuedTurn | null;
  input: QueuedTurn['input'];
  position: number | undefined;
}

/**
 * Patches a queued message (RFC 7396) and moves it in the queue. Throws `not_found` (also for its
 * model), and `not_queued` if the message was already taken, or if a steer would be moved.
 */
export async function updateQueuedMessage(
  deps: EngineDeps,
  ctx: RequestContext,
  input: QueuedMessageInput & { request: UpdateQueuedMessageRequest },
): Promise<Message> {
  const { session_id, request } = input;
  const said = request.message?.content;
  const content = said === undefined ? undefined : await attachFiles(deps, ctx, { session_id, content: said });
  return transact(deps, async (tx) => {
    const waiting = await findWaiting(tx, ctx, input);
    const modelId = input.request.controls?.model_id;
    if (modelId !== undefined) await deps.agents.assertModelExists(tx, ctx, modelId);
    const change = newChange(deps, waiting.session);
    const { position, ...edits } = input.request;
    const { message: _message, ...fields } = edits;
    const message = mergePatch(waiting.input.message, { ...fields, content });
    if (Object.keys(edits).length > 0) edit(change, waiting, message);
    if (position !== undefined) move(change, waiting, position);
    return { result: message, change: change.isEmpty() ? null : change };
  });
}

function edit(change: SessionChange, { input, queued, position }: Waiting, message: Message): void {
  change.putInputs.push({ ...input, message });
  if (queued !== null) {
    queued.turn.controls = message.controls ?? null;
    change.saveTurn(queued.turn);
  }
  change.append({
    type: 'input.message.updated',
    data: { message, ...omitUndefined({ position }) },
  });
}

/** Only the turns between the old and the new position are written: they swap their ranks, and no other turn's rank changes. */
function move(change: SessionChange, { queue, queued, position }: Waiting, wanted: number): void {
  if (queued === null || position === undefined) {
    throw new EverrunsError('not_queued', 'This message steers the running turn, so it has no position in the queue.');
  }
  const to = Math.min(wanted, queue.length);
  if (to === position) return;
  const ranks = queue.map(({ turn }) => turn.queue_rank);
  const order = queue.toSpliced(position - 1, 1).toSpliced(to - 1, 0, queued);
  for (const [index, { turn }] of order.entries()) {
    const rank = ranks[index] ?? null;
    if (turn.queue_rank === rank) continue;
    turn.queue_rank = rank;
    change.saveTurn(turn);
  }
  change.append({
    type: 'input.message.moved',
    data: { message_id: queued.input.message_id, position: to },
  });
}

/** Withdraws a queued message. Throws `not_found`, and `not_queued` once the message was taken. */
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
  if (queued !== undefined) return { session, queue, queued, input: queued.input, position: index + 1 };
  const active =
    session.active_turn_id === null || session.unread_input === 0
      ? null
      : await findLockedTurn(tx, session.active_turn_id);
  const steer =
    active === null
      ? undefined
      : (await loadSteers(tx, active.turn)).find((input) => input.message_id === asked.message_id);
  if (steer !== undefined) return { session, queue, queued: null, input: steer, position: undefined };
  throw new EverrunsError('not_queued', 'This message is not in the queue: it was taken, dropped, or never there.');
}
