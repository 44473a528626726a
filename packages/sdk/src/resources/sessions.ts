import { omitUndefined } from '@everruns/kernel';
import type { operations } from '../gen/openapi.ts';
import { callOptionsOf } from '../http/call-options.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type {
  Approval,
  CreateFeedbackRequest,
  CreateMessageRequest,
  CreatedSession,
  CreateSessionRequest,
  CreateToolResultsRequest,
  Feedback,
  InputMessage,
  Message,
  Session,
  UpdateQueuedMessageRequest,
  UpdateSessionRequest,
} from '../nouns.ts';
import type { Platform } from '../platform.ts';
import { createRun, type RunOptions } from '../run/create-run.ts';
import type { Run } from '../run/run.ts';
import type { SessionEvent } from '../session-event.ts';
import { streamEvents, type StreamOptions } from '../stream/stream-events.ts';
import { createEventList, createTreeList, type ListEventsQuery, type ListTreeQuery } from './event-list.ts';
import { createApprovals, type ListApprovalsQuery } from './approvals.ts';
import { createContextVerbs } from './contexts.ts';
import { createForkVerbs, type DeleteSessionQuery } from './forks.ts';

export type ListSessionsQuery = NonNullable<operations['list_sessions']['parameters']['query']>;
export type ListMessagesQuery = NonNullable<operations['list_messages']['parameters']['query']>;

export interface SendOptions extends CallOptions, RunOptions {
  /**
   * The server answers when the turn ends, when it waits for somebody, or after this many seconds (1 to 300), whichever is first.
   */
  wait?: number;
}

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions(client: Client, platform: Platform) {
  const all = '/v1/sessions';
  const one = '/v1/sessions/{session_id}';
  return {
    /** Creates a session. A `message` is posted at once, and the answer's `message` is its receipt. */
    create: (body: CreateSessionRequest, options: CallOptions = {}): Promise<CreatedSession> =>
      client.call('post', all, { body, ...options }),
    /**
     * Creates a session with its first message in one request, and otherwise works as `send`. The awaited answer names the
     * session.
     */
    start: (body: CreateSessionRequest, input: string | InputMessage, given: RunOptions & CallOptions = {}): Run => {
      const message = typeof input === 'string' ? toMessage(input) : input;
      const posted = client
        .call('post', all, { body: { ...body, message }, ...callOptionsOf(given) })
        .then((session) => session.message ?? refuseSilence());
      return createRun({ client, platform, posted, options: given });
    },
    get: (session_id: string, options: CallOptions = {}): Promise<Session> =>
      client.call('get', one, { path: { session_id }, ...options }),
    /** Lists sessions, newest first. */
    list: (query: ListSessionsQuery = {}, options: CallOptions = {}): PageList<Session> =>
      createPageList((cursor) =>
        client.call('get', all, { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Applies a JSON merge patch (RFC 7396): `null` removes a field. */
    update: (session_id: string, body: UpdateSessionRequest, options: CallOptions = {}): Promise<Session> =>
      client.call('patch', one, { path: { session_id }, body, ...options }),
    /** Its forks keep what they have of it, or, with `forks: 'delete'`, go with it. */
    delete: (session_id: string, { forks, ...options }: DeleteSessionQuery & CallOptions = {}): Promise<void> =>
      client.call('delete', one, { path: { session_id }, query: omitUndefined({ forks }), ...options }),
    /** Returns the whole log as JSON Lines. */
    export: (session_id: string, options: CallOptions = {}): Promise<string> =>
      client.raw({ method: 'get', path: `${one}/export`, params: { session_id }, options }, (response) =>
        response.text(),
      ),
    /** Ends the running turn and drops the queue. */
    cancel: (session_id: string, options: CallOptions = {}): Promise<Session> =>
      client.call('post', `${one}/cancel`, { path: { session_id }, ...options }),
    /** Says that the foreign content of a session is harmless, so that its calls no longer ask for that reason. */
    clearTaint: (session_id: string, options: CallOptions = {}): Promise<Session> =>
      client.call('post', `${one}/taint/clear`, { path: { session_id }, ...options }),
    /** Lists the events of the log, oldest first, page by page. */
    events: (session_id: string, query: ListEventsQuery = {}, options: CallOptions = {}): PageList<SessionEvent> =>
      createEventList(client, session_id, { ...query, ...options }),
    /**
     * Yields the log after a sequence, then new events. Reconnects after a lost connection, and never repeats or skips a recorded
     * event. Ends when the session is idle with `until: 'idle'`, and when the signal aborts. Throws `EverrunsApiError` if a retry
     * cannot help (400, 401, 403, 404).
     */
    stream: (session_id: string, options: StreamOptions = {}): AsyncGenerator<SessionEvent, void, undefined> =>
      streamEvents({ client, platform }, session_id, options),
    ...createTreeVerbs(client),
    ...createApprovalVerbs(client),
    ...createMessageVerbs(client, platform),
    ...createQueueVerbs(client),
    ...createContextVerbs(client),
    ...createForkVerbs(client),
  };
}

function createApprovalVerbs(client: Client) {
  return {
    /** Lists what waits for a person in a session, newest first. `status: 'resolved'` lists what was decided. */
    approvals: (
      session_id: string,
      query: Omit<ListApprovalsQuery, 'session_id'> = {},
      options: CallOptions = {},
    ): PageList<Approval> => createApprovals(client).list({ status: 'open', ...query, session_id }, options),
  };
}

function createTreeVerbs(client: Client) {
  const all = '/v1/sessions';
  return {
    /** Lists the events of a session and of all its sub-agents, each log after the `subagent.spawned` that tells of it. */
    treeEvents: (session_id: string, query: ListTreeQuery = {}, options: CallOptions = {}): PageList<SessionEvent> =>
      createTreeList(client, session_id, { ...query, ...options }),
    /** Lists a session and all its sub-agents, however deep, newest first. `path` of `get` says how they belong together. */
    tree: (session_id: string, options: CallOptions = {}): PageList<Session> =>
      createPageList((cursor) =>
        client.call('get', all, {
          query: { root_session_id: session_id, limit: 100, ...(cursor && { cursor }) },
          ...options,
        }),
      ),
  };
}

function createMessageVerbs(client: Client, platform: Platform) {
  const messages = '/v1/sessions/{session_id}/messages';
  return {
    /** Lists messages, newest first. */
    messages: (session_id: string, query: ListMessagesQuery = {}, options: CallOptions = {}): PageList<Message> =>
      createPageList((cursor) =>
        client.call('get', messages, {
          path: { session_id },
          query: { ...query, ...(cursor && { cursor }) },
          ...options,
        }),
      ),
    /**
     * Sends a text, or a message with images and controls. Awaited, it is the answer of the POST, which is retried with the same
     * `idempotencyKey`. Iterated, it is the events of the turn. `text()`, `result()` and `parsed(schema)` wait for its end.
     */
    send: (session_id: string, input: string | CreateMessageRequest, given: SendOptions = {}): Run => {
      const { wait } = given;
      const posted = client.call('post', messages, {
        path: { session_id },
        query: wait === undefined ? {} : { wait },
        body: typeof input === 'string' ? { message: toMessage(input) } : input,
        ...callOptionsOf(given),
      });
      return createRun({ client, platform, posted, options: given });
    },
    /** Says what you think of a message. The newest of each person counts, and `none` takes it back. */
    giveFeedback: (
      { session_id, message_id }: { session_id: string; message_id: string },
      body: CreateFeedbackRequest,
      options: CallOptions = {},
    ): Promise<Feedback> =>
      client.call('post', `${messages}/{message_id}/feedback`, { path: { session_id, message_id }, body, ...options }),
    /**
     * Excludes a message, with its calls and their results, from what models read from the next turn on. The log keeps it. Throws
     * 409 `session_busy` while a turn runs.
     */
    excludeMessage: (session_id: string, message_id: string, options: CallOptions = {}): Promise<Message> =>
      client.call('post', `${messages}/{message_id}/exclude`, { path: { session_id, message_id }, ...options }),
    /**
     * Erases what a message said, with its calls and their results, in the log of the session and in those of its forks, and in summaries. It does not come
     * back. Throws 409 `session_busy` while a turn runs in one of them.
     */
    redactMessage: (session_id: string, message_id: string, options: CallOptions = {}): Promise<Message> =>
      client.call('post', `${messages}/{message_id}/redact`, { path: { session_id, message_id }, ...options }),
    /** Submits results of tools that the client executes. Throws 409 `already_resolved` for a call that has its result. */
    submitToolResults: (
      session_id: string,
      tool_results: CreateToolResultsRequest['tool_results'],
      options: CallOptions = {},
    ) =>
      client.call('post', '/v1/sessions/{session_id}/tool-results', {
        path: { session_id },
        body: { tool_results },
        ...options,
      }),
  };
}

function toMessage(text: string): InputMessage {
  return { content: [{ type: 'text', text }] };
}

/** An older server, which does not know first messages, created the session without posting the message. */
function refuseSilence(): never {
  throw new TypeError('The server took no first message: create the session, then send.');
}

function createQueueVerbs(client: Client) {
  const queue = '/v1/sessions/{session_id}/queue';
  return {
    /** Lists the waiting messages, with the next one first. */
    queue: (session_id: string, options: CallOptions = {}): PageList<Message> =>
      createPageList(() => client.call('get', queue, { path: { session_id }, ...options })),
    /** Changes a waiting message (RFC 7396). Throws 409 `not_queued` once it has left the queue. */
    updateQueued: (
      session_id: string,
      message_id: string,
      { patch, ...options }: CallOptions & { patch: UpdateQueuedMessageRequest },
    ): Promise<Message> =>
      client.call('patch', `${queue}/{message_id}`, { path: { session_id, message_id }, body: patch, ...options }),
    /** Drops a waiting message. Throws 409 `not_queued` once it has left the queue. */
    dropQueued: (session_id: string, message_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', `${queue}/{message_id}`, { path: { session_id, message_id }, ...options }),
  };
}
