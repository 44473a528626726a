import {
  type ClientFrame,
  type EventStream,
  type ServerFrame,
  toCallError,
  toGrpcStatus,
  type WorkerService,
} from '@everruns/internal-protocol';
import { clientFrameFromProto, encodeServerFrame, serverFrameToProto } from '@everruns/internal-protocol/mapping';
import type { Answer, Call, EmitEventStreamRequest, EmitEventStreamResponse } from '@everruns/internal-protocol/wire';
import { EverrunsError, LIMITS } from '@everruns/schemas';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { checkWorkerInput } from './check-worker-input.ts';
import type { GrpcLog } from './grpc-log.ts';
import { PendingAcks } from './pending-acks.ts';
import { StreamCalls } from './stream-calls.ts';
import { toBoundaryError } from './unary.ts';
import type { StreamVerbs } from './worker-verbs.ts';

/** Takes messages as encoded bytes. */
export type WorkerCall = ServerDuplexStream<EmitEventStreamRequest, Buffer>;

export interface WorkerConnectionOptions {
  call: WorkerCall;
  service: WorkerService;
  verbs: StreamVerbs;
  log: GrpcLog;
  onClosed(): void;
}

/** With this many running calls nothing more is read from the worker, and HTTP/2 makes it wait. */
const MAX_RUNNING_CALLS = 1_000;

/** One worker's stream: calls and frames come in, and answers, acknowledgements and stop orders go out. */
export class WorkerConnection {
  readonly #options: WorkerConnectionOptions;
  readonly #calls: StreamCalls;
  readonly #acks = new PendingAcks((ack) => this.#send(serverFrameToProto(ack)));
  readonly #events: EventStream;
  /** What the worker calls itself, once it has said so. */
  workerId: string | null = null;
  #isDraining = false;
  #isClosed = false;

  constructor(options: WorkerConnectionOptions) {
    this.#options = options;
    const { call, service, verbs, log } = options;
    this.#calls = new StreamCalls({
      verbs,
      log,
      send: (answer) => this.#sendAnswer(answer),
      onSettled: () => this.#onSettled(),
    });
    this.#events = service.openEventStream((frame) => this.#onServerFrame(frame));
    call.on('data', (message: EmitEventStreamRequest) => this.#receive(message));
    call.on('drain', () => this.#readOn());
    call.on('end', () => this.#end());
    call.on('cancelled', () => this.#close());
    call.on('error', () => this.#close());
  }

  /** Ends the stream once the running calls are answered. The worker opens another one, here or to another replica. */
  drain(): void {
    this.#isDraining = true;
    this.#calls.refuseMore();
    this.#onSettled();
  }

  #receive({ frame }: EmitEventStreamRequest): void {
    try {
      if (frame === undefined) throw new EverrunsError('invalid_request', 'The kind of the stream frame is unknown.');
      switch (frame.$case) {
        case 'call':
          return this.#startCall(frame.value);
        case 'cancel':
          return this.#calls.cancel(frame.value.id);
        default:
          checkWorkerInput(frame);
          return this.#take(clientFrameFromProto(frame));
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #take(frame: ClientFrame): void {
    if (frame.kind === 'hello') this.workerId = frame.worker_id;
    this.#events.send(frame);
  }

  #startCall(call: Call): void {
    const { request } = call;
    const isEnd = request?.$case === 'commit_atom' || request?.$case === 'fail_attempt';
    if (isEnd && request.value.token !== undefined) this.#acks.drop(request.value.token);
    this.#calls.run(call).catch((error: unknown) => this.#fail(error));
    if (this.#calls.size >= MAX_RUNNING_CALLS) this.#options.call.pause();
  }

  #onServerFrame(frame: ServerFrame): void {
    switch (frame.kind) {
      case 'ack':
        return this.#acks.add(frame);
      case 'stop':
        return this.#send(serverFrameToProto(frame));
      case 'connected':
    }
  }

  #sendAnswer(answer: Answer): void {
    const bytes = encodeServerFrame({ $case: 'answer', value: answer });
    if (bytes.length <= LIMITS.grpcMessageBytes) return this.#write(bytes);
    const error = toCallError(
      new EverrunsError('payload_too_large', 'The answer is larger than a gRPC message may be.'),
    );
    this.#send({ $case: 'answer', value: { id: answer.id, response: { $case: 'error', value: error } } });
  }

  #send(frame: NonNullable<EmitEventStreamResponse['frame']>): void {
    this.#write(encodeServerFrame(frame));
  }

  /** Nothing is read from a worker that does not read its answers. */
  #write(bytes: Buffer): void {
    const { call } = this.#options;
    if (!this.#isClosed && call.writable && !call.write(bytes)) call.pause();
  }

  #readOn(): void {
    const { call } = this.#options;
    if (!call.writableNeedDrain && this.#calls.size < MAX_RUNNING_CALLS) call.resume();
  }

  #onSettled(): void {
    const { call } = this.#options;
    if (this.#isDraining && this.#calls.size === 0) this.#end();
    else if (call.isPaused()) this.#readOn();
  }

  #end(): void {
    this.#close();
    this.#options.call.end();
  }

  /** A message that cannot be read ends the stream, because others may have been misunderstood too. */
  #fail(error: unknown): void {
    const { call, log } = this.#options;
    this.#close();
    call.emit('error', toGrpcStatus(toBoundaryError(error, { log, method: call.getPath() })));
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#calls.cancelAll();
    this.#acks.close();
    const { log } = this.#options;
    this.#events.close().catch((error: unknown) => log.error({ error }, 'An event stream could not be closed.'));
    this.#options.onClosed();
  }
}
