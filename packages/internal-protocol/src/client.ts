import { ChannelCredentials, type ClientUnaryCall, Metadata, type ServiceError } from '@grpc/grpc-js';
import { EverrunsError } from '@everruns/schemas';
import { CLIENT_CHANNEL_OPTIONS } from './channel-options.ts';
import * as wire from './wire.ts';
import { callStepFromProto, recordStepRequestToProto, uploadFileRequestToProto } from './mapping/call-step.ts';
import { commitRequestToProto, commitResponseFromProto } from './mapping/commit.ts';
import {
  endSegmentRequestToProto,
  endSegmentResponseFromProto,
  suspendCallRequestToProto,
  waitForCallsResponseFromProto,
  failAttemptRequestToProto,
} from './mapping/segment.ts';
import { sessionFileRequestToProto, sessionFileResponseFromProto } from './mapping/session-file.ts';
import { turnContextResponseFromProto } from './mapping/turn-context.ts';
import { addressSource, ReplicaChannel } from './replica-channel.ts';
import { fromGrpcStatus } from './status.ts';
import { type StreamCall, type StreamState, WorkerStream } from './worker-stream.ts';
import type { CallOptions, WorkerService } from './worker-service.ts';

export interface GrpcWorkerServiceOptions {
  /** `host:port` of the control plane's gRPC server, or several in gRPC's form: `ipv4:10.0.0.1:9001,10.0.0.2:9001`. */
  address: string;
  /** The worker token. */
  token: string;
  /** PEM. If absent, the connection is plain text, for loopback and private networks. */
  tls?: { ca: Buffer; cert?: Buffer; key?: Buffer };
  log: { warn(details: object, message: string): void };
  /** The deadline of every call. The long poll's own timeout is added to it. */
  deadlineMs?: number;
  /** Called with the state of the stream when it changes. */
  onState?: (state: StreamState) => void;
}

export interface GrpcWorkerService extends WorkerService {
  /**
   * Returns the database's time in milliseconds since the epoch. `skewMs` tells the operator how far this machine's
   * wall clock was found to be ahead of it. Throws `unavailable`, after 2 s at the latest, and `internal` if the
   * control plane is version 0.1.0.
   */
  getTime(skewMs?: number): Promise<number>;
  close(): void;
}

/** The control plane retries a broken database for up to 5 s before it answers. */
const DEFAULT_DEADLINE_MS = 15_000;
const TIME_DEADLINE_MS = 2_000;

type Done<Response> = (error: ServiceError | null, response: Response) => void;

/** A method of the generated client. */
type Unary<Request, Response> = (
  ...args: [request: Request, metadata: Metadata, options: object, callback: Done<Response>]
) => ClientUnaryCall;

/**
 * Creates a `WorkerService` over one channel. Frequent calls of a turn use one long-lived stream; the others, which may
 * be large or long, are separate calls. Every failure is an `EverrunsError`; a lost connection or deadline is
 * `unavailable`.
 */
export function createGrpcWorkerService(options: GrpcWorkerServiceOptions): GrpcWorkerService {
  const { tls, deadlineMs = DEFAULT_DEADLINE_MS } = options;
  const credentials = credentialsOf(tls);
  const nextAddress = addressSource(options.address, Math.random);
  const channel = new ReplicaChannel(
    () => new wire.WorkerServiceClient(nextAddress(), credentials, CLIENT_CHANNEL_OPTIONS),
  );
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${options.token}`);

  const { log, onState } = options;
  const stream = new WorkerStream({ openCall: () => openStream(channel.renew(), metadata), deadlineMs, log, onState });

  return {
    getTurnContext: async (request, call) =>
      turnContextResponseFromProto(await stream.ask('get_turn_context', request, call)),
    commitAtom: async (request, call) =>
      commitResponseFromProto(await stream.ask('commit_atom', commitRequestToProto(request), call)),
    async failAttempt(request, call) {
      await stream.ask('fail_attempt', failAttemptRequestToProto(request), call);
    },
    endSegment: async (request, call) =>
      endSegmentResponseFromProto(await stream.ask('end_segment', endSegmentRequestToProto(request), call)),
    ...createUnaryCalls(channel, { metadata, deadlineMs }),
    openEventStream: (onServerFrame) => stream.openEventStream(onServerFrame),
    async getTime(skewMs) {
      const request = { skew_ms: skewMs };
      const ask = (done: Done<wire.GetTimeResponse>) => channel.client.getTime(request, metadata, done);
      return (await callUnary(ask, { timeoutMs: TIME_DEADLINE_MS })).now_ms;
    },
    close() {
      stream.close();
      channel.close();
    },
  };
}

type UnaryCalls = Omit<
  WorkerService,
  'getTurnContext' | 'commitAtom' | 'failAttempt' | 'endSegment' | 'openEventStream'
>;

/** The calls that do not go over the stream. */
function createUnaryCalls(
  channel: ReplicaChannel<wire.WorkerServiceClient>,
  { metadata, deadlineMs }: { metadata: Metadata; deadlineMs: number },
): UnaryCalls {
  const unary =
    <Request, Response>(methodOf: (client: wire.WorkerServiceClient) => Unary<Request, Response>) =>
    (request: Request, { signal }: CallOptions = {}, extraMs = 0): Promise<Response> => {
      const method = methodOf(channel.client);
      const timeoutMs = deadlineMs + extraMs;
      return callUnary((done) => method(request, metadata, {}, done), { signal, timeoutMs });
    };
  const waitForCalls = unary((client) => client.waitForCalls.bind(client));
  const sessionFile = unary((client) => client.sessionFile.bind(client));
  const uploadFile = unary((client) => client.uploadFile.bind(client));
  const listSteps = unary((client) => client.listSteps.bind(client));
  const recordStep = unary((client) => client.recordStep.bind(client));
  const findSource = unary((client) => client.findSource.bind(client));
  const suspendCall = unary((client) => client.suspendCall.bind(client));
  return {
    storeContents: unary((client) => client.storeContents.bind(client)),
    getSecret: unary((client) => client.getSecret.bind(client)),
    waitForCalls: async (request, call) =>
      waitForCallsResponseFromProto(await waitForCalls(request, call, request.timeout_ms)),
    sessionFile: async (request, call) =>
      sessionFileResponseFromProto(await sessionFile(sessionFileRequestToProto(request), call)),
    uploadFile: async (request, call) => ({
      hash: (await uploadFile(uploadFileRequestToProto(request), call)).content_hash,
    }),
    listSteps: async (request, call) => (await listSteps(request, call)).steps.map(callStepFromProto),
    async recordStep(request, call) {
      await recordStep(recordStepRequestToProto(request), call);
    },
    findSource: async (request, call) => (await findSource(request, call)).is_known,
    async suspendCall(request, call) {
      await suspendCall(suspendCallRequestToProto(request), call);
    },
  };
}

function credentialsOf(tls: GrpcWorkerServiceOptions['tls']): ChannelCredentials {
  return tls
    ? ChannelCredentials.createSsl(tls.ca, tls.key ?? null, tls.cert ?? null)
    : ChannelCredentials.createInsecure();
}

/** The stream encodes its own messages, so that it knows their size before gRPC would break the stream for a large one. */
function openStream(client: wire.WorkerServiceClient, metadata: Metadata): StreamCall {
  const { path, responseDeserialize } = wire.WorkerServiceService.emitEventStream;
  return client.makeBidiStreamRequest<Buffer, wire.EmitEventStreamResponse>(
    path,
    (bytes) => bytes,
    responseDeserialize,
    metadata,
  );
}

/** Uses a timer instead of gRPC's own deadline, which depends on the wall clock: that may be wrong, and jump. */
function callUnary<Response>(
  start: (done: Done<Response>) => ClientUnaryCall,
  { signal, timeoutMs }: { signal?: AbortSignal | undefined; timeoutMs: number },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new EverrunsError('canceled', 'the call was canceled before it began', { cause: signal.reason }));
      return;
    }
    const abort = () => call.cancel();
    const timer = setTimeout(() => {
      reject(new EverrunsError('unavailable', `no answer came within ${timeoutMs} ms`));
      abort();
    }, timeoutMs);
    const call = start((error, response) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (error) reject(fromGrpcStatus(error));
      else resolve(response);
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}
