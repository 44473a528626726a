import { omitUndefined } from '@everruns/kernel';
import type { CallOptions, Client } from '../http/client.ts';
import type { Page, PageList } from '../http/page-list.ts';
import type { EventType, SessionEvent } from '../session-event.ts';

export interface ListEventsQuery {
  /** Only events after this sequence. */
  after_sequence?: number;
  /** Only events before this sequence. With only this field, `page()` returns the last page before it. */
  before_sequence?: number;
  /** The number of events per page, at most 1,000. */
  limit?: number;
  types?: readonly (EventType | `${string}.*`)[];
  turn_id?: string;
}

export interface ListTreeQuery extends Pick<ListEventsQuery, 'limit' | 'types'> {
  /** `next_cursor` of an earlier page. */
  cursor?: string;
}

/** The events of a session and of all its sub-agents. */
export function createTreeList(
  client: Client,
  session_id: string,
  { limit, types, cursor: first, ...options }: ListTreeQuery & CallOptions,
): PageList<SessionEvent> {
  const fetchPage = async (cursor: string | undefined): Promise<Page<SessionEvent>> => {
    const page = await client.call('get', '/v1/sessions/{session_id}/events', {
      path: { session_id },
      query: {
        tree: 'true',
        ...omitUndefined({ cursor, limit }),
        ...(types === undefined ? {} : { types: [...types] }),
      },
      ...options,
    });
    return { ...page, data: page.data as SessionEvent[] };
  };
  return {
    page: () => fetchPage(first),
    async *[Symbol.asyncIterator]() {
      let cursor = first;
      for (let hasMore = true; hasMore;) {
        const page = await fetchPage(cursor);
        yield* page.data;
        cursor = page.next_cursor ?? cursor;
        hasMore = page.has_more;
      }
    },
  };
}

/** The events of a session. Iteration is ascending: the last sequence of a page is where the next one begins. */
export function createEventList(
  client: Client,
  session_id: string,
  { after_sequence, before_sequence, limit, types, turn_id, ...options }: ListEventsQuery & CallOptions,
): PageList<SessionEvent> {
  const fetchPage = async (after: number | undefined): Promise<Page<SessionEvent>> => {
    const page = await client.call('get', '/v1/sessions/{session_id}/events', {
      path: { session_id },
      query: {
        ...(after === undefined ? {} : { after_sequence: after }),
        ...(before_sequence === undefined ? {} : { before_sequence }),
        ...(limit === undefined ? {} : { limit }),
        ...(types === undefined ? {} : { types: [...types] }),
        ...omitUndefined({ turn_id }),
      },
      ...options,
    });
    // The catalog of events defines the data of each type. The document only declares it as an object.
    return { ...page, data: page.data as SessionEvent[] };
  };
  return {
    page: () => fetchPage(after_sequence),
    async *[Symbol.asyncIterator]() {
      let after = after_sequence ?? 0;
      for (let hasMore = true; hasMore;) {
        const page = await fetchPage(after);
        yield* page.data;
        after = page.data.at(-1)?.sequence ?? after;
        hasMore = page.has_more;
      }
    },
  };
}
