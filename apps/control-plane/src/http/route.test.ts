import { AgentId, SessionId } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nestSessionRoutes } from './nest-session-routes.ts';
import { PUBLIC_OPERATION_IDS } from './public-routes.ts';
import { defineRoute, type Route } from './route.ts';

const base = {
  method: 'get',
  path: '/v1/things',
  summary: 'Things',
  tag: 'things',
  scopes: ['read'],
  responses: [{ kind: 'json', status: 200, description: 'Things', schema: z.object({}) }],
  errors: [],
  handler: () => ({ value: {} }),
} as const;
const AGENT = AgentId.parse('01890000-0000-7000-8000-00000000000a');
const OTHER_AGENT = AgentId.parse('01890000-0000-7000-8000-00000000000b');
const SESSION = SessionId.parse('01890000-0000-7000-8000-00000000000c');
const CTX = { org_id: '00000000-0000-7000-8000-000000000001', principal: 'p', request_id: 'r' } as never;

describe('defineRoute', () => {
  it('does not compile without auth, nor as public when nobody reviewed it', () => {
    // @ts-expect-error auth is missing
    defineRoute({ ...base, operationId: 'list_things' });
    // @ts-expect-error list_things is not in public-routes.ts
    defineRoute({ ...base, operationId: 'list_things', auth: 'public' });
    // @ts-expect-error a reviewed public route cannot ask for a credential by mistake
    defineRoute({ ...base, operationId: 'get_health', auth: 'session' });
    expect(defineRoute({ ...base, operationId: 'list_things', auth: 'session' }).auth).toBe('session');
    expect(PUBLIC_OPERATION_IDS).toContain('get_health');
  });

  it('gives the handler the output types of its schemas', async () => {
    const route = defineRoute({
      ...base,
      operationId: 'count_things',
      auth: 'session',
      query: z.strictObject({ count: z.coerce.number() }),
      handler: ({ ctx, query }) => ({ value: `${ctx.principal}:${query.count.toFixed(1)}` }),
    });
    expect(await route.handle(inputOf({ query: { count: 2 } }))).toEqual({ value: 'p:2.0' });
  });
});

describe('nestSessionRoutes', () => {
  const seen: unknown[] = [];
  const create = defineRoute({
    ...base,
    method: 'post',
    path: '/v1/sessions',
    operationId: 'create_session',
    auth: 'session',
    body: z.strictObject({ agent_id: AgentId, title: z.string() }),
    handler: ({ body }) => ({ value: seen.push(body) }),
  });
  const list = defineRoute({
    ...base,
    path: '/v1/sessions',
    operationId: 'list_sessions',
    auth: 'session',
    query: z.strictObject({ agent_id: AgentId.optional(), tag: z.string().optional() }),
    handler: ({ query }) => ({ value: query }),
  });
  const get = defineRoute({
    ...base,
    path: '/v1/sessions/{session_id}',
    operationId: 'get_session',
    auth: 'session',
    params: z.strictObject({ session_id: SessionId }),
    handler: ({ params }) => ({ value: params }),
  });
  const nested = nestSessionRoutes(
    [create, list, get, { ...get, path: '/v1/agents' }],
    async (_ctx, session, agent) => {
      if (session !== SESSION || agent !== AGENT) throw new Error('not_found');
    },
  );

  it('copies session routes alone, under the agent, with ids that end in _nested', () => {
    expect(nested.map((route) => `${route.operationId} ${route.path}`)).toEqual([
      'create_session_nested /v1/agents/{agent_id}/sessions',
      'list_sessions_nested /v1/agents/{agent_id}/sessions',
      'get_session_nested /v1/agents/{agent_id}/sessions/{session_id}',
    ]);
  });

  it('takes agent_id from the path for body and query, and refuses another one in the body', async () => {
    const [nestedCreate, nestedList] = nested as [Route, Route];
    await nestedCreate.handle(inputOf({ params: { agent_id: AGENT }, body: { title: 't' } }));
    expect(seen).toEqual([{ agent_id: AGENT, title: 't' }]);
    expect(await nestedList.handle(inputOf({ params: { agent_id: AGENT }, query: { tag: 'a' } }))).toEqual({
      value: { agent_id: AGENT, tag: 'a' },
    });
    expect(nestedList.query?.safeParse({ agent_id: AGENT }).success).toBe(false);
    await expect(
      nestedCreate.handle(inputOf({ params: { agent_id: AGENT }, body: { agent_id: OTHER_AGENT, title: 't' } })),
    ).rejects.toMatchObject({ code: 'invalid_request', errors: [{ path: 'agent_id' }] });
  });

  it('asks whether the session is the agent’s before the handler runs', async () => {
    const [, , nestedGet] = nested as [Route, Route, Route];
    expect(await nestedGet.handle(inputOf({ params: { agent_id: AGENT, session_id: SESSION } }))).toEqual({
      value: { session_id: SESSION },
    });
    await expect(nestedGet.handle(inputOf({ params: { agent_id: OTHER_AGENT, session_id: SESSION } }))).rejects.toThrow(
      'not_found',
    );
  });
});

function inputOf(given: { params?: unknown; query?: unknown; body?: unknown }) {
  return {
    ctx: CTX,
    principal: null,
    address: '127.0.0.1',
    requestId: 'r',
    params: given.params ?? {},
    query: given.query ?? {},
    body: given.body,
    headers: new Headers(),
    signal: new AbortController().signal,
    idempotency: null,
  };
}
