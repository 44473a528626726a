import type { QueryClient } from '@tanstack/react-query';
import { EMPTY_LIVE_SESSION, type LiveSession } from './live-session.ts';
import { SessionFeed } from './session-feed.ts';

/** The place of a session's log in the query cache. */
export function liveKey(id: string): readonly ['sessions', string, 'live'] {
  return ['sessions', id, 'live'];
}

/** Keeps the session's log in the query cache current. Returns what ends that. */
export function startFeed(client: QueryClient, id: string): () => void {
  const key = liveKey(id);
  const initial = client.getQueryData<LiveSession>(key) ?? EMPTY_LIVE_SESSION;
  const feed = new SessionFeed(id, initial, (live) => client.setQueryData(key, live));
  feed.start();
  return () => feed.stop();
}
