import { followStream, type FollowOptions, type StreamDeps } from './follow-stream.ts';
import type { Frame } from './read-frames.ts';

interface OfWait {
  session_id: string;
  turn_id: string;
  wait_id: string;
  kind: 'approval' | 'question' | 'client_tool' | 'subagent' | 'connection';
}

/** Says that something has changed, with its ids. `reset`: hints were missed, so whatever is shown is read again. */
export type FeedHint =
  | { type: 'wait.opened' | 'wait.resolved'; data: OfWait }
  | { type: 'session.changed'; data: { session_id: string } }
  | { type: 'run.ended'; data: { session_id: string; turn_id: string } }
  | { type: 'webhook.paused'; data: { webhook_id: string } }
  | { type: 'reset'; data: Record<string, never> };

export type FeedOptions = FollowOptions;

/** See `everruns.feed`. */
export function streamFeed(deps: StreamDeps, options: FeedOptions): AsyncGenerator<FeedHint, void, undefined> {
  let lastId: string | undefined;
  const source = {
    path: '/v1/feed',
    query: () => ({ since_id: lastId }),
    begin: (connected: Frame) => {
      lastId = connected.id ?? lastId;
      return true;
    },
    take: (frame: Frame) => {
      lastId = frame.id ?? lastId;
      // A later release may have further types, which readers pass over.
      return { type: frame.event, data: frame.data } as FeedHint;
    },
  };
  return followStream(deps, source, options);
}
