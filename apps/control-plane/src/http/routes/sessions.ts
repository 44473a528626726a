import {
  CreateSessionRequest,
  CreateSessionResponse,
  ForksOfDeleted,
  LIMITS,
  pageOf,
  Session,
  SessionId,
  UpdateSessionRequest,
} from '@everruns/schemas';
import { z } from 'zod';
import { checkControls } from '../../services/controls/check-controls.ts';
import type { Services } from '../../services/services.ts';
import { cancelSession, clearTaint, createSession } from '../../engine/index.ts';
import { deleteSession } from '../../services/sessions/delete.ts';
import { exportSession } from '../../services/sessions/export.ts';
import { getSession } from '../../services/sessions/get.ts';
import { listSessions, ListSessionsQuery } from '../../services/sessions/list.ts';
import { sessionTag } from '../../services/sessions/session-tag.ts';
import { updateSession } from '../../services/sessions/update.ts';
import type { OpenEventStream } from './events/index.ts';
import { defineRoute, type Route, type RouteReply } from '../route.ts';

const base = { tag: 'sessions', auth: 'session' } as const;
const SessionParams = z.strictObject({ session_id: SessionId });
const one = { kind: 'json', status: 200, description: 'The session. ETag holds its tag.', schema: Session } as const;

export function sessionRoutes(services: Services, open: OpenEventStream): Route[] {
  return [
    createRoute(services, open),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/sessions',
      operationId: 'list_sessions',
      summary: 'List sessions, newest first',
      scopes: ['read'],
      query: ListSessionsQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of sessions', schema: pageOf(Session) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listSessions(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/sessions/{session_id}',
      operationId: 'get_session',
      summary: 'Get a session',
      scopes: ['read'],
      params: SessionParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => tagged(await getSession(services, ctx, params)),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/sessions/{session_id}/cancel',
      operationId: 'cancel_session',
      summary: 'End the running turn and drop the queue',
      scopes: ['write'],
      params: SessionParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params, idempotency }) =>
        tagged(await cancelSession(services.engine, ctx, { ...params, idempotency })),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/sessions/{session_id}/taint/clear',
      // The session's log says who did it.
      operationId: 'clear_session_taint',
      summary: 'Say that the foreign content of a session is harmless',
      scopes: ['write', 'approvals:resolve'],
      params: SessionParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params, idempotency }) =>
        tagged(await clearTaint(services.engine, ctx, { ...params, idempotency })),
    }),
    updateRoute(services),
    deleteRoute(services),
    exportRoute(services),
  ];
}

function createRoute(services: Services, open: OpenEventStream): Route {
  return defineRoute({
    ...base,
    method: 'post',
    path: '/v1/sessions',
    operationId: 'create_session',
    summary: 'Start a session with an agent, with or without a first message',
    scopes: ['write'],
    body: CreateSessionRequest,
    example: { agent_id: '0194f7a0-0000-7000-8000-000000000003', title: 'Multiplication', tags: ['demo'] },
    maxBodyBytes: LIMITS.messageBodyBytes,
    responses: [
      { ...one, status: 201, schema: CreateSessionResponse },
      {
        kind: 'raw',
        status: 200,
        description: 'With `Accept: text/event-stream`: all events of the session as server-sent events',
        mediaType: 'text/event-stream',
      },
    ],
    errors: ['not_found', 'agent_archived', 'no_model', 'too_many_streams', 'conflict'],
    handler: async (input) => {
      const { ctx, principal, body, idempotency, headers } = input;
      const { controls } = body;
      if (controls !== undefined) await checkControls(services, ctx, { controls, signal: input.signal });
      const session = await createSession(services.engine, ctx, { request: body, idempotency });
      if (!wantsStream(headers)) return tagged(session);
      const reader = { ctx, principal, heartbeatEvent: false, headers: { Location: `/v1/sessions/${session.id}` } };
      return open(reader, { ...FROM_THE_START, session_id: session.id });
    },
  });
}

const FROM_THE_START = {
  last_event_id: null,
  since_id: null,
  after_sequence: 0,
  types: [],
  exclude: [],
  until: null,
} as const;

/** Whether the header names the stream. A client that accepts anything gets the session. */
function wantsStream(headers: Headers): boolean {
  return (headers.get('accept') ?? '').split(',').some((type) => type.split(';')[0]?.trim() === 'text/event-stream');
}

function updateRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'patch',
    path: '/v1/sessions/{session_id}',
    operationId: 'update_session',
    summary: 'Change the title, tags or model of a session (RFC 7396)',
    scopes: ['write'],
    params: SessionParams,
    body: UpdateSessionRequest,
    example: { title: 'Sums', model_id: null },
    responses: [one],
    errors: ['not_found', 'precondition_failed'],
    handler: async ({ ctx, params, body, headers }) =>
      tagged(await updateSession(services, ctx, { ...params, patch: body, if_match: headers.get('if-match') })),
  });
}

function deleteRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'delete',
    path: '/v1/sessions/{session_id}',
    operationId: 'delete_session',
    isAudited: true,
    summary:
      'End the running turn of a session and erase the session. Its forks keep what they have of it, unless they go with it.',
    scopes: ['write'],
    params: SessionParams,
    query: z.strictObject({ forks: ForksOfDeleted.default('keep') }),
    responses: [{ kind: 'empty', status: 204, description: 'Erased' }],
    errors: ['not_found', 'precondition_failed', 'session_busy'],
    handler: async ({ ctx, params, query, headers }) => {
      await deleteSession(services, ctx, { ...params, ...query, if_match: headers.get('if-match') });
      return {};
    },
  });
}

function exportRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'get',
    path: '/v1/sessions/{session_id}/export',
    operationId: 'export_session',
    summary: 'Download the log of a session, one event per line',
    scopes: ['read'],
    params: SessionParams,
    responses: [{ kind: 'raw', status: 200, description: 'JSONL, oldest first', mediaType: 'application/x-ndjson' }],
    errors: ['not_found'],
    handler: async ({ ctx, params }) =>
      new Response(await exportSession(services, ctx, params), {
        headers: {
          'Content-Type': 'application/x-ndjson',
          'Content-Disposition': `attachment; filename="session-${params.session_id}.jsonl"`,
        },
      }),
  });
}

function tagged(session: Session): RouteReply {
  return { value: session, headers: { ETag: sessionTag(session) } };
}
