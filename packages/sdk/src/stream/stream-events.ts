import type { EventType, SessionEvent } from '../session-event.ts';
import { followStream, type FollowOptions, type StreamDeps } from './follow-stream.ts';
import type { Frame } from './read-frames.ts';
import { createStreamCursor, createTreeCursor } from './stream-cursor.ts';

export type { StreamStatus } from './follow-stream.ts';

export interface StreamOptions extends FollowOptions {
  /** The last sequence that the reader has, or `latest` for new events only. Default: 0, the start. */
  after?: number | 'latest';
  /** Follows all sub-agents too: each event names its session, and comes after the `subagent.spawned` that tells of it. */
  tree?: boolean;
  /** With `tree`: continues where an earlier stream has ended, as its `onCursor` told. */
  cursor?: string;
  /** With `tree`: called with the reader's place after each recorded event. */
  onCursor?: (cursor: string) => void;
  /** Only these types. `tool.*` means all types with that prefix. */
  types?: readonly (EventType | `${string}.*`)[];
  /** All types except these. */
  exclude?: readonly (EventType | `${string}.*`)[];
  /** Ends when the session is idle or requires an action. Waits for the first turn if there was none. */
  until?: 'idle';
}

/** See `sessions.stream`. */
export function streamEvents(
  deps: StreamDeps,
  sessionId: string,
  options: StreamOptions,
): AsyncGenerator<SessionEvent, void, undefined> {
  const { types, exclude, until, after = 0, cursor: from, onCursor } = options;
  const isTree = options.tree === true;
  const cursor = isTree ? createTreeCursor({ after, cursor: from, onCursor }) : createStreamCursor(after);
  const source = {
    path: `/v1/sessions/${encodeURIComponent(sessionId)}/sse`,
    query: () => ({ ...cursor.query(), types, exclude, until }),
    begin: ({ data }: Frame) => cursor.begin((data as { after_sequence: number }).after_sequence),
    take: (frame: Frame) => (cursor.take(toSessionEvent(frame), frame.id) ? toSessionEvent(frame) : null),
  };
  return followStream(deps, source, options);
}

/** Every other frame is an envelope of the catalog, or of a later release's: readers pass over a type that they do not know. */
function toSessionEvent(frame: Frame): SessionEvent {
  return frame.data as SessionEvent;
}
