import type { SessionEvent } from '../session-event.ts';

/** The position of a reader in a session's log, or in the logs of a session and its sub-agents. */
export interface StreamCursor {
  /** The position to request from the server. */
  query(): Record<string, string>;
  /**
   * Takes the position at which the server begins. Returns false if a reader of `latest` without events has missed some: it must
   * request again from its own position.
   */
  begin(sequence: number): boolean;
  /** Whether the event is new. A recorded event is taken once. */
  take(event: SessionEvent, id: string | undefined): boolean;
}

export function createStreamCursor(after: number | 'latest'): StreamCursor {
  let sequence = after === 'latest' ? null : after;
  // With `until=idle`, only a reader of `latest` must wait for a turn while the session is idle.
  let isLatest = after === 'latest';
  return {
    query: () => ({ after_sequence: isLatest || sequence === null ? 'latest' : String(sequence) }),
    begin(start) {
      sequence ??= start;
      if (isLatest && start > sequence) isLatest = false;
      return start <= sequence;
    },
    take(event) {
      if (event.sequence === undefined) return true;
      if (sequence !== null && event.sequence <= sequence) return false;
      sequence = event.sequence;
      isLatest = false;
      return true;
    },
  };
}

export interface TreeStart {
  after: number | 'latest';
  /** A place that an earlier stream has told. */
  cursor: string | undefined;
  onCursor: ((cursor: string) => void) | undefined;
}

/** The position in all logs of a tree, of which the server makes one text. */
export function createTreeCursor({ after, cursor, onCursor }: TreeStart): StreamCursor {
  let place = cursor;
  /** By session, the last sequence that was taken. */
  const taken = new Map<string, number>();
  return {
    query: () => ({
      tree: 'true',
      ...(place !== undefined ? { cursor: place } : after === 'latest' ? { after_sequence: 'latest' } : {}),
    }),
    begin: () => true,
    take({ session_id, sequence }, id) {
      if (sequence === undefined) return true;
      if (id !== undefined) {
        place = id;
        onCursor?.(id);
      }
      if (sequence <= (taken.get(session_id) ?? 0)) return false;
      taken.set(session_id, sequence);
      return true;
    },
  };
}
