import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import pg from 'pg';
import { FloorFeed } from './floor-feed.ts';
import { openFloorLog } from './floor-log.ts';
import { toDraft, type FloorStore } from './floor-turn.ts';

type Env = { Bindings: { incoming: IncomingMessage; outgoing: ServerResponse } };

export interface FloorOptions {
  databaseUrl: string;
  poolSize: number;
  /** Opens the runner, which runs the turn of a session that has a new message. */
  openRunner(store: FloorStore): Promise<(sessionId: string) => void>;
}

/** Starts a bare durable loop behind HTTP and SSE, with which the product is compared. Resolves with its URL. */
export async function startFloor(options: FloorOptions): Promise<string> {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: options.poolSize });
  const log = await openFloorLog(pool);
  const feed = new FloorFeed();
  const store: FloorStore = {
    readContext: (sessionId) => log.readContext(sessionId),
    async append(sessionId, events) {
      feed.publish(sessionId, await log.append(sessionId, events), events);
    },
    pushDelta: (sessionId, data) => feed.pushDelta(sessionId, data),
  };
  const run = await options.openRunner(store);
  const app = new Hono<Env>();
  app.post('/v1/sessions', async (c) => {
    const id = randomUUID();
    await log.createSession(id);
    return c.json({ id }, 201);
  });
  app.post('/v1/sessions/:id/messages', async (c) => {
    const sessionId = c.req.param('id');
    const { message } = await c.req.json<{ message: { content: { text: string }[] } }>();
    const text = message.content.map((part) => part.text).join('');
    const input = toDraft('input.message', { text });
    await store.append(sessionId, [input, toDraft('turn.started', {})]);
    run(sessionId);
    return c.json({ id: input.id, session_id: sessionId, role: 'user', content: message.content }, 201);
  });
  app.get('/v1/sessions/:id/sse', (c) => {
    feed.open(c.req.param('id'), c.env.outgoing);
    return RESPONSE_ALREADY_SENT;
  });
  return new Promise((resolve) => {
    serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
}
