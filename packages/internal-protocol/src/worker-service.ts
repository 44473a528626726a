import type {
  AtomOutcome,
  AtomRef,
  AttemptToken,
  EphemeralDraft,
  ErrorCode,
  EventDraft,
  ExecId,
  FileInfo,
  Message,
  MessageId,
  RetryClass,
  RuntimeAgent,
  SessionFile,
  SessionId,
  ToolCall,
  TurnId,
  Usage,
} from '@everruns/schemas';

/**
 * All that a worker may ask of the control plane. gRPC and the in-memory service of the local runner both implement it, and one
 * contract suite runs on both. Errors are `EverrunsError`: `fenced` (a newer segment or attempt owns the work: stop silently),
 * `unavailable` (retry), `not_found`, `internal`.
 */
export interface WorkerService {
  getTurnContext(request: GetTurnContextRequest, options?: CallOptions): Promise<TurnContextResponse>;
  openEventStream(onServerFrame: (frame: ServerFrame) => void): EventStream;
  commitAtom(request: CommitAtomRequest, options?: CallOptions): Promise<CommitAtomResponse>;
  /** The attempt is over without an outcome; the atom is open again. Moves the turn's progress to the end of the announced delay. */
  failAttempt(request: FailAttemptRequest, options?: CallOptions): Promise<void>;
  endSegment(request: EndSegmentRequest, options?: CallOptions): Promise<EndSegmentResponse>;
  /** Answers when any of the calls stops waiting, when the segment ends, or after `timeout_ms` (at most 60,000). */
  waitForCalls(request: WaitForCallsRequest, options?: CallOptions): Promise<WaitForCallsResponse>;
  sessionFile(request: SessionFileRequest, options?: CallOptions): Promise<SessionFileResponse>;
}

export interface CallOptions {
  signal?: AbortSignal;
}

/** Begin. The same `exec_id` again gets the same token; a newer one fences the older. */
export interface GetTurnContextRequest {
  atom: AtomRef;
  segment: number;
  /** Minted in memory for this execution; reused only when the same call is repeated. */
  exec_id: ExecId;
  /** Messages up to here, and the agent if above 0, are already in the caller's hands. */
  have_sequence: number;
}

export type TurnContextResponse =
  /** With the token that recorded it, while the segment that asks is the turn's own: it proves that the segment was handed out. */
  { status: 'recorded'; outcome: AtomOutcome; token?: AttemptToken } | { status: 'begun'; begun: BegunAtom };

export interface BegunAtom {
  token: AttemptToken;
  input_message_id: MessageId;
  /** Attempts of this atom that ended in FailAttempt. */
  failures: number;
  /** Calls with unreadable arguments that were answered in this turn so far. */
  malformed_calls: number;
  /** Absent when `have_sequence` was above 0. */
  agent?: RuntimeAgent;
  /** New messages above `have_sequence`, ascending; none that the newest summary covers. */
  messages: Message[];
  /** Everything up to here is now known. */
  head_sequence: number;
  /** The call to run, for an act atom. */
  call?: ToolCall;
  /** Milliseconds since the epoch, by the database's clock. */
  deadline_at_ms: number;
  /** What the turn has left as of this answer, in milliseconds: clocks of two machines are never compared. */
  remaining_ms?: number;
}

export interface CommitAtomRequest {
  token: AttemptToken;
  /**
   * Reason: `llm.generation`, `output.message.completed`, `reason.completed`, and before them `context.compacting`, the summary's own
   * generations and `context.compacted`. Act: `tool.completed`. Everything else the control plane writes.
   */
  events: EventDraft[];
  result: ReasonCommit | ActCommit;
  /** Asks that the atoms which follow begin in the same transaction, one per id (local runner only). */
  successor_exec_ids: ExecId[];
  have_sequence: number;
}

export interface ReasonCommit {
  kind: 'reason';
  /** Empty: this is the final answer. */
  calls: ToolCall[];
  usage: Usage;
  /** Of calls to immediate tools that were answered before this commit; the others become atoms. */
  results: CallResult[];
}

export interface CallResult {
  /** Of the call in `calls`. */
  ordinal: number;
  ok: boolean;
  /** `tool.completed`. */
  events: EventDraft[];
}

export interface ActCommit {
  kind: 'act';
  ok: boolean;
}

export interface CommitAtomResponse {
  outcome: AtomOutcome;
  /** Successors, in the order of the exec ids that were used up. */
  begun: BegunAtom[];
}

export interface FailAttemptRequest {
  token: AttemptToken;
  retry_class: RetryClass;
  /** The delay until the next attempt. */
  retry_after_ms: number;
  /** The turn goes on with the agent's fallback model, and its attempts are counted anew. */
  fall_back?: boolean;
  detail: string;
}

export interface EndSegmentRequest {
  turn_id: TurnId;
  segment: number;
  /**
   * An attempt of this turn, as the proof that the work was handed out; else `fenced`. A failure needs the running attempt that gave
   * up, a park until a time the failed one; a park for calls and `max_iterations` take any, and must be what the rows say.
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
        /** What the model's provider said, without secrets. */
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
  /** As in `EndSegmentRequest`: any attempt of this turn; else `fenced`. */
  token?: AttemptToken;
}

export interface WaitForCallsResponse {
  status: 'waited' | 'ended';
  runnable: number[];
  open: number[];
}

export type SessionFileOperation =
  | { kind: 'read'; path: string }
  | { kind: 'stat'; path: string }
  | { kind: 'list'; path: string; recursive: boolean }
  /** `operation` numbers the mutating calls of one atom from 1; repeated with the same number it answers what was stored. */
  | { kind: 'write'; operation: number; path: string; content: string; encoding: 'text' | 'base64' }
  | { kind: 'delete'; operation: number; path: string; recursive: boolean };

export interface SessionFileRequest {
  token: AttemptToken;
  operation: SessionFileOperation;
}

export type SessionFileResponse =
  | { kind: 'file'; file: SessionFile }
  | { kind: 'info'; info: FileInfo }
  | { kind: 'list'; files: FileInfo[] }
  | { kind: 'deleted'; count: number };

/** Frames of one attempt are numbered from 1; a repeated number is dropped, a gap is not allowed. */
export type ClientFrame =
  | { kind: 'hello'; worker_id: string }
  | { kind: 'frame'; token: AttemptToken; frame_number: number; draft: EphemeralDraft }
  /** Once a second: every attempt that is running here. */
  | { kind: 'heartbeat'; running: AttemptToken[] };

export type ServerFrame =
  | { kind: 'ack'; turn_id: TurnId; atom_key: string; attempt: number; frame_number: number }
  /** Abort all work for this turn below `segment`: provider requests, tools, everything. */
  | { kind: 'stop'; turn_id: TurnId; segment: number; reason: 'canceled' | 'fenced' }
  /** Said by the client itself after every (re)connection: whoever answers now may hold nothing of what was sent. */
  | { kind: 'connected' };

export interface EventStream {
  /** Never throws. Over a broken connection a frame is gone: on `connected` the sender says what still holds, one snapshot a part. */
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

/** Runs a segment to its end. Injected into the local runner by `cli`; resolves when nothing is left to do here, never rejects for a fenced one. */
export interface SegmentExecutor {
  run(job: SegmentJob, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
