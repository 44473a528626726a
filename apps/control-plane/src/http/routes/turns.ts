import { pageOf, SessionId, Turn, TurnId, Wait } from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../kernel/list-page.ts';
import { cancelTurn, getTurn, listTurns, listWaits, retryTurn } from '../../engine/index.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { tag: 'turns', auth: 'session' } as const;
const TurnParams = z.strictObject({ session_id: SessionId, turn_id: TurnId });
const one = {
  kind: 'json',
  status: 200,
  description: 'The turn, with its status and its usage',
  schema: Turn,
} as const;

export function turnRoutes({ engine }: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/sessions/{session_id}/turns',
      operationId: 'list_turns',
      summary: 'List the turns of a session, newest first',
      scopes: ['read'],
      params: z.strictObject({ session_id: SessionId }),
      query: ListQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of turns', schema: pageOf(Turn) }],
      errors: ['not_found', 'invalid_cursor'],
      handler: async ({ ctx, params, query }) => ({ value: await listTurns(engine, ctx, { ...params, ...query }) }),
    }),
    waitRoute(engine),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/sessions/{session_id}/turns/{turn_id}',
      operationId: 'get_turn',
      summary: 'Get a turn',
      scopes: ['read'],
      params: TurnParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => ({ value: await getTurn(engine, ctx, params) }),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/sessions/{session_id}/turns/{turn_id}/cancel',
      operationId: 'cancel_turn',
      summary: 'Cancel a turn. The queue continues.',
      scopes: ['write'],
      params: TurnParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params, idempotency }) => ({
        value: await cancelTurn(engine, ctx, { ...params, idempotency }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/sessions/{session_id}/turns/{turn_id}/retry',
      operationId: 'retry_turn',
      summary: 'Answer the message of a failed or canceled turn again, in a new turn',
      scopes: ['write'],
      params: TurnParams,
      responses: [{ ...one, status: 201, description: 'The new turn' }],
      errors: ['not_found', 'session_busy', 'agent_archived', 'conflict'],
      handler: async ({ ctx, params, idempotency }) => ({
        value: await retryTurn(engine, ctx, { ...params, idempotency }),
      }),
    }),
  ];
}

function waitRoute(engine: Services['engine']): Route {
  return defineRoute({
    ...base,
    method: 'get',
    path: '/v1/sessions/{session_id}/waits',
    operationId: 'list_waits',
    summary: 'List what the tool calls of a session wait and waited for, newest first',
    scopes: ['read'],
    params: z.strictObject({ session_id: SessionId }),
    query: ListQuery,
    responses: [{ kind: 'json', status: 200, description: 'A page of waits', schema: pageOf(Wait) }],
    errors: ['not_found', 'invalid_cursor'],
    handler: async ({ ctx, params, query }) => ({ value: await listWaits(engine, ctx, { ...params, ...query }) }),
  });
}
