import { EventEnvelope, EverrunsError, SessionId } from '@everruns/schemas';
import { z } from 'zod';
import type { CredentialWatch } from '../../../auth/credential-watch.ts';
import type { Principal } from '../../../auth/principal.ts';
import type { RequestContext } from '../../../kernel/request-context.ts';
import { listEvents } from '../../../services/events/list.ts';
import { listTreeEvents } from '../../../services/events/tree/list-tree.ts';
import { openStream, type OpenStreamQuery } from '../../../services/events/open-stream.ts';
import type { Services } from '../../../services/services.ts';
import { toDirectResponse } from '../../direct-stream.ts';
import { defineRoute, type Route } from '../../route.ts';
import { createSseServer, type SseServerDeps } from '../../sse.ts';
import { ListEventsParameters, StreamParameters } from './event-query.ts';
import { feedRoutes } from './feed.ts';
import { SSE_HEADERS } from './sse-headers.ts';

export interface EventRoutesDeps extends SseServerDeps, Pick<Services, 'db' | 'hub' | 'cursors'> {
  credentials: CredentialWatch;
}

const base = { method: 'get', tag: 'events', auth: 'session', scopes: ['read'] } as const;
const params = z.strictObject({ session_id: SessionId });
const DEFAULT_LIMIT = 100;

/** The log of a session, as pages and as a stream, and what changes in an organization. */
export function eventRoutes(deps: EventRoutesDeps, open: OpenEventStream = createStreamOpener(deps)): Route[] {
  return [listRoute(deps), streamRoute(open), ...feedRoutes(deps)];
}

function listRoute(deps: EventRoutesDeps): Route {
  const schema = z.object({
    data: z.array(EventEnvelope),
    has_more: z.boolean(),
    /** With `tree=true`. */
    next_cursor: z.string().optional(),
  });
  return defineRoute({
    ...base,
    path: '/v1/sessions/{session_id}/events',
    operationId: 'list_events',
    summary: 'List the events of a session, oldest first',
    params,
    query: ListEventsParameters,
    responses: [{ kind: 'json', status: 200, description: 'A page of events', schema }],
    errors: ['not_found', 'invalid_event_id', 'invalid_cursor'],
    handler: async ({ ctx, params: { session_id }, query }) => {
      const json = await listPage(deps, ctx, { session_id, query });
      return new Response(json, { headers: { 'Content-Type': 'application/json' } });
    },
  });
}

async function listPage(
  deps: EventRoutesDeps,
  ctx: RequestContext,
  { session_id, query }: { session_id: SessionId; query: z.output<typeof ListEventsParameters> },
): Promise<string> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const types = query.types ?? [];
  const { cursor = null } = query;
  refuseMixedPlaces(query);
  if (query.tree !== undefined) return listTreeEvents(deps, ctx, { session_id, cursor, limit, types });
  return listEvents(deps, ctx, {
    session_id,
    after_sequence: query.after_sequence ?? null,
    since_id: query.since_id ?? null,
    before_sequence: query.before_sequence ?? null,
    limit,
    types,
    turn_id: query.turn_id ?? null,
  });
}

export type OpenEventStream = (
  reader: { ctx: RequestContext; principal: Principal; heartbeatEvent: boolean; headers?: Record<string, string> },
  query: OpenStreamQuery,
) => Promise<Response>;

/** Answers with the stream of a session's events, or with 204 if there is nothing to wait for. */
export function createStreamOpener(deps: EventRoutesDeps): OpenEventStream {
  const sse = createSseServer(deps);
  return async ({ ctx, principal, heartbeatEvent, headers = {} }, query) => {
    const plan = await openStream(deps, ctx, query);
    if (plan === null) return new Response(null, { status: 204 });
    const stream = sse.prepare(plan, {
      heartbeatEvent,
      watchCredential: (onEnd) => deps.credentials.watch(principal, onEnd),
    });
    return toDirectResponse(stream, { ...SSE_HEADERS, ...headers });
  };
}

function streamRoute(open: OpenEventStream): Route {
  return defineRoute({
    ...base,
    path: '/v1/sessions/{session_id}/sse',
    operationId: 'stream_events',
    summary: 'Follow the events of a session',
    params,
    query: StreamParameters,
    responses: [
      { kind: 'raw', status: 200, description: 'Server-sent events', mediaType: 'text/event-stream' },
      { kind: 'empty', status: 204, description: 'until=idle: the session is idle and has no further events' },
    ],
    errors: ['not_found', 'invalid_event_id', 'invalid_cursor', 'too_many_streams'],
    handler: ({ ctx, principal, params: { session_id }, query, headers }) => {
      refuseMixedPlaces(query);
      return open(
        { ctx, principal, heartbeatEvent: query.heartbeat === 'event' },
        {
          session_id,
          last_event_id: headers.get('last-event-id'),
          since_id: query.since_id ?? null,
          after_sequence: query.after_sequence ?? null,
          types: query.types ?? [],
          exclude: query.exclude ?? [],
          until: query.until ?? null,
          tree: query.tree === undefined ? null : { cursor: query.cursor ?? null },
        },
      );
    },
  });
}

/** A place in one log says nothing about the others. */
function refuseMixedPlaces(query: Partial<Record<string, unknown>>): void {
  const isTree = query['tree'] !== undefined;
  const other = isTree ? ONE_LOG.find((name) => isPlace(query[name])) : ['cursor'].find((name) => isPlace(query[name]));
  if (other === undefined) return;
  const message = isTree ? 'does not go with tree=true; use cursor' : 'goes only with tree=true';
  throw new EverrunsError('invalid_request', `${other} ${message}.`, {
    errors: [{ path: other, code: 'not_together', message }],
  });
}

const ONE_LOG = ['after_sequence', 'since_id', 'before_sequence', 'turn_id'];
const isPlace = (value: unknown): boolean => value !== undefined && value !== 'latest' && value !== 0;
