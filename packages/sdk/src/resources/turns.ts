import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { Turn, Wait } from '../nouns.ts';

export type ListTurnsQuery = NonNullable<operations['list_turns']['parameters']['query']>;

export type Turns = ReturnType<typeof createTurns>;

export function createTurns(client: Client) {
  const all = '/v1/sessions/{session_id}/turns';
  return {
    /** Lists turns, newest first. */
    list: (session_id: string, query: ListTurnsQuery = {}, options: CallOptions = {}): PageList<Turn> =>
      createPageList((cursor) =>
        client.call('get', all, { path: { session_id }, query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Lists what the tool calls of a session wait and waited for, newest first. */
    waits: (session_id: string, query: ListTurnsQuery = {}, options: CallOptions = {}): PageList<Wait> =>
      createPageList((cursor) =>
        client.call('get', '/v1/sessions/{session_id}/waits', {
          path: { session_id },
          query: { ...query, ...(cursor && { cursor }) },
          ...options,
        }),
      ),
    get: (session_id: string, turn_id: string, options: CallOptions = {}): Promise<Turn> =>
      client.call('get', `${all}/{turn_id}`, { path: { session_id, turn_id }, ...options }),
    /** Ends the turn. The queue continues. */
    /** Answers the message of a failed or canceled turn again, in a new turn and without a second message. */
    retry: (session_id: string, turn_id: string, options: CallOptions = {}): Promise<Turn> =>
      client.call('post', `${all}/{turn_id}/retry`, { path: { session_id, turn_id }, ...options }),
    cancel: (session_id: string, turn_id: string, options: CallOptions = {}): Promise<Turn> =>
      client.call('post', `${all}/{turn_id}/cancel`, { path: { session_id, turn_id }, ...options }),
  };
}
