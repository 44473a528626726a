import { backoffMs } from '@everruns/kernel';
import { EverrunsError, LIMITS } from '@everruns/schemas';
import type { ClientDuplexStream, ServiceError } from '@grpc/grpc-js';
import { encodeClientFrame } from './mapping/encode-frame.ts';
import { clientFrameToProto, serverFrameFromProto } from './mapping/stream-frame.ts';
import { type CallAnswer, PendingCalls } from './pending-calls.ts';
import { fromCallError, fromGrpcStatus } from './status.ts';
import type * as wire from './wire.ts';
import type { CallOptions, ClientFrame, EventStream, ServerFrame } from './worker-service.ts';

/** A stream that takes its messages as encoded bytes. */
export type StreamCall = ClientDuplexStream<Buffer, wire.EmitEventStreamResponse>;

/** The state of a worker's stream. `unauthenticated` is a refused token; every other error is worth another attempt. */
export type StreamState = { kind: 'connected' } | { kind: 'broken'; error: EverrunsError };

export interface WorkerStreamOptions {
  openCall: () => StreamCall;
  log: { warn(details: object, message: string): void };
  /** How long a call waits for its answer. */
  deadlineMs: number;
  /** Called for every connection, and for every one that broke or was never established. */
  onState?: ((state: StreamState) => void) | undefined;
}

type CallRequest = NonNullable<wire.Call['request']>;
type CallName = CallRequest['$case'];
type RequestOf<Name extends CallName> = Extract<CallRequest, { $case: Name }>['value'];
type AnswerTo<Name extends CallName> = { [Case in Name]: Extract<CallAnswer, { $case: Case }>['value'] }[Name];

interface Listener {
  onServerFrame: (frame: ServerFrame) => void;
  hello: ClientFrame | undefined;
}

const BACKOFF = { firstMs: 100, maxMs: 2_000 };
const ENDED = 'the control plane ended the stream';
/** The number of frames that gRPC may hold for a peer that does not read, before the connection counts as broken. */
const MAX_BUFFERED_FRAMES = 10_000;

/**
 * The one stream of a worker process, opened when first needed and again whenever it breaks. Calls on a broken stream are
 * `unavailable`: they may have happened, so callers repeat them. Calls between two streams go out on, or fail with, the next one.
 * Frames without a connection are lost; after each connection every event stream repeats its last `hello` and gets `connected`.
 */
export class WorkerStream {
  readonly #options: WorkerStreamOptions;
  readonly #pending: PendingCalls;
  /** Calls that wait for the next stream. */
  readonly #unsent = new Map<number, Buffer>();
  readonly #listeners = new Set<Listener>();
  #call: StreamCall | undefined;
  #isConnected = false;
  #isClosed = false;
  /** The number of broken streams in a row. */
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WorkerStreamOptions) {
    this.#options = options;
    this.#pending = new PendingCalls({ deadlineMs: options.deadlineMs, onGivenUp: (id) => this.#cancel(id) });
  }

  openEventStream(onServerFrame: (frame: ServerFrame) => void): EventStream {
    const listener: Listener = { onServerFrame, hello: undefined };
    this.#listeners.add(listener);
    this.#openOnce();
    return {
      send: (frame) => {
        if (frame.kind === 'hello') listener.hello = frame;
        if (this.#isConnected) this.#write(clientFrameToProto(frame));
      },
      close: async () => void this.#listeners.delete(listener),
    };
  }

  /** Throws `unavailable`, `canceled`, `payload_too_large`, and the errors of the called method. */
  async ask<Name extends CallName>(
    name: Name,
    value: RequestOf<Name>,
    { signal }: CallOptions = {},
  ): Promise<AnswerTo<Name>> {
    if (this.#isClosed) throw new EverrunsError('unavailable', 'the connection was closed');
    if (signal?.aborted) throw new EverrunsError('canceled', 'the call was canceled', { cause: signal.reason });
    const id = this.#pending.nextId();
    const bytes = encodeClientFrame({ $case: 'call', value: { id, request: toRequest(name, value) } });
    if (bytes.length > LIMITS.grpcMessageBytes) throw new EverrunsError('payload_too_large', 'the call is too large');
    const answered = this.#pending.wait(id, signal);
    this.#unsent.set(id, bytes);
    this.#openOnce();
    this.#sendCalls();
    return expectAnswer<Name>(name, await answered);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#leave(new EverrunsError('unavailable', 'the connection was closed'));
  }

  #openOnce(): void {
    if (this.#call === undefined && this.#timer === undefined && !this.#isClosed) this.#open();
  }

  #open(): void {
    this.#timer = undefined;
    const call = this.#options.openCall();
    this.#call = call;
    // Only response headers show that a control plane, and not just a socket, is there.
    call.once('metadata', () => this.#onConnected(call));
    call.on('data', (message: wire.EmitEventStreamResponse) => this.#receive(message));
    call.once('error', (error: ServiceError) => this.#onBroken(call, toBreak(error)));
    call.once('end', () => this.#onBroken(call, new EverrunsError('unavailable', ENDED)));
    this.#sendCalls();
  }

  #onConnected(call: StreamCall): void {
    if (this.#call !== call) return;
    this.#isConnected = true;
    this.#failures = 0;
    this.#options.onState?.({ kind: 'connected' });
    for (const { hello, onServerFrame } of this.#listeners) {
      if (hello) this.#write(clientFrameToProto(hello));
      onServerFrame({ kind: 'connected' });
    }
  }

  #onBroken(call: StreamCall, error: EverrunsError): void {
    if (this.#call !== call) return;
    this.#failures += 1;
    const delayMs = backoffMs(BACKOFF, this.#failures, Math.random);
    // A replica that ends the stream in an orderly way leaves, or wants the worker to be elsewhere.
    if (error.message !== ENDED)
      this.#options.log.warn({ error, backoff_ms: delayMs }, 'worker stream broken, reconnecting');
    this.#timer = setTimeout(() => this.#open(), delayMs);
    this.#leave(error);
    this.#options.onState?.({ kind: 'broken', error });
  }

  /** Fails all pending calls, because nobody here can know whether they took effect. */
  #leave(error: EverrunsError): void {
    const call = this.#call;
    this.#call = undefined;
    this.#isConnected = false;
    this.#unsent.clear();
    this.#pending.failAll(error);
    call?.on('error', () => {});
    call?.cancel();
  }

  #receive({ frame }: wire.EmitEventStreamResponse): void {
    if (frame === undefined) return;
    if (frame.$case === 'answer') return this.#pending.answer(frame.value);
    const received = serverFrameFromProto(frame);
    for (const { onServerFrame } of this.#listeners) onServerFrame(received);
  }

  #sendCalls(): void {
    if (this.#call === undefined) return;
    for (const bytes of this.#unsent.values()) this.#writeBytes(bytes);
    this.#unsent.clear();
  }

  #cancel(id: number): void {
    if (!this.#unsent.delete(id)) this.#write({ $case: 'cancel', value: { id } });
  }

  #write(frame: NonNullable<wire.EmitEventStreamRequest['frame']>): void {
    this.#writeBytes(encodeClientFrame(frame));
  }

  #writeBytes(bytes: Buffer): void {
    const call = this.#call;
    if (!call) return;
    call.write(bytes);
    if (call.writableLength > MAX_BUFFERED_FRAMES) {
      this.#onBroken(call, new EverrunsError('unavailable', 'the control plane does not read'));
    }
  }
}

/** A refused token stays `unauthenticated`; every other error is worth another attempt. */
function toBreak(error: ServiceError): EverrunsError {
  const cause = fromGrpcStatus(error);
  return cause.code === 'unauthenticated' ? cause : new EverrunsError('unavailable', cause.message, { cause });
}

/** The types guarantee that both belong together, but TypeScript does not see that the pair is one of the cases. */
function toRequest<Name extends CallName>(name: Name, value: RequestOf<Name>): CallRequest {
  return { $case: name, value } as CallRequest;
}

/**
 * The answer must have the case of its call, or `error`. This is compared at runtime because TypeScript cannot relate
 * the two cases.
 */
function expectAnswer<Name extends CallName>(name: Name, answer: CallAnswer): AnswerTo<Name> {
  if (answer.$case === 'error') throw fromCallError(answer.value);
  if (answer.$case !== name) throw new EverrunsError('internal', `${name} was answered with ${answer.$case}`);
  return answer.value as AnswerTo<Name>;
}
