import { omitUndefined } from '@everruns/kernel';
import {
  EverrunsError,
  LOCAL_SUBJECT,
  SessionId,
  ZERO_USAGE,
  type CreateMessageResponse,
  type CreateSessionRequest,
  type CreateSessionResponse,
  type Session,
} from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentStatement } from '../../idempotency/idempotent-write.ts';
import { toEventId } from '../../kernel/event-id.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { subjectOfNew } from '../../kernel/subject-reach.ts';
import { toConversation } from '../state/conversation.ts';
import { toPublished } from '../state/session-change.ts';
import type { AppendedEvent } from '../state/to-message.ts';
import type { CreatedSession, NewSession } from '../statements/create-session.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { createMessage, type CreateMessageInput } from './create-message.ts';

export interface CreateSessionInput {
  request: CreateSessionRequest;
  /** Of a session that lists leave out. Its agent has the same kind. */
  kind?: Session['kind'];
  /** Without it, or without a first message, the answer comes at once. */
  wait?: CreateMessageInput['wait'];
  idempotency: IdempotencyRequest | null;
}

/**
 * Creates a session whose log begins with `session.started`, in one statement, and posts its first message if the request has one.
 * A repeated key answers the same session and message. Throws `not_found` for agent, version, label and model, `forbidden` for the subject,
 * `agent_archived`, `limit_reached`, `invalid_request`,
 * `idempotency_in_progress` and `idempotency_key_reused`.
 */
export async function createSession(
  deps: EngineDeps,
  ctx: RequestContext,
  { request, kind, wait, idempotency }: CreateSessionInput,
): Promise<CreateSessionResponse> {
  const { message, ...settings } = request;
  if (settings.agent_version !== undefined && settings.agent_label !== undefined) throw versionTwice();
  const session = await createOnce(deps, ctx, { request: settings, kind, idempotency });
  if (message === undefined) return session;
  return {
    ...session,
    message: await postFirst(deps, ctx, { session, request: { message }, idempotency, wait: wait ?? null }),
  };
}

/** The message has a key of its own, so that a repeated request continues after the session was created. */
function postFirst(
  deps: EngineDeps,
  ctx: RequestContext,
  input: Required<Pick<CreateMessageInput, 'request' | 'idempotency' | 'wait'>> & { session: Session },
): Promise<CreateMessageResponse> {
  const { session, request, idempotency, wait } = input;
  const key = idempotency === null ? null : { ...idempotency, scope: `${idempotency.scope} message` };
  return createMessage(deps, ctx, { session_id: session.id, request, idempotency: key, wait });
}

interface SessionInput {
  request: Omit<CreateSessionRequest, 'message'>;
  kind: Session['kind'];
  idempotency: IdempotencyRequest | null;
}

async function createOnce(deps: EngineDeps, ctx: RequestContext, input: SessionInput): Promise<Session> {
  const { request, kind, idempotency } = input;
  const session = { ...newSession(deps, ctx, request), ...omitUndefined({ kind }) };
  const started = newStarted(deps, session);
  const repeatable = { ctx, idempotency, status: 201 as const };
  const { answer } = await idempotentStatement(deps.db, repeatable, {
    answer: session,
    write: async (storedAnswer) => {
      await deps.limits.assertRoom(ctx, 'sessions', 1);
      const wanted: NewSession = { session, started, storedAnswer };
      remember(deps, wanted, assertCreated(await deps.creates.create(wanted)));
    },
  });
  return answer;
}

function newSession(deps: EngineDeps, ctx: RequestContext, request: SessionInput['request']): Session {
  const now = new Date(deps.clock.now()).toISOString();
  return {
    ...request,
    subject: subjectOfNew(ctx, request.subject),
    id: SessionId.parse(deps.newId()),
    organization_id: ctx.org_id,
    harness_id: 'default',
    status: 'idle',
    queued_count: 0,
    last_sequence: 1,
    usage: ZERO_USAGE,
    created_at: now,
    updated_at: now,
  };
}

function newStarted(deps: EngineDeps, session: Session): AppendedEvent {
  const { id: session_id, organization_id: org_id, created_at: ts, agent_id, model_id, subject } = session;
  const data = { agent_id, model_id, ...(subject === LOCAL_SUBJECT ? {} : { subject }) };
  return {
    org_id,
    session_id,
    sequence: session.last_sequence,
    id: toEventId(deps.newId(), session.last_sequence),
    type: 'session.started',
    ts,
    turn_id: null,
    data,
    context_json: '{}',
    data_json: JSON.stringify(data),
  };
}

function versionTwice(): EverrunsError {
  const message = 'must not be there together with agent_version';
  return new EverrunsError('invalid_request', `agent_label: ${message}.`, {
    errors: [{ path: 'agent_label', code: 'exclusive', message }],
  });
}

function assertCreated(created: CreatedSession | null): CreatedSession {
  if (created === null) throw notFound('agent');
  if (created.agent.status === 'archived') {
    throw new EverrunsError('agent_archived', 'An archived agent cannot be used for a new session.');
  }
  if (!created.has_version) throw notFound('version of this agent');
  if (!created.has_label) throw notFound('label of this agent');
  if (!created.has_model) throw notFound('model');
  return created;
}

/** Remembers the session, so that its first message is decided and its stream is opened without reading the database. */
function remember({ memory, hub, limits }: EngineDeps, wanted: NewSession, { agent, version }: CreatedSession): void {
  const { session, started } = wanted;
  limits.noteAdded(session.organization_id, 'sessions', 1);
  // An earlier try wrote the row, so its version is not known here.
  if (version === null) return;
  const { organization_id, subject, id: session_id } = session;
  hub.feed.publish(organization_id, subject, { type: 'session.changed', data: { session_id } });
  hub.publishNewLog({ event: toPublished(started), subject: session.subject });
  memory.keep({
    session: {
      org_id: session.organization_id,
      id: session.id,
      agent_id: session.agent_id,
      model_id: session.model_id ?? null,
      agent_version: session.agent_version ?? null,
      agent_label: session.agent_label ?? null,
      controls: session.controls ?? null,
      subject: session.subject,
      status: session.status,
      active_turn_id: null,
      queued_count: 0,
      unread_input: 0,
      next_sequence: session.last_sequence + 1,
      usage: session.usage,
      taint: null,
      ancestors: null,
      parent_wait_id: null,
      budget: null,
      has_children: false,
      version,
    },
    agent,
    turn: null,
    atoms: [],
    conversation: toConversation([], session.last_sequence),
  });
}
