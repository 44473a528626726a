import type { SessionId } from '@everruns/schemas';
import type { LogStart, PublishedEvent } from './hub.ts';

/** Reads events of one session above a sequence: ascending, dense, and at most `limit`. */
export type ReadLogPage = (query: {
  /** Null for the hub where nobody reads yet: the engine itself listens. */
  org_id: string | null;
  session_id: SessionId;
  after_sequence: number;
  limit: number;
}) => Promise<PublishedEvent[]>;

const FIRST_PAGE = 100;
const MAX_PAGE = 2_000;
const PAGE_BYTES = 1024 * 1024;

/** Reads the log in keyset pages: first a small one for a quick first byte, then as many rows as make about a megabyte. */
export class LogPager {
  cursor: number;
  readonly #read: ReadLogPage;
  readonly #session: { org_id: string; session_id: SessionId };
  #limit = FIRST_PAGE;

  constructor(read: ReadLogPage, start: LogStart) {
    this.#read = read;
    this.#session = { org_id: start.org_id, session_id: start.session_id };
    this.cursor = start.after_sequence;
  }

  async next(): Promise<{ events: PublishedEvent[]; atEnd: boolean }> {
    const limit = this.#limit;
    const events = await this.#read({ ...this.#session, after_sequence: this.cursor, limit });
    const last = events.at(-1);
    if (last !== undefined) {
      this.cursor = last.sequence;
      this.#limit = rowsFor(events);
    }
    return { events, atEnd: events.length < limit };
  }
}

function rowsFor(events: readonly PublishedEvent[]): number {
  const bytes = events.reduce((sum, event) => sum + event.json.length, 0);
  return Math.max(10, Math.min(MAX_PAGE, Math.floor((PAGE_BYTES * events.length) / bytes)));
}
