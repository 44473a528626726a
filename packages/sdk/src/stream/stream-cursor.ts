import type { SessionEvent } from '../session-event.ts';

/** Where a reader of a session's log stands. */
export interface StreamCursor {
  /** What to ask the server for. */
  query(): string;
  /**
   * Hears where the server begins. False when events went by while a reader of `latest` that had seen none was away: it must
   * ask again, from where it was.
   */
  begin(sequence: number): boolean;
  /** Whether the event is new; a recorded one is taken once. */
  take(event: SessionEvent): boolean;
}

export function createStreamCursor(after: number | 'latest'): StreamCursor {
  let sequence = after === 'latest' ? null : after;
  // With `until=idle` only a reader of `latest` is made to wait for a turn while the session rests.
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
