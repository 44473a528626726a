import { z } from 'zod';
import { SessionId, TurnId, WaitId, WebhookId } from './ids.ts';
import { WaitKind } from './wait.ts';

const ofWait = z.object({ session_id: SessionId, turn_id: TurnId, wait_id: WaitId, kind: WaitKind });

/** What `GET /v1/feed` says: that something has changed, and its ids. What it is now is read with the other routes. */
export const FeedHint = z.discriminatedUnion('type', [
  z.object({ type: z.literal('wait.opened'), data: ofWait }),
  z.object({ type: z.literal('wait.resolved'), data: ofWait }),
  /** A session was created, changed, deleted, or its status is another one. */
  z.object({ type: z.literal('session.changed'), data: z.object({ session_id: SessionId }) }),
  z.object({ type: z.literal('run.ended'), data: z.object({ session_id: SessionId, turn_id: TurnId }) }),
  /** A webhook records no more events, because too many wait to be delivered. */
  z.object({ type: z.literal('webhook.paused'), data: z.object({ webhook_id: WebhookId }) }),
]);
export type FeedHint = z.infer<typeof FeedHint>;
