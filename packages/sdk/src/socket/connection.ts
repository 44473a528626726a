import { backoffMs, omitUndefined } from '@everruns/kernel';
import type { Platform } from '../platform.ts';
import type { ClientTools } from '../run/client-tools.ts';
import { watchSilence, type SilenceWatch } from '../stream/watch-silence.ts';
import { DeviceCalls } from './device-calls.ts';
import type { ClientFrame, FrameOf, ServerFrame } from './frames.ts';
import { SocketError } from './socket-error.ts';
import { RequestStream, toEndError, type SocketRequest } from './socket-request.ts';

export interface ConnectOptions {
  /** The name of the device, which it keeps. Of one device only the newest socket is open. */
  deviceId: string;
  /** Registers the device at its first connection, and proves it later: at least 32 characters. */
  secret?: string;
  /** Whose calls the device is offered. Default: the subject of new sessions of the credential. */
  subject?: string;
  /** The functions that execute calls of the agents' client-side tools. */
  tools?: ClientTools;
  /** Closes the connection when it aborts. */
  signal?: AbortSignal;
  onStatus?: (status: SocketStatus) => void;
  /** Called for a refused frame that belongs to no message. */
  onError?: (error: SocketError) => void;
}

export type SocketStatus =
  | { state: 'connecting' }
  | { state: 'open'; epoch: number }
  | { state: 'waiting'; retry_in_ms: number };

/** Where a message goes: to a session, or to a new session of an agent. */
export type SocketTarget = { session_id: string } | { agent_id: string };

export interface Connection {
  /** Sends a message as soon as the socket is open, and again after it was lost, until the answer has ended: it is one message. */
  send(target: SocketTarget, text: string, options?: { busy_policy?: 'queue' | 'steer' | 'interrupt' }): SocketRequest;
  /** Resolves when `close` was called or the signal aborted. Rejects with `SocketError` if connecting again would not help. */
  readonly closed: Promise<void>;
  close(): void;
}

export interface ConnectionDeps {
  platform: Platform;
  openSocket: () => WebSocket;
  auth: Extract<ClientFrame, { type: 'auth' }> | null;
  options: ConnectOptions;
}

const BACKOFF = { firstMs: 250, maxMs: 15_000 };
/** The server asks every 30 s. */
const MAX_SILENCE_MS = 45_000;
/** Errors of the first frames after which connecting again would not help. */
const FINAL: ReadonlySet<string> = new Set(['unauthenticated', 'org_forbidden', 'forbidden', 'invalid_request']);

interface Pending {
  frame: Extract<ClientFrame, { type: 'message' }>;
  stream: RequestStream;
}

/** One device's socket, which comes back by itself. */
export class DeviceConnection implements Connection {
  readonly closed: Promise<void>;
  readonly #deps: ConnectionDeps;
  readonly #instanceId: string;
  readonly #calls: DeviceCalls;
  readonly #pending = new Map<string, Pending>();
  readonly #stop = new AbortController();
  #socket: WebSocket | null = null;
  #isWelcome = false;
  #retryMs: number | null = null;
  #failures = 0;
  #final: SocketError | null = null;
  #watch: SilenceWatch | null = null;

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
    this.#instanceId = deps.platform.makeId();
    this.#calls = new DeviceCalls(deps.options.tools ?? {}, (frame) => this.#send(frame));
    const { signal } = deps.options;
    if (signal?.aborted === true) this.close();
    else signal?.addEventListener('abort', () => this.close(), { once: true });
    this.closed = this.#stayConnected();
    // Whoever does not wait for it is told by its messages.
    this.closed.catch(() => undefined);
  }

  send(
    target: SocketTarget,
    text: string,
    options: { busy_policy?: 'queue' | 'steer' | 'interrupt' } = {},
  ): SocketRequest {
    const request_id = this.#deps.platform.makeId();
    const stream = new RequestStream();
    const frame = {
      type: 'message' as const,
      request_id,
      ...target,
      content: [{ type: 'text' as const, text }],
      ...options,
    };
    this.#pending.set(request_id, { frame, stream });
    if (this.#stop.signal.aborted) this.#fail(this.#final ?? closedError());
    else this.#send(frame);
    const end = () => stream.ended.promise;
    return {
      request_id,
      end,
      text: async () => {
        const error = toEndError(await end());
        if (error !== null) throw error;
        return stream.text;
      },
      cancel: () => this.#send({ type: 'cancel', request_id }),
      [Symbol.asyncIterator]: () => stream.read(),
    };
  }

  close(): void {
    this.#stop.abort();
    this.#socket?.close();
  }

  async #stayConnected(): Promise<void> {
    const { platform, options } = this.#deps;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      options.onStatus?.({ state: 'connecting' });
      await this.#holdSocket();
      if (this.#final !== null) {
        this.#fail(this.#final);
        throw this.#final;
      }
      if (signal.aborted) break;
      this.#failures += 1;
      const spread = this.#retryMs === null ? null : Math.round(this.#retryMs * (1 + platform.random()));
      const retryInMs = spread ?? backoffMs(BACKOFF, this.#failures, platform.random);
      options.onStatus?.({ state: 'waiting', retry_in_ms: retryInMs });
      await platform.sleep(retryInMs, signal).catch(() => undefined);
    }
    this.#calls.close();
    this.#fail(closedError());
  }

  /** Opens one socket and resolves when it is closed. Never throws. */
  #holdSocket(): Promise<void> {
    this.#retryMs = null;
    this.#isWelcome = false;
    const { promise, resolve } = Promise.withResolvers<void>();
    const gone = new AbortController();
    let socket: WebSocket;
    try {
      socket = this.#deps.openSocket();
    } catch (error) {
      this.#final = new SocketError({ code: 'invalid_request', message: String(error) });
      return Promise.resolve();
    }
    this.#socket = socket;
    this.#watch = watchSilence(this.#deps.platform, {
      signal: gone.signal,
      onSilence: () => socket.close(),
      maxMs: MAX_SILENCE_MS,
    });
    socket.addEventListener('open', () => this.#greet());
    socket.addEventListener('message', ({ data }) => {
      this.#watch?.hear();
      this.#take(JSON.parse(String(data)) as ServerFrame);
    });
    // An error is followed by `close`, except that some platforms only tell of the error.
    socket.addEventListener('error', () => socket.close());
    socket.addEventListener('close', () => {
      gone.abort();
      this.#isWelcome = false;
      resolve();
    });
    return promise;
  }

  #greet(): void {
    const { auth, options } = this.#deps;
    const { deviceId: device_id, secret, subject, tools = {} } = options;
    if (auth !== null) this.#write(auth);
    const names = Object.keys(tools);
    const named = { device_id, instance_id: this.#instanceId, ...omitUndefined({ secret, subject }) };
    this.#write({ type: 'hello', ...named, tools: names, running: this.#calls.running, resume: [] });
  }

  #take(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.#isWelcome = true;
        this.#failures = 0;
        this.#deps.options.onStatus?.({ state: 'open', epoch: frame.epoch });
        for (const { frame: message } of this.#pending.values()) this.#send(message);
        return;
      case 'ping':
        return this.#write({ type: 'pong' });
      case 'tool_call':
        return this.#calls.take(frame);
      case 'claimed':
        return this.#calls.claimed(frame);
      case 'settled':
        return this.#calls.settled(frame);
      case 'stream_start':
      case 'stream_text':
      case 'stream_reset':
      case 'stream_block':
      case 'stream_end':
        this.#pending.get(frame.request_id)?.stream.take(frame);
        if (frame.type === 'stream_end') this.#pending.delete(frame.request_id);
        return;
      case 'error':
        return this.#heedError(frame);
      case 'bye':
        this.#retryMs = frame.retry_ms;
        if (frame.retry_ms === null) this.#final ??= new SocketError(toByeError(frame));
        return;
      default:
        return;
    }
  }

  #heedError(frame: FrameOf<'error'>): void {
    const error = new SocketError(frame);
    const pending = frame.request_id === undefined ? undefined : this.#pending.get(frame.request_id);
    if (!this.#isWelcome && FINAL.has(frame.code)) this.#final = error;
    // The server cannot do it now, and the message will be sent again.
    else if (pending !== undefined && frame.retry_ms === undefined && frame.code !== 'unavailable') {
      pending.stream.fail(error);
      this.#pending.delete(pending.frame.request_id);
    } else if (frame.tool_call_id !== undefined) this.#calls.refused(frame.tool_call_id);
    if (pending === undefined) this.#deps.options.onError?.(error);
  }

  #fail(error: Error): void {
    for (const { stream } of this.#pending.values()) stream.fail(error);
    this.#pending.clear();
  }

  /** What is not sent now is sent or said again when the socket is back. */
  #send(frame: ClientFrame): void {
    if (this.#isWelcome) this.#write(frame);
  }

  #write(frame: ClientFrame): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }
}

function closedError(): SocketError {
  return new SocketError({ code: 'canceled', message: 'The connection was closed.' });
}

function toByeError({ reason }: FrameOf<'bye'>): Omit<FrameOf<'error'>, 'type'> {
  switch (reason) {
    case 'auth_expired':
      return { code: 'unauthenticated', message: 'The credential has expired or was revoked.' };
    case 'superseded':
      return { code: 'conflict', message: 'The device has a newer connection.' };
    default:
      return { code: 'not_found', message: 'The device was deleted.' };
  }
}
