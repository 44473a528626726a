import { omitUndefined } from '@everruns/kernel';
import { createParser } from 'eventsource-parser';
import type { Agent, CreateMessageRequest, CreateMessageResponse, Session, Turn } from '@everruns/schemas';

export interface LoggedEvent {
  id: string;
  type: string;
  sequence: number;
  session_id: string;
  context: { turn_id?: string; attempt?: number };
  data: Record<string, unknown>;
}

/** A frame of a stream: a recorded event, an ephemeral frame (no `id`), or a control frame. */
export interface StreamFrame {
  id: string | undefined;
  event: string;
  data: { id?: string; sequence?: number; data?: Record<string, unknown>; [key: string]: unknown };
}

export interface StreamOptions {
  query?: string;
  lastEventId?: string;
  signal?: AbortSignal;
}

export type PostOptions = Partial<CreateMessageRequest> & { key?: string; wait?: number | 'true' };

/** A client of the public API over real HTTP, for tests. Every call goes to the next replica in turn. */
export class ApiClient {
  readonly #urls: readonly string[];
  readonly #headers: Record<string, string>;
  #next = 0;

  /** `headers` are sent with every call, for example a credential. */
  constructor(urls: readonly string[], headers: Record<string, string> = {}) {
    this.#urls = urls;
    this.#headers = headers;
  }

  /** Sent with every call. */
  get headers(): Record<string, string> {
    return this.#headers;
  }

  url(path: string): string {
    this.#next += 1;
    return `${this.#urls[this.#next % this.#urls.length]}${path}`;
  }

  fetch(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const { body, headers, signal } = options;
    return fetch(this.url(path), {
      method,
      headers: { ...this.#headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...omitUndefined({ signal }),
    });
  }

  /** Returns the parsed answer. Throws with the problem document for any status but 2xx. */
  async json<T>(method: string, path: string, options: Parameters<ApiClient['fetch']>[2] = {}): Promise<T> {
    const response = await this.fetch(method, path, options);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  createAgent(agent: Record<string, unknown> = {}): Promise<Agent> {
    const body = {
      name: 'test',
      system_prompt: 'You test.',
      capabilities: ['test_effects', 'math', 'current_time'],
      ...agent,
    };
    return this.json('POST', '/v1/agents', { body });
  }

  async createSession(agent: Record<string, unknown> = {}, session: Record<string, unknown> = {}): Promise<Session> {
    const { id } = await this.createAgent(agent);
    return this.json('POST', '/v1/sessions', { body: { ...session, agent_id: id } });
  }

  post(sessionId: string, text: string, options: PostOptions = {}): Promise<CreateMessageResponse> {
    const { key, wait, ...rest } = options;
    return this.json('POST', `/v1/sessions/${sessionId}/messages${wait === undefined ? '' : `?wait=${wait}`}`, {
      body: { message: { content: [{ type: 'text', text }] }, ...rest },
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
  }

  turn(sessionId: string, turnId: string): Promise<Turn> {
    return this.json('GET', `/v1/sessions/${sessionId}/turns/${turnId}`);
  }

  /** Returns the whole log, page by page. */
  async events(sessionId: string): Promise<LoggedEvent[]> {
    const all: LoggedEvent[] = [];
    for (;;) {
      const after = all.at(-1)?.sequence ?? 0;
      const page = await this.json<{ data: LoggedEvent[]; has_more: boolean }>(
        'GET',
        `/v1/sessions/${sessionId}/events?after_sequence=${after}&limit=1000`,
      );
      all.push(...page.data);
      if (!page.has_more) return all;
    }
  }

  /** Yields frames as they arrive; ends when the server ends the stream. A 204 is a stream without frames. */
  async *stream(sessionId: string, options: StreamOptions = {}): AsyncGenerator<StreamFrame> {
    const response = await fetch(this.url(`/v1/sessions/${sessionId}/sse${options.query ?? ''}`), {
      headers: {
        ...this.#headers,
        ...omitUndefined({ 'last-event-id': options.lastEventId }),
      },
      ...omitUndefined({ signal: options.signal }),
    });
    if (!response.ok) throw new Error(`sse: ${response.status} ${await response.text()}`);
    if (response.body === null) return;
    const frames: StreamFrame[] = [];
    const parser = createParser({
      onEvent: ({ id, event, data }) => frames.push({ id, event: event ?? 'message', data: JSON.parse(data) }),
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      yield* frames.splice(0);
    }
  }
}
