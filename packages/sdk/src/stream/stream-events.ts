import { backoffMs } from '@everruns/kernel';
import type { Client } from '../http/client.ts';
import { EverrunsApiError } from '../http/everruns-api-error.ts';
import type { Platform } from '../platform.ts';
import type { EventType, SessionEvent } from '../session-event.ts';
import { readFrames, type Frame } from './read-frames.ts';
import { createStreamCursor, createTreeCursor, type StreamCursor } from './stream-cursor.ts';
import { watchSilence } from './watch-silence.ts';

const BACKOFF = { firstMs: 250, maxMs: 10_000 };

export type StreamStatus =
  | { state: 'connecting' }
  | { state: 'open' }
  /** The connection was lost. `error` is the reason, unless the server had announced the end. */
  | { state: 'waiting'; retry_in_ms: number; error: unknown };

export interface StreamOptions {
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
  signal?: AbortSignal;
  onStatus?: (status: StreamStatus) => void;
}

interface StreamDeps {
  client: Client;
  platform: Platform;
}

/** How a connection ended: the stream is over, or must be opened again. */
type End = { kind: 'done' } | { kind: 'announced'; retryMs: number } | { kind: 'lost'; error: unknown };

/** See `sessions.stream`. */
export async function* streamEvents(
  { client, platform }: StreamDeps,
  sessionId: string,
  options: StreamOptions,
): AsyncGenerator<SessionEvent, void, undefined> {
  const { signal } = options;
  const { after = 0, cursor: from, onCursor } = options;
  const isTree = options.tree === true;
  const cursor = isTree ? createTreeCursor({ after, cursor: from, onCursor }) : createStreamCursor(after);
  let failures = 0;
  while (!isAborted(signal)) {
    options.onStatus?.({ state: 'connecting' });
    const connection = new Connection({ client, platform, options, cursor });
    try {
      for await (const event of connection.read(sessionId)) {
        failures = 0;
        yield event;
      }
    } finally {
      connection.close();
    }
    const end = connection.end;
    if (end.kind === 'done' || isAborted(signal)) return;
    if (end.kind === 'lost' && isFinal(end.error)) throw end.error;
    if (connection.hasLived) failures = 0;
    failures += 1;
    const delayMs = end.kind === 'announced' ? end.retryMs : lostDelayMs(end.error, failures, platform.random);
    options.onStatus?.({ state: 'waiting', retry_in_ms: delayMs, error: end.kind === 'lost' ? end.error : null });
    await platform.sleep(delayMs, signal).catch(() => undefined);
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** The request itself is refused, so a retry cannot help. */
function isFinal(error: unknown): boolean {
  return error instanceof EverrunsApiError && error.status < 500 && error.status !== 429 && error.status !== 408;
}

function lostDelayMs(error: unknown, failures: number, random: () => number): number {
  const asked = error instanceof EverrunsApiError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(asked, backoffMs(BACKOFF, failures, random));
}

interface ConnectionDeps extends StreamDeps {
  options: StreamOptions;
  cursor: StreamCursor;
}

/** One request for the stream. Its failures are in `end`, which is set when `read` has ended. */
class Connection {
  end: End = { kind: 'lost', error: null };
  /** The connection lasted longer than a heartbeat, so the next failure counts as the first one. */
  hasLived = false;
  readonly #deps: ConnectionDeps;
  readonly #abort = new AbortController();
  readonly #onAbort = (): void => this.#abort.abort();

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
    deps.options.signal?.addEventListener('abort', this.#onAbort);
  }

  close(): void {
    this.#deps.options.signal?.removeEventListener('abort', this.#onAbort);
    this.#abort.abort();
  }

  async *read(sessionId: string): AsyncGenerator<SessionEvent, void, undefined> {
    const { platform, cursor } = this.#deps;
    const { signal } = this.#abort;
    const watch = watchSilence(platform, signal, () => this.#abort.abort());
    try {
      const response = await this.#open(sessionId, signal);
      if (response.status === 204 || response.body === null) return void (this.end = { kind: 'done' });
      for await (const frame of readFrames(response.body, watch.hear)) {
        if (isControl(frame)) {
          if (this.#heed(frame) === 'leave') return;
        } else if (cursor.take(toSessionEvent(frame), frame.id)) yield toSessionEvent(frame);
      }
    } catch (error) {
      this.end = { kind: 'lost', error };
    }
  }

  #open(sessionId: string, signal: AbortSignal): Promise<Response> {
    const { client, options, cursor } = this.#deps;
    const { types, exclude, until } = options;
    const query = { ...cursor.query(), types, exclude, until, heartbeat: 'event' };
    return client.open(`/v1/sessions/${encodeURIComponent(sessionId)}/sse`, query, signal);
  }

  #heed(frame: ControlFrame): 'stay' | 'leave' {
    switch (frame.event) {
      case 'connected':
        this.#deps.options.onStatus?.({ state: 'open' });
        if (this.#deps.cursor.begin(frame.data.after_sequence)) return 'stay';
        this.end = { kind: 'announced', retryMs: 0 };
        return 'leave';
      case 'heartbeat':
        this.hasLived = true;
        return 'stay';
      case 'disconnecting':
        this.end = { kind: 'announced', retryMs: spread(frame.data.retry_ms, this.#deps.platform.random) };
        return 'leave';
      case 'done':
        this.end = { kind: 'done' };
        return 'leave';
    }
  }
}

/** All readers of a server that shuts down get the same delay, so it is spread. */
function spread(ms: number, random: () => number): number {
  return Math.round(ms * (1 + random()));
}

type ControlFrame =
  | { event: 'connected'; data: { after_sequence: number } }
  | { event: 'disconnecting'; data: { retry_ms: number } }
  | { event: 'heartbeat' | 'done' };

/** The control frames of the server, whose data the protocol defines. */
function isControl(frame: Frame): frame is Frame & ControlFrame {
  return ['connected', 'disconnecting', 'heartbeat', 'done'].includes(frame.event);
}

/** Every other frame is an envelope of the catalog, or of a later release's: readers pass over a type that they do not know. */
function toSessionEvent(frame: Frame): SessionEvent {
  return frame.data as SessionEvent;
}
