import { ForkSessionRequest, ForkSessionResponse, LIMITS, SessionId, SessionLineage } from '@everruns/schemas';
import { z } from 'zod';
import { forkSession } from '../../engine/index.ts';
import { getLineage } from '../../services/sessions/lineage.ts';
import { sessionTag } from '../../services/sessions/session-tag.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { tag: 'sessions', auth: 'session' } as const;
const params = z.strictObject({ session_id: SessionId });

/** Sessions that begin with a part of another one. */
export function forkRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/sessions/{session_id}/fork',
      operationId: 'fork_session',
      summary: 'Make a session that has the log of this one up to a place, and goes on from there',
      scopes: ['write'],
      params,
      body: ForkSessionRequest,
      example: { at_sequence: 1, title: 'Another way' },
      maxBodyBytes: LIMITS.messageBodyBytes,
      responses: [
        { kind: 'json', status: 201, description: 'The fork. ETag holds its tag.', schema: ForkSessionResponse },
      ],
      errors: ['not_found', 'limit_reached', 'agent_archived', 'no_model', 'mcp_server_unavailable', 'conflict'],
      handler: async ({ ctx, params: { session_id }, body, idempotency }) => {
        const fork = await forkSession(services.engine, ctx, { session_id, request: body, idempotency });
        return { value: fork, headers: { ETag: sessionTag(fork) } };
      },
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/sessions/{session_id}/lineage',
      operationId: 'get_session_lineage',
      summary: 'List everything that was forked from the same beginning as a session',
      scopes: ['read'],
      params,
      responses: [{ kind: 'json', status: 200, description: 'The lineage, oldest first', schema: SessionLineage }],
      errors: ['not_found'],
      handler: async ({ ctx, params: named }) => ({ value: await getLineage(services, ctx, named) }),
    }),
  ];
}
