import { createHash } from 'node:crypto';
import {
  EverrunsError,
  hasErrorCode,
  LIMITS,
  type CreateMessageResponse,
  type MessageId,
  type SessionId,
  type TurnId,
} from '@everruns/schemas';
import type { ClientFrameOf } from '@everruns/schemas/ws';
import { cancelTurn, createMessage, createSession, dropQueuedMessage } from '../../engine/index.ts';
import type { HubSubscription } from '../../events/hub.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { checkControls } from '../../services/controls/check-controls.ts';
import { findQueued } from '../../services/events/find-queued.ts';
import type { Services } from '../../services/services.ts';
import { FollowedRequest } from './follow-request.ts';
import type { FrameSocket } from './frame-socket.ts';

interface OpenRequest {
  posted: CreateMessageResponse;
  follow: FollowedRequest;
  subscription: HubSubscription;
}

export interface RequestsDeps {
  services: Services;
  out: FrameSocket;
  /** Called when a stream fails, with the request that it belongs to. */
  onFailure: (error: unknown, request_id: string) => void;
}

/** The messages that came over one socket and whose answers it streams. */
export class Requests {
  readonly #deps: RequestsDeps;
  readonly #open = new Map<string, OpenRequest>();

  constructor(deps: RequestsDeps) {
    this.#deps = deps;
  }

  /** The request whose turn this is, if it came over this socket. */
  findByTurn(turnId: TurnId): string | null {
    for (const [id, { follow }] of this.#open) if (follow.turnId === turnId) return id;
    return null;
  }

  /** Accepts a message and begins to stream its answer. The same frame again streams the answer again. */
  async post(ctx: RequestContext, frame: ClientFrameOf<'message'>, subject: string): Promise<void> {
    const { request_id } = frame;
    if (!this.#open.has(request_id) && this.#open.size >= LIMITS.requestsPerSocket) {
      const message = `are at most ${LIMITS.requestsPerSocket} on one socket`;
      throw new EverrunsError('limit_reached', `Running requests ${message}.`, {
        errors: [{ path: 'request_id', code: 'limit_reached', message, limit: LIMITS.requestsPerSocket }],
      });
    }
    const posted = await this.#accept(ctx, frame, subject);
    const { session_id, id: message_id, turn, disposition } = posted;
    const place = { session_id, message_id };
    const first = posted.sequence ?? (await findQueued(this.#deps.services, ctx, place));
    const { out, services } = this.#deps;
    const subscription = services.hub.subscribe({
      from: { org_id: ctx.org_id, session_id, after_sequence: first - 1 },
      bufferBytes: LIMITS.socketBufferBytes,
      onEnd: () => this.#onEnd(subscription),
    });
    this.#close(request_id);
    const request = { posted, follow: new FollowedRequest(request_id, posted), subscription };
    this.#open.set(request_id, request);
    out.send({ type: 'stream_start', request_id, session_id, turn_id: turn.id, message_id, disposition });
    this.#stream(request_id, request).catch((error: unknown) => this.#deps.onFailure(error, request_id));
  }

  /** Takes a message back. Throws `not_found` for a request that is not streamed here, and `not_queued` for one that steered. */
  async cancel(ctx: RequestContext, { request_id }: ClientFrameOf<'cancel'>): Promise<void> {
    const request = this.#open.get(request_id);
    if (request === undefined) throw notFound('running request on this socket');
    const { engine } = this.#deps.services;
    const { posted, follow } = request;
    const { session_id, disposition } = posted;
    const isWaiting = disposition === 'queued' || disposition === 'steered';
    if (isWaiting && (await this.#drop(ctx, posted))) return;
    // A turn that the message only joined belongs to others too.
    if (disposition === 'steered' && follow.turnId === posted.turn.id) {
      throw new EverrunsError('not_queued', 'The running turn has read this message, so it cannot be taken back.');
    }
    await cancelTurn(engine, ctx, { session_id, turn_id: follow.turnId as TurnId, idempotency: null });
  }

  close(): void {
    for (const request_id of this.#open.keys()) this.#close(request_id);
  }

  /** A session that is made has the subject of the device, so that the device is offered its calls. */
  async #accept(ctx: RequestContext, frame: ClientFrameOf<'message'>, subject: string): Promise<CreateMessageResponse> {
    const { services } = this.#deps;
    const { type: _type, request_id: _request, session_id, agent_id, content, ...rest } = frame;
    const request = { message: { role: 'user' as const, content }, ...rest };
    if (frame.controls !== undefined) await checkControls(services, ctx, { controls: frame.controls });
    const idempotency = keyOf(ctx, frame);
    if (session_id !== undefined)
      return createMessage(services.engine, ctx, { session_id, request, idempotency, wait: null });
    if (agent_id === undefined) throw new TypeError('a message names a session or an agent');
    // The message has a key of its own, so that a repeated frame goes on after the session was made.
    const { id } = await createSession(services.engine, ctx, {
      request: { agent_id, subject, tags: [] },
      idempotency,
    });
    const key = { ...idempotency, scope: `${idempotency.scope} message` };
    return createMessage(services.engine, ctx, { session_id: id, request, idempotency: key, wait: null });
  }

  async #drop(ctx: RequestContext, { session_id, id }: { session_id: SessionId; id: MessageId }): Promise<boolean> {
    try {
      await dropQueuedMessage(this.#deps.services.engine, ctx, { session_id, message_id: id });
      return true;
    } catch (error) {
      if (hasErrorCode(error, 'not_queued')) return false;
      throw error;
    }
  }

  async #stream(request_id: string, request: OpenRequest): Promise<void> {
    const { out } = this.#deps;
    const { follow, subscription } = request;
    for (let batch = await subscription.nextBatch(); batch !== null; batch = await subscription.nextBatch()) {
      for (const item of batch) for (const frame of follow.take(item)) out.send(frame);
      if (follow.isOver) break;
      await out.drained();
    }
    if (this.#open.get(request_id) === request) this.#close(request_id);
  }

  /** A reader that is too slow for its buffer would have a gap. */
  #onEnd(subscription: HubSubscription): void {
    if (subscription.ended === 'overflow') this.#deps.out.drop('slow');
  }

  #close(request_id: string): void {
    const request = this.#open.get(request_id);
    this.#open.delete(request_id);
    void request?.subscription[Symbol.asyncDispose]();
  }
}

/** The request's name is its key, in the scope of its sender. Two frames are the same if what they ask is. */
function keyOf(ctx: RequestContext, { type, request_id, ...asked }: ClientFrameOf<'message'>): IdempotencyRequest {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(sortKeys(asked)))
    .digest('base64url');
  return { scope: `${ctx.principal} WS ${type}`, key: request_id, fingerprint };
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
