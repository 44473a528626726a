import type { ClientDuplexStream } from '@grpc/grpc-js';
import type * as wire from './gen/everruns/worker/v1/worker.ts';
import { clientFrameToProto, serverFrameFromProto } from './mapping/stream-frame.ts';
import type { ClientFrame, EventStream, ServerFrame } from './worker-service.ts';

type Call = ClientDuplexStream<wire.EmitEventStreamRequest, wire.EmitEventStreamResponse>;

export interface EventStreamClientOptions {
  openCall: () => Call;
  onServerFrame: (frame: ServerFrame) => void;
  log: { warn(details: object, message: string): void };
}

const FIRST_BACKOFF_MS = 100;
const LAST_BACKOFF_MS = 2_000;
/** Frames that gRPC may hold for a peer that does not read, before the connection counts as broken. */
const MAX_BUFFERED_FRAMES = 10_000;

/**
 * One long-lived call that is opened again whenever it breaks. After every connection it says the last `hello` again and reports
 * `connected`. It stores nothing: a frame sent while there is no connection is gone, and the sender repeats what was not acknowledged.
 */
export class EventStreamClient implements EventStream {
  readonly #options: EventStreamClientOptions;
  #call: Call | undefined;
  #isConnected = false;
  #isClosed = false;
  #hello: ClientFrame | undefined;
  #backoffMs = FIRST_BACKOFF_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: EventStreamClientOptions) {
    this.#options = options;
    this.#open();
  }

  send(frame: ClientFrame): void {
    if (frame.kind === 'hello') this.#hello = frame;
    if (this.#isConnected) this.#write(frame);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#isConnected = false;
    clearTimeout(this.#timer);
    const call = this.#call;
    this.#call = undefined;
    if (!call) return;
    const ended = new Promise((resolve) => call.once('close', resolve));
    call.end();
    call.cancel();
    await ended;
  }

  #open(): void {
    const call = this.#options.openCall();
    this.#call = call;
    // Headers are the first sign that a control plane, not just a socket, is there.
    call.once('metadata', () => this.#onConnected(call));
    call.on('data', (message: wire.EmitEventStreamResponse) =>
      this.#options.onServerFrame(serverFrameFromProto(message)),
    );
    call.once('error', (error) => this.#onBroken(call, error));
    call.once('end', () => this.#onBroken(call));
  }

  #onConnected(call: Call): void {
    if (this.#call !== call) return;
    this.#isConnected = true;
    this.#backoffMs = FIRST_BACKOFF_MS;
    if (this.#hello) this.#write(this.#hello);
    this.#options.onServerFrame({ kind: 'connected' });
  }

  #onBroken(call: Call, error?: Error): void {
    if (this.#call !== call || this.#isClosed) return;
    this.#call = undefined;
    this.#isConnected = false;
    call.on('error', () => {});
    call.cancel();
    this.#options.log.warn({ error: error?.message, backoff_ms: this.#backoffMs }, 'event stream broken, reconnecting');
    this.#timer = setTimeout(() => this.#open(), this.#backoffMs * (0.5 + Math.random() / 2));
    this.#backoffMs = Math.min(this.#backoffMs * 2, LAST_BACKOFF_MS);
  }

  #write(frame: ClientFrame): void {
    const call = this.#call;
    if (!call) return;
    call.write(clientFrameToProto(frame));
    if (call.writableLength > MAX_BUFFERED_FRAMES) this.#onBroken(call, new Error('the peer does not read'));
  }
}
