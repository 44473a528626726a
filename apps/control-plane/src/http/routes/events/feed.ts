import { z } from 'zod';
import type { CredentialWatch } from '../../../auth/credential-watch.ts';
import { openFeed } from '../../../services/feed/open-feed.ts';
import type { Services } from '../../../services/services.ts';
import { toDirectResponse } from '../../direct-stream.ts';
import { defineRoute, type Route } from '../../route.ts';
import { createSseServer, type SseServerDeps } from '../../sse.ts';
import { SSE_HEADERS } from './sse-headers.ts';

export interface FeedRouteDeps extends SseServerDeps, Pick<Services, 'hub'> {
  credentials: CredentialWatch;
}

const FeedParameters = z.strictObject({
  /** The id of the last hint, for clients that cannot set `Last-Event-ID`. */
  since_id: z.string().min(1).max(128).optional(),
  heartbeat: z.literal('event').optional(),
});

/** What changes in an organization, as hints. */
export function feedRoutes(deps: FeedRouteDeps): Route[] {
  const sse = createSseServer(deps);
  return [
    defineRoute({
      method: 'get',
      path: '/v1/feed',
      operationId: 'stream_feed',
      summary: 'Follow what changes in the organization: hints with ids, after which lists are read again',
      tag: 'events',
      auth: 'session',
      scopes: ['read'],
      query: FeedParameters,
      responses: [{ kind: 'raw', status: 200, description: 'Server-sent events', mediaType: 'text/event-stream' }],
      errors: ['too_many_streams'],
      handler: async ({ ctx, principal, query, headers }) => {
        const plan = await openFeed(deps, ctx, { last_id: headers.get('last-event-id') ?? query.since_id ?? null });
        const stream = sse.prepare(plan, {
          heartbeatEvent: query.heartbeat === 'event',
          watchCredential: (onEnd) => deps.credentials.watch(principal, onEnd),
        });
        return toDirectResponse(stream, SSE_HEADERS);
      },
    }),
  ];
}
