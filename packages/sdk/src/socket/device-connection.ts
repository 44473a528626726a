import { backoffMs, omitUndefined } from '@everruns/kernel';
import type { Platform } from '../platform.ts';
import type { SessionEvent } from '../session-event.ts';
import type { Connection, ConnectOptions, SocketTarget, SubscribeOptions } from './connection.ts';
import { DeviceCalls } from './device-calls.ts';
import type { ClientFrame, FrameOf, ServerFrame } from './frames.ts';
import { LiveSocket } from './live-socket.ts';
import { SocketError, toByeError } from './socket-error.ts';
import { RequestStream, toEndError, type SocketRequest } from './socket-request.ts';
import { Subscription } from './subscription.ts';

export interface ConnectionDeps {
  platform: Platform;
  openSocket: () => WebSocket;
  auth: Extract<ClientFrame, { type: 'auth' }> | null;
  options: ConnectOptions;
}

const BACKOFF = { firstMs: 250, maxMs: 15_000 };
/** When to ask again a server that could not answer and did not say when it can. */
const RETRY_MS = 1_000;
/** Errors of the first frames after which connecting again would not help. */
const FINAL: ReadonlySet<string> = new Set(['unauthenticated', 'org_forbidden', 'forbidden', 'invalid_request']);

interface Pending {
  frame: Extract<ClientFrame, { type: 'message' }>;
  stream: RequestStream;
  isCanceled: boolean;
}

/** One device's socket, which comes back by itself. */
export class DeviceConnection implements Connection {
  readonly closed: Promise<void>;
  readonly #deps: ConnectionDeps;
  readonly #instanceId: string;
  readonly #calls: DeviceCalls;
  readonly #pending = new Map<string, Pending>();
  readonly #subscriptions = new Map<string, Subscription>();
  /** Those that the newest hello has named. */
  #resumed: ReadonlySet<Subscription> = new Set();
  readonly #stop = new AbortController();
  #socket: LiveSocket | null = null;
  #isWelcome = false;
  #retryMs: number | null = null;
  #failures = 0;
  #final: SocketError | null = null;

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
    const pending = { frame, stream, isCanceled: false };
    this.#pending.set(request_id, pending);
    if (this.#stop.signal.aborted) this.#fail(this.#final ?? SocketError.ofClosed());
    else this.#send(frame);
    const end = () => stream.ended;
    return {
      request_id,
      end,
      text: async () => {
        const error = toEndError(await end());
        if (error !== null) throw error;
        return stream.text;
      },
      cancel: () => {
        pending.isCanceled = true;
        this.#send({ type: 'cancel', request_id });
      },
      [Symbol.asyncIterator]: () => stream.read(),
    };
  }

  async *subscribe(
    sessionId: string,
    { after = 0, signal }: SubscribeOptions = {},
  ): AsyncGenerator<SessionEvent, void, undefined> {
    if (this.#subscriptions.has(sessionId)) throw new TypeError('This connection follows the session already.');
    if (this.#final !== null) throw this.#final;
    if (this.#stop.signal.aborted || signal?.aborted === true) return;
    const subscription = new Subscription(sessionId, after, (frame) => this.#send(frame));
    this.#subscriptions.set(sessionId, subscription);
    const onAbort = () => subscription.end();
    signal?.addEventListener('abort', onAbort, { once: true });
    subscription.open();
    try {
      yield* subscription.read();
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#subscriptions.delete(sessionId);
    }
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
    this.#fail(SocketError.ofClosed());
  }

  /** Opens one socket and resolves when it has ended. Never throws. */
  async #holdSocket(): Promise<void> {
    this.#retryMs = null;
    const { platform, openSocket } = this.#deps;
    try {
      const socket = openSocket();
      const handlers = { onOpen: () => this.#greet(), onFrame: (frame: ServerFrame) => this.#take(frame) };
      this.#socket = new LiveSocket(socket, { platform, ...handlers });
    } catch (error) {
      this.#final = new SocketError({ code: 'invalid_request', message: String(error) });
      return;
    }
    await this.#socket.ended;
    this.#isWelcome = false;
  }

  #greet(): void {
    const { auth, options } = this.#deps;
    const { deviceId: device_id, secret, subject, tools = {} } = options;
    if (auth !== null) this.#socket?.send(auth);
    const named = { device_id, instance_id: this.#instanceId, ...omitUndefined({ secret, subject }) };
    const resumed = [...this.#subscriptions.values()].filter(({ place }) => place !== null);
    const resume = resumed.flatMap(({ place }) => place ?? []);
    this.#resumed = new Set(resumed);
    this.#socket?.send({ type: 'hello', ...named, tools: Object.keys(tools), running: this.#calls.running, resume });
  }

  #take(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        return this.#begin(frame);
      case 'ping':
        return this.#socket?.send({ type: 'pong' });
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
      case 'subscribed':
        return this.#subscriptions.get(frame.session_id)?.begin(frame.after_sequence);
      case 'event':
        return this.#subscriptions.get(frame.session_id)?.take(frame.event);
      case 'error':
        return this.#heedError(frame);
      case 'bye':
        this.#retryMs = frame.retry_ms;
        if (frame.retry_ms === null) this.#final ??= toByeError(frame);
        return;
      default:
        return;
    }
  }

  #begin({ epoch }: FrameOf<'welcome'>): void {
    this.#isWelcome = true;
    this.#failures = 0;
    this.#deps.options.onStatus?.({ state: 'open', epoch });
    for (const pending of this.#pending.values()) this.#resend(pending);
    for (const subscription of this.#subscriptions.values()) if (!this.#resumed.has(subscription)) subscription.open();
  }

  #heedError(frame: FrameOf<'error'>): void {
    const error = new SocketError(frame);
    const pending = frame.request_id === undefined ? undefined : this.#pending.get(frame.request_id);
    const subscription = frame.session_id === undefined ? undefined : this.#subscriptions.get(frame.session_id);
    if (!this.#isWelcome && FINAL.has(frame.code)) this.#final = error;
    else if (pending !== undefined) {
      if (isPassing(frame)) return this.#later(frame, () => this.#resend(pending));
      pending.stream.fail(error);
      this.#pending.delete(pending.frame.request_id);
    } else if (frame.tool_call_id !== undefined) {
      const { tool_call_id } = frame;
      if (isPassing(frame)) return this.#later(frame, () => this.#calls.again(tool_call_id));
      this.#calls.refused(tool_call_id);
    } else if (subscription !== undefined) {
      if (isPassing(frame)) return this.#later(frame, () => subscription.open());
      subscription.end(error);
    }
    if (pending === undefined && subscription === undefined) this.#deps.options.onError?.(error);
  }

  /** Asks again, on the same socket: one that comes back asks by itself. */
  #later({ retry_ms = RETRY_MS }: FrameOf<'error'>, again: () => void): void {
    const socket = this.#socket;
    const { platform } = this.#deps;
    void platform.sleep(retry_ms, this.#stop.signal).then(
      () => {
        if (this.#socket === socket) again();
      },
      () => undefined,
    );
  }

  #resend({ frame, isCanceled }: Pending): void {
    const { request_id } = frame;
    if (!this.#pending.has(request_id)) return;
    this.#send(frame);
    if (isCanceled) this.#send({ type: 'cancel', request_id });
  }

  #fail(error: SocketError): void {
    for (const { stream } of this.#pending.values()) stream.fail(error);
    this.#pending.clear();
    for (const subscription of this.#subscriptions.values()) subscription.end(this.#final);
  }

  /** What is not sent now is sent or said again when the socket is back. */
  #send(frame: ClientFrame): void {
    if (this.#isWelcome) this.#socket?.send(frame);
  }
}

/** The server cannot do it now. */
function isPassing({ code, retry_ms }: FrameOf<'error'>): boolean {
  return retry_ms !== undefined || code === 'unavailable';
}
