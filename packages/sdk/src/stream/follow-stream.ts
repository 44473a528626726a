import { backoffMs } from '@everruns/kernel';
import type { Client, Query } from '../http/client.ts';
import { EverrunsApiError } from '../http/everruns-api-error.ts';
import type { Platform } from '../platform.ts';
import { readFrames, type Frame } from './read-frames.ts';
import { watchSilence } from './watch-silence.ts';

const BACKOFF = { firstMs: 250, maxMs: 10_000 };

export type StreamStatus =
  | { state: 'connecting' }
  | { state: 'open' }
  /** The connection was lost. `error` is the reason, unless the server had announced the end. */
  | { state: 'waiting'; retry_in_ms: number; error: unknown };

export interface FollowOptions {
  signal?: AbortSignal;
  onStatus?: (status: StreamStatus) => void;
}

/** What is followed, and how far the reader is. */
export interface StreamSource<Item> {
  path: string;
  /** The query of the next connection, which begins where the reader is. */
  query(): Query;
  /** Takes the frame `connected`. Returns false if the connection begins at the wrong place: another one is opened at once. */
  begin(connected: Frame): boolean;
  /** Returns the item of a frame, or null for one that the reader has. */
  take(frame: Frame): Item | null;
}

export interface StreamDeps {
  client: Client;
  platform: Platform;
}

/** How a connection ended: the stream is over, or must be opened again. */
type End = { kind: 'done' } | { kind: 'announced'; retryMs: number } | { kind: 'lost'; error: unknown };

/** Yields the items of a stream, over as many connections as it takes. Throws `EverrunsApiError` if a retry cannot help. */
export async function* followStream<Item>(
  deps: StreamDeps,
  source: StreamSource<Item>,
  options: FollowOptions,
): AsyncGenerator<Item, void, undefined> {
  const { signal } = options;
  const { platform } = deps;
  let failures = 0;
  while (!isAborted(signal)) {
    options.onStatus?.({ state: 'connecting' });
    const connection = new Connection({ ...deps, options, source });
    try {
      for await (const item of connection.read()) {
        failures = 0;
        yield item;
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

interface ConnectionDeps<Item> extends StreamDeps {
  options: FollowOptions;
  source: StreamSource<Item>;
}

/** One request for the stream. Its failures are in `end`, which is set when `read` has ended. */
class Connection<Item> {
  end: End = { kind: 'lost', error: null };
  /** The connection lasted longer than a heartbeat, so the next failure counts as the first one. */
  hasLived = false;
  readonly #deps: ConnectionDeps<Item>;
  readonly #abort = new AbortController();
  readonly #onAbort = (): void => this.#abort.abort();

  constructor(deps: ConnectionDeps<Item>) {
    this.#deps = deps;
    deps.options.signal?.addEventListener('abort', this.#onAbort);
  }

  close(): void {
    this.#deps.options.signal?.removeEventListener('abort', this.#onAbort);
    this.#abort.abort();
  }

  async *read(): AsyncGenerator<Item, void, undefined> {
    const { platform, client, source } = this.#deps;
    const { signal } = this.#abort;
    const watch = watchSilence(platform, { signal, onSilence: () => this.#abort.abort() });
    try {
      const response = await client.open(source.path, { ...source.query(), heartbeat: 'event' }, signal);
      if (response.status === 204 || response.body === null) return void (this.end = { kind: 'done' });
      for await (const frame of readFrames(response.body, watch.hear)) {
        if (isControl(frame)) {
          if (this.#heed(frame) === 'leave') return;
          continue;
        }
        const item = source.take(frame);
        if (item !== null) yield item;
      }
    } catch (error) {
      this.end = { kind: 'lost', error };
    }
  }

  #heed(frame: Frame & ControlFrame): 'stay' | 'leave' {
    switch (frame.event) {
      case 'connected':
        this.#deps.options.onStatus?.({ state: 'open' });
        if (this.#deps.source.begin(frame)) return 'stay';
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
  | { event: 'disconnecting'; data: { retry_ms: number } }
  | { event: 'connected' | 'heartbeat' | 'done' };

/** The control frames of the server, whose data the protocol defines. */
function isControl(frame: Frame): frame is Frame & ControlFrame {
  return ['connected', 'disconnecting', 'heartbeat', 'done'].includes(frame.event);
}
