import type {
  CreateMessageRequest,
  CreateMessageResponse,
  CreateToolResultsRequest,
  CreateToolResultsResponse,
  Message,
  MessageId,
  Page,
  Session,
  SessionId,
  Turn,
  TurnId,
  UpdateQueuedMessageRequest,
} from '@everruns/schemas';
import type { RequestContext } from '../kernel/request-context.ts';
import type { IdempotencyRequest } from '../idempotency/idempotency-request.ts';

interface InSession {
  session_id: SessionId;
}
interface InTurn extends InSession {
  turn_id: TurnId;
}
interface QueuedMessage extends InSession {
  message_id: MessageId;
}
interface Keyed {
  idempotency: IdempotencyRequest | null;
}
interface Paged {
  limit: number;
  cursor?: string | undefined;
}

/** The turn engine as the routes see it. Every verb throws `not_found` for what is missing or foreign. */
export interface EngineVerbs {
  /** `waitMs` null answers at once; else at the turn's end, when it parks, or in time. `signal`: the client went away. */
  createMessage(
    ctx: RequestContext,
    input: InSession & Keyed & { request: CreateMessageRequest; waitMs: number | null; signal: AbortSignal },
  ): Promise<CreateMessageResponse>;
  /** `asc`: the oldest first. */
  listMessages(ctx: RequestContext, input: InSession & Paged & { order: 'asc' | 'desc' }): Promise<Page<Message>>;
  /** What waits in the queue, next one first. */
  listQueue(ctx: RequestContext, input: InSession): Promise<Page<Message>>;
  /** Throws `not_queued` once the message is taken. */
  updateQueuedMessage(
    ctx: RequestContext,
    input: QueuedMessage & { request: UpdateQueuedMessageRequest },
  ): Promise<Message>;
  dropQueuedMessage(ctx: RequestContext, input: QueuedMessage): Promise<void>;
  listTurns(ctx: RequestContext, input: InSession & Paged): Promise<Page<Turn>>;
  getTurn(ctx: RequestContext, input: InTurn): Promise<Turn>;
  /** The turn as it now is; one that had ended stays as it was. */
  cancelTurn(ctx: RequestContext, input: InTurn & Keyed): Promise<Turn>;
  /** Ends the active turn and drops the queue. */
  cancelSession(ctx: RequestContext, input: InSession & Keyed): Promise<Session>;
  /** Throws `already_resolved` when a call has its result. */
  resolveToolCalls(
    ctx: RequestContext,
    input: InSession & Keyed & { request: CreateToolResultsRequest },
  ): Promise<CreateToolResultsResponse>;
}
