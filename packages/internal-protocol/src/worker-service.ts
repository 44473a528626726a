import type { ActCommit, ReasonCommit } from './atom-result.ts';
import type {
  AtomOutcome,
  AtomRef,
  AttemptToken,
  EphemeralDraft,
  ErrorCode,
  EventDraft,
  ExecId,
  JsonValue,
  Message,
  MessageId,
  ResumedWait,
  RetryClass,
  RuntimeAgent,
  SessionId,
  SuspendKind,
  ToolCall,
  TurnId,
  WaitRequest,
} from '@everruns/schemas';
import type {
  SessionFileRequest,
  SessionFileResponse,
  UploadFileRequest,
  UploadFileResponse,
  CallStep,
  ListStepsRequest,
  RecordStepRequest,
  FindSourceRequest,
  GetSecretRequest,
  GetSecretResponse,
  StoreContentsRequest,
  StoreContentsResponse,
} from './tool-requests.ts';

/**
 * Everything that a worker may ask of the control plane. gRPC and the in-memory service of the local runner both
 * implement it, and one contract suite runs on both. Errors are `EverrunsError`: `fenced` (a newer segment or attempt
 * owns the work: stop silently), `unavailable` (retry), `not_found`, `internal`.
 */
export interface WorkerService {
  getTurnContext(request: GetTurnContextRequest, options?: CallOptions): Promise<TurnContextResponse>;
  openEventStream(onServerFrame: (frame: ServerFrame) => void): EventStream;
  /**
   * An act with `files` throws `conflict` where somebody else has changed them since they were read, and `payload_too_large` beyond the
   * limits of a session. Then nothing was recorded, and the attempt goes on.
   */
  commitAtom(request: CommitAtomRequest, options?: CommitOptions): Promise<CommitAtomResponse>;
  /**
   * Ends the attempt without an outcome, and the atom is open again. Moves the turn's progress to the end of the
   * announced delay.
   */
  failAttempt(request: FailAttemptRequest, options?: CallOptions): Promise<void>;
  /**
   * Makes the call of a running attempt wait for somebody, only before an effect of a `once` tool was attempted. The attempt is given
   * back: it counts neither as lost nor as run, and a later Begin hands `state` out with what was decided.
   */
  suspendCall(request: SuspendCallRequest, options?: CallOptions): Promise<void>;
  endSegment(request: EndSegmentRequest, options?: CallOptions): Promise<EndSegmentResponse>;
  /** Answers when any of the calls stops waiting, when the segment ends, or after `timeout_ms` (at most 60,000). */
  waitForCalls(request: WaitForCallsRequest, options?: CallOptions): Promise<WaitForCallsResponse>;
  /** Throws `fenced` for an attempt that is over, `not_found`, and `conflict` for a directory and for a revision that is not kept. */
  sessionFile(request: SessionFileRequest, options?: CallOptions): Promise<SessionFileResponse>;
  /** Sends a content that a change of the act's commit names by its hash. Throws `payload_too_large` beyond the limits of a call. */
  uploadFile(request: UploadFileRequest, options?: CallOptions): Promise<UploadFileResponse>;
  /** The steps that earlier attempts of the call have recorded, in the order of their names. */
  listSteps(request: ListStepsRequest, options?: CallOptions): Promise<CallStep[]>;
  /**
   * Records a step of the call. A repetition does nothing. Throws `conflict` if the step has another result, `payload_too_large` beyond the
   * limits of a call, `limit_reached` where the turn has used up what it may cost (the step is recorded even then), and `fenced`.
   */
  recordStep(request: RecordStepRequest, options?: CallOptions): Promise<void>;
  /** Whether a tool has read the page at an address in this session, as the commits of its calls say. */
  findSource(request: FindSourceRequest, options?: CallOptions): Promise<boolean>;
  /**
   * Stores what requests held besides their messages, before the commit that names it by its hash. Throws `fenced`, and `payload_too_large` for
   * a content beyond the limit.
   */
  storeContents(request: StoreContentsRequest, options?: CallOptions): Promise<StoreContentsResponse>;
  /** Throws `not_found`, and `secret_host_not_allowed` for a host that the secret does not list. */
  getSecret(request: GetSecretRequest, options?: CallOptions): Promise<GetSecretResponse>;
}

export interface CallOptions {
  signal?: AbortSignal;
}

export interface CommitOptions extends CallOptions {
  /**
   * Called by a service in the same process while the commit is on its way to the disk, with the response as it will be if the commit
   * succeeds as decided. It counts only if the call then returns this very object.
   */
  onExpected?: ((response: CommitAtomResponse) => void) | undefined;
}

/** Begins an atom. The same `exec_id` again gets the same token; a newer one fences the older. */
export interface GetTurnContextRequest {
  atom: AtomRef;
  segment: number;
  /** Created in memory for this execution; reused only when the same call is repeated. */
  exec_id: ExecId;
  /** The caller already has the messages up to here and, if this is above 0, the agent. */
  have_sequence: number;
}

export type TurnContextResponse =
  /**
   * The token recorded the outcome. It is present while the segment that asks is the turn's own, and proves that the
   * segment was handed out.
   */
  | { status: 'recorded'; outcome: AtomOutcome; token?: AttemptToken }
  | { status: 'begun'; begun: BegunAtom }
  /** The call waits for somebody. Nothing runs now. */
  | { status: 'waiting' };

export interface BegunAtom {
  token: AttemptToken;
  input_message_id: MessageId;
  /** Attempts of this atom that ended in FailAttempt. */
  failures: number;
  /** Calls with unreadable arguments that were answered in this turn so far. */
  malformed_calls: number;
  /** Absent when `have_sequence` was above 0. */
  agent?: RuntimeAgent;
  /** New messages above `have_sequence`, ascending, without those that the newest summary covers. */
  messages: Message[];
  /** The caller now knows everything up to here. */
  head_sequence: number;
  /** The call to run, for an act atom, with the arguments that a person approved. */
  call?: ToolCall;
  /** What came of the newest wait of the call. */
  resumed?: ResumedWait;
  /** A person changed the arguments of the call. */
  is_edited?: boolean;
  /** Milliseconds since the epoch, by the database's clock. */
  deadline_at_ms: number;
  /** The time that the turn has left as of this answer, in milliseconds, so that clocks of two machines are never compared. */
  remaining_ms?: number;
}

export interface CommitAtomRequest {
  token: AttemptToken;
  /**
   * A reason atom commits `llm.generation`, `output.message.completed`, `reason.completed`, and before them
   * `context.compacting`, the summary's own generations and `context.compacted`. An act atom commits `tool.completed`.
   * The control plane writes all other events.
   */
  events: EventDraft[];
  result: ReasonCommit | ActCommit;
  /** Asks that the next atoms begin in the same transaction, one per id (local runner only). */
  successor_exec_ids: ExecId[];
  have_sequence: number;
}

export interface CommitAtomResponse {
  outcome: AtomOutcome;
  /** The successors, in the order of the exec ids that were used up. */
  begun: BegunAtom[];
}

export interface FailAttemptRequest {
  token: AttemptToken;
  retry_class: RetryClass;
  /** The delay until the next attempt. */
  retry_after_ms: number;
  /** The turn continues with the agent's fallback model, and its attempts are counted anew. */
  fall_back?: boolean;
  /** The process stops in an orderly way, so nothing is recorded as a failure. */
  released?: boolean;
  detail: string;
  /** The provider's message, with secrets masked, and the HTTP status of its answer. */
  provider_message?: string;
  http_status?: number;
  /** `llm.generation` events of answers that were paid before the failure. They are recorded and counted. */
  paid?: EventDraft[];
}

export interface SuspendCallRequest {
  token: AttemptToken;
  kind: SuspendKind;
  /** What is asked: a question for `question`, the server or service for `connection`. */
  asked: Pick<WaitRequest, 'question' | 'connection'>;
  /** At most 64 KB of JSON, handed to the tool when the call runs again. */
  state?: JsonValue;
}

export interface EndSegmentRequest {
  turn_id: TurnId;
  segment: number;
  /**
   * An attempt of this turn, which proves that the work was handed out; without this proof the answer is `fenced`. A failure
   * needs the running attempt that gave up, a park until a time needs the failed one. A park for calls and `max_iterations`
   * take any attempt, and must match the rows.
   */
  token?: AttemptToken;
  end:
    | {
        kind: 'failed';
        code: ErrorCode;
        /** For the person in the chat: what happened and what to do. */
        message: string;
        /** For the operator's log only. */
        detail?: string;
        /** The message of the model's provider, without secrets. */
        provider_message?: string;
      }
    | { kind: 'parked'; iteration: number; wait_ordinals: number[]; wake_after_ms?: number; wake_at_ms?: number };
}

export interface EndSegmentResponse {
  status: 'ended' | 'refused';
}

export interface WaitForCallsRequest {
  turn_id: TurnId;
  segment: number;
  iteration: number;
  ordinals: number[];
  timeout_ms: number;
  /** Any attempt of this turn, as in `EndSegmentRequest`; without this proof the answer is `fenced`. */
  token?: AttemptToken;
}

export interface WaitForCallsResponse {
  status: 'waited' | 'ended';
  runnable: number[];
  open: number[];
}

/** Frames of one attempt are numbered from 1; a repeated number is dropped, a gap is not allowed. */
export type ClientFrame =
  | { kind: 'hello'; worker_id: string }
  | { kind: 'frame'; token: AttemptToken; frame_number: number; draft: EphemeralDraft }
  /** Sent once a second with every attempt that is running here. */
  | { kind: 'heartbeat'; running: AttemptToken[] };

export type ServerFrame =
  | { kind: 'ack'; turn_id: TurnId; atom_key: string; attempt: number; frame_number: number }
  /** Abort all work for this turn below `segment`: provider requests, tools, everything. */
  | { kind: 'stop'; turn_id: TurnId; segment: number; reason: 'canceled' | 'fenced' }
  /** Emitted by the client itself after every (re)connection, because the peer may have nothing of what was sent before. */
  | { kind: 'connected' };

export interface EventStream {
  /**
   * Never throws. Over a broken connection a frame is lost: on `connected` the sender sends what is still valid, one
   * snapshot per part.
   */
  send(frame: ClientFrame): void;
  close(): Promise<void>;
}

/** One stretch of execution, as the dispatcher hands it out. */
export interface SegmentJob {
  turn_id: TurnId;
  session_id: SessionId;
  segment: number;
  start_iteration: number;
  max_iterations: number;
  /** The first atom, when the claim began it. */
  begun?: BegunAtom;
}

/**
 * Runs a segment to its end. `cli` injects it into the local runner. `run` resolves when nothing is left to do here and
 * never rejects for a fenced segment.
 */
export interface SegmentExecutor {
  run(job: SegmentJob, signal: AbortSignal): Promise<void>;
  /**
   * Asks the model for the first step of a segment while the commit that begins it is on its way to the disk. Nothing of the answer is
   * shown or recorded unless `run` gets the same `begun`. Returns the function that gives the answer up, which does nothing after that; the
   * step that takes its place, if there is one, records what it cost.
   */
  askEarly(job: SegmentJob & { begun: BegunAtom }): (next?: BegunAtom) => void;
  close(): Promise<void>;
}
