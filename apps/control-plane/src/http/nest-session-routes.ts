import { AgentId, EverrunsError, SessionId } from '@everruns/schemas';
import { z } from 'zod';
import type { RequestContext } from '../kernel/request-context.ts';
import { type Route, type RouteInput, toBodyReader } from './route.ts';

/** Throws `not_found` unless the session belongs to this agent. */
export type AssertSessionOfAgent = (ctx: RequestContext, sessionId: SessionId, agentId: AgentId) => Promise<void>;

const ROOT = '/v1/sessions';
const NESTED_ROOT = '/v1/agents/{agent_id}/sessions';

/**
 * Copies every session route below its agent. If a route takes `agent_id` in its body or query, the
 * copy takes it from the path. If a route names a session, that session must belong to the agent.
 */
export function nestSessionRoutes(routes: readonly Route[], assertSessionOfAgent: AssertSessionOfAgent): Route[] {
  return routes
    .filter((route) => route.path === ROOT || route.path.startsWith(`${ROOT}/`))
    .map((route) => nestRoute(route, assertSessionOfAgent));
}

function nestRoute(route: Route, assertSessionOfAgent: AssertSessionOfAgent): Route {
  const body = takesAgent(route.body) ? route.body.extend({ agent_id: AgentId.optional() }) : route.body;
  return {
    ...route,
    path: NESTED_ROOT + route.path.slice(ROOT.length),
    operationId: `${route.operationId}_nested`,
    params: (route.params ?? z.strictObject({})).extend({ agent_id: AgentId }),
    query: takesAgent(route.query) ? route.query.omit({ agent_id: true }) : route.query,
    body,
    bodyReader: toBodyReader(route.method, body),
    example: takesAgent(route.body) ? withoutAgent(route.example) : route.example,
    errors: route.errors.includes('not_found') ? route.errors : [...route.errors, 'not_found'],
    handle: async (input) => {
      const { agent_id, ...params } = NestedParams.parse(input.params);
      if (params.session_id !== undefined && input.ctx !== null) {
        await assertSessionOfAgent(input.ctx, params.session_id, agent_id);
      }
      return route.handle({
        ...input,
        params,
        query: withAgent(route.query, input.query, agent_id),
        body: withAgent(route.body, input.body, agent_id),
      } satisfies RouteInput<RequestContext | null, unknown, unknown, unknown>);
    },
  };
}

const NestedParams = z.looseObject({ agent_id: AgentId, session_id: SessionId.optional() });

function takesAgent(schema: z.ZodType | undefined): schema is z.ZodObject<{ agent_id: typeof AgentId }> {
  return schema instanceof z.ZodObject && 'agent_id' in schema.shape;
}

function withoutAgent(example: unknown): unknown {
  if (example === undefined) return undefined;
  const { agent_id: _ofPath, ...rest } = z.looseObject({}).parse(example);
  return rest;
}

function withAgent(schema: z.ZodType | undefined, value: unknown, agentId: AgentId): unknown {
  if (!takesAgent(schema)) return value;
  const given = z.looseObject({ agent_id: AgentId.optional() }).parse(value);
  if (given.agent_id !== undefined && given.agent_id !== agentId) {
    const message = 'differs from the agent in the path';
    throw new EverrunsError('invalid_request', `agent_id: ${message}.`, {
      errors: [{ path: 'agent_id', code: 'mismatch', message }],
    });
  }
  return { ...given, agent_id: agentId };
}
