import { omitUndefined } from '@everruns/kernel';
import {
  EverrunsError,
  type ContentPart,
  type CreateMessageRequest,
  type CreateMessageResponse,
  type Disposition,
  type Message,
  type MessageId,
  type SessionId,
  type TurnId,
} from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { attachFiles } from './attach-files.ts';
import {
  askFirstStepEarly,
  beginAtOnce,
  runFirstStep,
  type EarlyFirstStep,
  type FirstStep,
} from './claim-and-begin.ts';
import { postMessage, type Busy } from '../decide/post-message.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, type Work } from '../transact/transact.ts';
import { idempotentTransactFromMemory } from '../transact/idempotent.ts';
import type { RowSource } from '../memory/row-source.ts';
import { loadPendingWork } from '../statements/pending-work.ts';
import { continueConversation, type Conversation } from '../state/conversation.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { TurnState, SessionRows } from '../state/rows.ts';
import { toTurn } from '../state/to-turn.ts';
import { waitForTurn } from './wait-for-turn.ts';

/** Of messages that lie before a busy session. */
const WAITING: ReadonlySet<Disposition> = new Set<Disposition>(['queued', 'steered']);

interface AcceptedMessage {
  session_id: SessionId;
  request: CreateMessageRequest;
  idempotency: IdempotencyRequest | null;
}

export interface CreateMessageInput extends AcceptedMessage {
  /** Without it the answer comes at once; else it comes when the turn ends or parks, or after the timeout. */
  wait?: { timeoutMs: number; signal: AbortSignal } | null;
}

/**
 * Accepts a message. It starts a turn in an idle session; otherwise the busy policy decides. Answers only after COMMIT. Throws `not_found`
 * for session and model, `agent_archived`, `session_busy` (policy reject), `queue_full` and
 * `limit_reached`.
 */
export async function createMessage(
  deps: EngineDeps,
  ctx: RequestContext,
  { wait, ...message }: CreateMessageInput,
): Promise<CreateMessageResponse> {
  if (!wait) return acceptMessage(deps, ctx, message);
  const leave = deps.limits.enter(ctx.org_id, 'waiting_requests');
  try {
    const posted = await acceptMessage(deps, ctx, message);
    return await waitForTurn(deps, ctx, { sessionId: message.session_id, posted, ...wait });
  } finally {
    leave();
  }
}

async function acceptMessage(
  deps: EngineDeps,
  ctx: RequestContext,
  input: AcceptedMessage,
): Promise<CreateMessageResponse> {
  const content = await attachFiles(deps, ctx, {
    session_id: input.session_id,
    content: input.request.message.content,
  });
  const message = toMessage(deps, input, content);
  const turnId = deps.newId() as TurnId;
  const slot = deps.reserve(ctx.org_id, turnId);
  let first: FirstStep | null = null;
  let early: EarlyFirstStep | null = null;
  let before: Conversation | null = null;
  let unbegun: TurnState | null = null;
  const { session_id, idempotency } = input;
  const onSent = ({ change }: Work<CreateMessageResponse>): void => {
    if (slot === null || first === null || change === null) return;
    early = askFirstStepEarly(deps, slot, { first, conversation: continueConversation(before, change.events) });
  };
  const repeatable = { ctx, session_id, idempotency, status: 201 as const };
  try {
    const answer = await idempotentTransactFromMemory(deps, { request: repeatable, onSent }, async (rows, locked) => {
      if (rows.isLocked) await deps.onMoment?.('post:locked');
      before = rows.conversation;
      const modelId = input.request.controls?.model_id;
      if (modelId !== undefined) await deps.agents.assertModelExists(rows.db, ctx, modelId);
      const { turn, ...work } = await decide(deps, rows, { locked, message, turnId, input, ctx });
      const isStarted = slot !== null && turn.id === turnId && turn.status === 'running';
      first = isStarted
        ? await beginAtOnce(deps, rows.db, { change: work.change, turn, processId: slot.processId })
        : null;
      unbegun = isStarted && first === null ? turn : null;
      return work;
    });
    if (WAITING.has(answer.disposition)) deps.limits.noteAdded(ctx.org_id, 'queued_messages', 1);
    // A stored answer names the turn of an earlier request.
    if (slot !== null && first !== null && answer.turn.id === turnId) {
      runFirstStep(deps, slot, { first, early });
      early = null;
    }
    return answer;
  } finally {
    (early as EarlyFirstStep | null)?.giveUp();
    slot?.release();
    // The dispatch of the commit found the turn's slot taken by this very request.
    if (unbegun !== null) deps.onDispatch(unbegun);
  }
}

interface Decided extends Work<CreateMessageResponse> {
  change: SessionChange;
  turn: TurnState;
}

interface Posting {
  locked: SessionRows;
  message: Message;
  turnId: TurnId;
  input: AcceptedMessage;
  ctx: RequestContext;
}

async function decide(deps: EngineDeps, rows: RowSource, posting: Posting): Promise<Decided> {
  const { locked, message, turnId, input, ctx } = posting;
  if (locked.agent.status === 'archived') {
    throw new EverrunsError(
      'agent_archived',
      "This session's agent is archived. Start a session with an active agent.",
    );
  }
  const busy = await loadBusy(rows, locked);
  const change = newChange(deps, locked.session);
  change.agent = locked.agent;
  const decision = postMessage(change, locked, {
    posted: { message, turnId, policy: input.request.busy_policy, traceparent: ctx.traceparent },
    busy,
  });
  if (WAITING.has(decision.disposition)) await deps.limits.assertRoom(ctx, 'queued_messages', 1);
  const recorded = change.events.find(({ type }) => type === 'input.message');
  const result: CreateMessageResponse = {
    ...message,
    // A queued message enters the log later.
    ...(recorded === undefined ? {} : { sequence: recorded.sequence }),
    ...(decision.disposition === 'queued' ? {} : { turn_id: decision.turn.id }),
    turn: toTurn(decision.turn, decision.position),
    disposition: decision.disposition,
  };
  return { result, change, turn: decision.turn };
}

async function loadBusy(rows: RowSource, { session }: SessionRows): Promise<Busy | null> {
  if (session.active_turn_id === null) return null;
  const turn = await rows.turn(session.active_turn_id);
  return { active: turn, pending: await loadPendingWork(rows.db, session, turn) };
}

function toMessage(deps: EngineDeps, { session_id, request }: AcceptedMessage, content: ContentPart[]): Message {
  return {
    id: deps.newId() as MessageId,
    session_id,
    role: 'user',
    content,
    ...omitUndefined({ controls: request.controls, metadata: request.metadata, tags: request.tags }),
    created_at: new Date(deps.clock.now()).toISOString(),
  };
}
