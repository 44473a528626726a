import type { ContentPart, ErrorCode, Message, Usage } from '../nouns.ts';
import type { EventData } from '../session-event.ts';

/**
 * A session as a person sees it, computed from its log. Plain JSON that is never changed in place: what an event does not change is
 * the same object as before, so that a view renders only what changed.
 */
export interface SessionState {
  /** The sequence of the last recorded event that was taken, or 0. A stream resumes after it. */
  readonly sequence: number;
  readonly status: 'idle' | 'active' | 'requires_action';
  readonly active_turn_id: string | null;
  /** The messages, in order. Tool results are with the message that called the tools. */
  readonly messages: readonly MessageState[];
  /** The turns, in the order in which they began. */
  readonly turns: readonly TurnState[];
  /** The waiting messages: first those that steer the running turn, then those that become turns. */
  readonly queue: readonly QueuedMessage[];
  /** The usage of all generations in the log. Of a fork: of its own. */
  readonly usage: Usage;
  /** Of a fork: the session it was made of, and where its own log begins. */
  readonly forked: ForkState | null;
  /** The sequence of the last event that wrote or deleted a file, or 0. */
  readonly files_sequence: number;
}

export interface ForkState extends EventData<'session.forked'> {
  /** The sequence of the fork’s first own event. */
  readonly sequence: number;
}

export interface MessageState {
  readonly id: string;
  /** The place of the message in the log, or null while it streams. */
  readonly sequence: number | null;
  readonly turn_id: string | null;
  readonly role: 'user' | 'agent';
  /** `streaming`: more may come. `cut`: its turn ended before it did, and the model never sees it. */
  readonly state: 'streaming' | 'done' | 'cut';
  readonly content: readonly ContentPart[];
  /** The reasoning so far. */
  readonly thinking: string;
  /** Greater than 1 if an attempt failed and the next one began the message again. */
  readonly attempt: number;
  /** One for each `tool_call` part of the content, in that order. */
  readonly tool_calls: readonly ToolCallState[];
  /** The generation of an agent's message, or null while it streams. */
  readonly generation: GenerationState | null;
  /** Earlier messages were too long for the model. From this answer on it reads a summary. */
  readonly compaction?: CompactionState;
  /** The provider refused the earlier messages. From this answer on it reads them without what is named here. */
  readonly repair?: Pick<EventData<'history.repaired'>, 'what' | 'reason'>;
  /** A person excluded the message from what models read. */
  readonly excluded?: true;
  /** A person erased what it said. */
  readonly redacted?: true;
  /** The newest of each person. */
  readonly feedback?: readonly EventData<'feedback.given'>[];
  readonly controls?: NonNullable<Message['controls']>;
  readonly metadata?: NonNullable<Message['metadata']>;
  readonly tags?: readonly string[];
  readonly created_at: string;
}

/** `request.messages_through_sequence` is the last message that the model read, after the summary of the newest compaction. */
export type GenerationState = Omit<EventData<'llm.generation'>, 'message_id' | 'output' | 'thinking'> & {
  /** The place of the generation in the log. */
  readonly sequence: number;
};

/** Tokens of the whole request, before and after, as the platform estimates them. */
export interface CompactionState {
  readonly tokens_before: number;
  readonly tokens_after: number;
  readonly summary: string;
}

export interface ToolCallState {
  readonly id: string;
  readonly name: string;
  readonly arguments: { readonly [name: string]: unknown };
  /** `waiting`: for the client that executes it, or, with an `approval`, for a person. `unknown`: whether it has run is not known. */
  readonly state: 'pending' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'canceled' | 'unknown';
  /** What a person is asked. Present while the call waits for them. */
  readonly approval?: PendingApproval;
  /** What was decided last, and by whom. */
  readonly decision?: DecisionState;
  /** The other agent that does the call's task. */
  readonly subagent?: SubagentState;
  /** What the call waited for, in order: people, clients and other agents. Absent if it never did. */
  readonly waits?: readonly CallWait[];
  readonly attempt: number;
  /** While it runs: its output and its progress. */
  readonly output: string;
  readonly progress: string | null;
  readonly result: EventData<'tool.completed'>['result'] | null;
  /** The pictures that the model saw with the result. Absent: none. */
  readonly images?: NonNullable<EventData<'tool.completed'>['images']>;
  readonly effect: EventData<'tool.completed'>['effect'] | null;
  readonly duration_ms: number | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
}

/** One wait of a call. */
export interface CallWait {
  readonly kind: EventData<'approval.requested'>['kind'];
  readonly started_at: string;
  /** Null while it waits. */
  readonly ended_at: string | null;
  /** How a person ended it, or that nobody did in time. Absent for clients and other agents. */
  readonly decision?: EventData<'approval.resolved'>['decision'];
  /** The stable name of the caller who decided. */
  readonly by?: string;
  readonly reason?: string;
}

/** A sub-agent, as the log of the session that called it tells of it. What it does is in the log of its own session. */
export interface SubagentState extends Pick<
  EventData<'subagent.spawned'>,
  'session_id' | 'turn_id' | 'agent_id' | 'agent'
> {
  readonly status: 'running' | 'completed' | 'failed';
  /** What it asked people and clients last. Whether that was answered is in its own log. */
  readonly waits: EventData<'subagent.suspended'>['waits'];
}

/** A request to a person, as `POST /v1/approvals/{id}/resolve` decides it. */
export type PendingApproval = Omit<EventData<'approval.requested'>, 'tool_call_id' | 'name'>;

/** A decision on a call, or that none came. */
export interface DecisionState extends Pick<EventData<'approval.resolved'>, 'kind' | 'decision' | 'by'> {
  /** The call runs with other arguments than those that the model gave. */
  readonly is_edited: boolean;
}

export interface TurnErrorState {
  readonly code: ErrorCode;
  /** The advice for a person. */
  readonly message: string;
  /** The message of the model's provider. It is absent without one, and for readers without write access. */
  readonly provider_message?: string;
}

/** One failed attempt of a step. `provider_message` is absent without one, and for readers without write access. */
export interface FailedAttempt extends EventData<'attempt.failed'> {
  readonly ended_at: string;
}

export interface TakeOver extends Omit<EventData<'turn.taken_over'>, 'turn_id'> {
  readonly at: string;
}

export interface TurnState {
  readonly id: string;
  readonly input_message_id: string | null;
  readonly status: 'running' | 'waiting' | 'completed' | 'failed' | 'canceled';
  readonly agent_version: number | null;
  readonly iterations: number;
  /** The usage so far. For a turn that has ended, the server's count. */
  readonly usage: Usage;
  /** The most attempts that one step has taken: above 1, the turn outlived a worker or a failed request. */
  readonly attempts: number;
  /** The attempts that failed, of all steps, in order. */
  readonly failed_attempts: readonly FailedAttempt[];
  /** When another process took the turn over from one that was silent. */
  readonly take_overs: readonly TakeOver[];
  /** The model that stayed out of reach, and its fallback. */
  readonly fallback: Pick<EventData<'reason.fallback'>, 'from' | 'to'> | null;
  /** How often the turn was resumed after a wait. */
  readonly resumes: number;
  /** What the turn waits for, and until when. Empty and null while it runs. */
  readonly waiting_for: readonly string[];
  readonly wake_at: string | null;
  readonly error: TurnErrorState | null;
  readonly cancel_reason: EventData<'turn.canceled'>['reason'] | null;
  /** In order of their beginning. */
  readonly steps: readonly StepState[];
  readonly created_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  /** The place in the log of the event that ended it. */
  readonly end_sequence: number | null;
  readonly duration_ms: number | null;
}

interface Span {
  readonly started_at: string;
  readonly ended_at: string | null;
}

/** A bar of the timeline. The calls of an `act` step, and the message of a `reason` step, are in the session's messages. */
export type StepState =
  | (Span & {
      readonly kind: 'reason';
      readonly iteration: number;
      readonly model: string;
      readonly provider: string;
      readonly message_id: string | null;
      readonly attempt: number;
      readonly success: boolean | null;
      readonly error: string | null;
    })
  | (Span & {
      readonly kind: 'act';
      readonly iteration: number;
      readonly tool_call_ids: readonly string[];
      readonly success_count: number | null;
      readonly error_count: number | null;
    })
  | (Span & { readonly kind: 'wait'; readonly waiting_for: readonly string[]; readonly wake_at: string | null });

export interface QueuedMessage {
  readonly message: Message;
  /** `steer` joins the running turn at its next step; `queue` becomes a turn of its own. */
  readonly policy: 'steer' | 'queue';
}

export const ZERO_USAGE: Usage = Object.freeze({
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_creation_tokens: 0,
  reasoning_tokens: 0,
});

/**
 * The state before the first event. To read only the end of a log, begin with another `sequence`. Earlier events are then
 * missing.
 */
export const initialSessionState: SessionState = Object.freeze({
  sequence: 0,
  status: 'idle',
  active_turn_id: null,
  messages: [],
  turns: [],
  queue: [],
  usage: ZERO_USAGE,
  forked: null,
  files_sequence: 0,
});
