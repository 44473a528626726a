import type { SessionEvent } from '../session-event.ts';

/** The position of a reader in a session's log. */
export interface StreamCursor {
  /** The position to request from the server. */
  query(): string;
  /**
   * Takes the position at which the server begins. Returns false if a reader of `latest` without events has missed some: it must
   * request again from its own position.
   */
  begin(sequence: number): boolean;
  /** Whether the event is new. A recorded event is taken once. */
  take(event: SessionEvent): boolean;
}

export function createStreamCursor(after: number | 'latest'): StreamCursor {
  let sequence = after === 'latest' ? null : after;
  // With `until=idle`, only a reader of `latest` must wait for a turn while the session is idle.
  let isLatest = after === 'latest';
  return {
    query: () => (isLatest || sequence === null ? 'latest' : String(sequence)),
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
