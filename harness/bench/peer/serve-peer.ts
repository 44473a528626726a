import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { FloorFeed } from '../floor/floor-feed.ts';
import { toDraft } from '../floor/floor-turn.ts';

type Env = { Bindings: { incoming: IncomingMessage; outgoing: ServerResponse } };

/** One turn of a new conversation. */
export interface PeerTurn {
  text: string;
  onDelta: (delta: string) => void;
}

/** Resolves when the turn has been accepted, with a promise of its end. */
export type StartPeerTurn = (turn: PeerTurn) => Promise<{ done: Promise<unknown> }>;

/**
 * Serves a library behind the same HTTP and SSE as the floor, with sessions that are only ids. Resolves with its URL.
 */
export async function servePeer(startTurn: StartPeerTurn): Promise<string> {
  const feed = new FloorFeed();
  const app = new Hono<Env>();
  app.post('/v1/sessions', (c) => c.json({ id: randomUUID() }, 201));
  app.get('/v1/sessions/:id/sse', (c) => {
    feed.open(c.req.param('id'), c.env.outgoing);
    return RESPONSE_ALREADY_SENT;
  });
  app.post('/v1/sessions/:id/messages', async (c) => {
    const sessionId = c.req.param('id');
    const { message } = await c.req.json<{ message: { content: { text: string }[] } }>();
    const text = message.content.map((part) => part.text).join('');
    const messageId = randomUUID();
    let offset = 0;
    const onDelta = (delta: string): void => {
      feed.pushDelta(sessionId, { message_id: messageId, offset, delta });
      offset += delta.length;
    };
    const { done } = await startTurn({ text, onDelta });
    const input = toDraft('input.message', { text });
    feed.publish(sessionId, 1, [input, toDraft('turn.started', {})]);
    done.then(
      () => feed.publish(sessionId, 3, [toDraft('turn.completed', {})]),
      (error: unknown) => {
        console.error(error);
        feed.publish(sessionId, 3, [toDraft('turn.failed', {})]);
      },
    );
    return c.json({ id: input.id, session_id: sessionId, role: 'user', content: message.content }, 201);
  });
  return new Promise((resolve) => {
    serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
}
