import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import type { ForkedSession, ForkSessionRequest, InputMessage, SessionLineage } from '../nouns.ts';

export type DeleteSessionQuery = NonNullable<operations['delete_session']['parameters']['query']>;

/** `message` may be a text. */
export type ForkOptions = Omit<ForkSessionRequest, 'message'> & { message?: string | InputMessage };

export function createForkVerbs(client: Client) {
  const one = '/v1/sessions/{session_id}';
  return {
    /**
     * Makes a session that has the log of this one up to `at_sequence` (default: its end) and goes on from there. `message` is posted to it at once.
     * To edit a message and send it again, fork at the place before it.
     */
    fork: (
      session_id: string,
      { message, ...place }: ForkOptions = {},
      options: CallOptions = {},
    ): Promise<ForkedSession> => {
      const said = typeof message === 'string' ? { content: [{ type: 'text' as const, text: message }] } : message;
      const body = said === undefined ? place : { ...place, message: said };
      return client.call('post', `${one}/fork`, { path: { session_id }, body, ...options });
    },
    /** Lists everything that was forked from the same beginning as a session. */
    lineage: (session_id: string, options: CallOptions = {}): Promise<SessionLineage> =>
      client.call('get', `${one}/lineage`, { path: { session_id }, ...options }),
  };
}
