import { CreateSessionRequest, pageOf, Session, SessionId } from '@everruns/schemas';
import { z } from 'zod';
import type { Services } from '../../services/services.ts';
import { createSession } from '../../services/sessions/create.ts';
import { getSession } from '../../services/sessions/get.ts';
import { listSessions, ListSessionsQuery } from '../../services/sessions/list.ts';
import type { EngineVerbs } from '../engine-verbs.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { tag: 'sessions', auth: 'session' } as const;
const SessionParams = z.strictObject({ session_id: SessionId });
const one = { kind: 'json', status: 200, description: 'The session', schema: Session } as const;

export function sessionRoutes(services: Services, engine: EngineVerbs): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/sessions',
      operationId: 'create_session',
      summary: 'Start a session with an agent',
      scopes: ['write'],
      body: CreateSessionRequest,
      responses: [{ ...one, status: 201 }],
      errors: ['not_found', 'agent_archived'],
      handler: async ({ ctx, body, idempotency }) => ({
        value: await createSession(services, ctx, { request: body, idempotency }),
      }),
    }),
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
      handler: async ({ ctx, params }) => ({ value: await getSession(services, ctx, params.session_id) }),
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
      handler: async ({ ctx, params, idempotency }) => ({
        value: await engine.cancelSession(ctx, { ...params, idempotency }),
      }),
    }),
  ];
}
