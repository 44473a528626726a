import type { ContentPart, ErrorCode, Message, Usage } from '../nouns.ts';
import type { EventData } from '../session-event.ts';

/**
 * A session as a person sees it: what its log comes to. Plain JSON, never changed in place: whatever an event does not touch is
 * the same object as before, so that a view renders only what changed.
 */
export interface SessionState {
  /** Of the last recorded event taken; 0 before any. Where a stream goes on from. */
  readonly sequence: number;
  readonly status: 'idle' | 'active' | 'requires_action';
  readonly active_turn_id: string | null;
  /** What was said, in order. Results of tools are with the message that called them. */
  readonly messages: readonly MessageState[];
  /** In the order in which they began. */
  readonly turns: readonly TurnState[];
  /** What waits: messages that steer the running turn first, then those that become turns. */
  readonly queue: readonly QueuedMessage[];
  /** Of all generations in the log. */
  readonly usage: Usage;
  /** Of the last event that wrote or deleted a file; 0 where there was none. */
  readonly files_sequence: number;
}

export interface MessageState {
  readonly id: string;
  readonly turn_id: string | null;
  readonly role: 'user' | 'agent';
  /** `streaming`: more may come. `cut`: its turn ended before it did, and the model never sees it. */
  readonly state: 'streaming' | 'done' | 'cut';
  readonly content: readonly ContentPart[];
  /** Reasoning, so far. */
  readonly thinking: string;
  /** Greater than 1 where an attempt died and the next one began the message again. */
  readonly attempt: number;
  /** One for each `tool_call` part of the content, in that order. */
  readonly tool_calls: readonly ToolCallState[];
  /** How an agent's message came to be; null while it streams. */
  readonly generation: GenerationState | null;
  /** What came before was too long for the model: from this answer on it is told a summary. */
  readonly compaction?: CompactionState;
  /** The provider refused what came before: from this answer on it is told that without what is named. */
  readonly repair?: Pick<EventData<'history.repaired'>, 'what' | 'reason'>;
  /** A person took it out of what models are told. */
  readonly excluded?: true;
  readonly controls?: NonNullable<Message['controls']>;
  readonly metadata?: NonNullable<Message['metadata']>;
  readonly tags?: readonly string[];
  readonly created_at: string;
}

/** `request.messages_through_sequence` says what the model saw, behind the summary of the newest compaction. */
export type GenerationState = Omit<EventData<'llm.generation'>, 'message_id' | 'output' | 'thinking'>;

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
  /** `waiting`: for the client that executes it. `unknown`: it may have run, nobody knows. */
  readonly state: 'pending' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'canceled' | 'unknown';
  readonly attempt: number;
  /** While it runs: what it has printed, and what it says it is doing. */
  readonly output: string;
  readonly progress: string | null;
  readonly result: EventData<'tool.completed'>['result'] | null;
  readonly effect: EventData<'tool.completed'>['effect'] | null;
  readonly duration_ms: number | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
}

export interface TurnErrorState {
  readonly code: ErrorCode;
  /** What to do about it. */
  readonly message: string;
  /** What the model's provider said; absent where it said nothing, and for readers who may not write. */
  readonly provider_message?: string;
}

export interface TurnState {
  readonly id: string;
  readonly input_message_id: string | null;
  readonly status: 'running' | 'waiting' | 'completed' | 'failed' | 'canceled';
  readonly agent_version: number | null;
  readonly iterations: number;
  /** So far; of a turn that ended, what the server counted. */
  readonly usage: Usage;
  /** The most attempts that one step has taken: above 1, the turn outlived a worker or a failed request. */
  readonly attempts: number;
  /** The model that stayed out of reach, and the one that went on in its place. */
  readonly fallback: Pick<EventData<'reason.fallback'>, 'from' | 'to'> | null;
  /** How often it was taken up again after it had waited. */
  readonly resumes: number;
  /** What it waits for and until when; empty and null while it runs. */
  readonly waiting_for: readonly string[];
  readonly wake_at: string | null;
  readonly error: TurnErrorState | null;
  readonly cancel_reason: EventData<'turn.canceled'>['reason'] | null;
  /** In order of their beginning. */
  readonly steps: readonly StepState[];
  readonly created_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
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

/** Before the first event. To read only the end of a log, begin with another `sequence`: what came before it is not there. */
export const initialSessionState: SessionState = Object.freeze({
  sequence: 0,
  status: 'idle',
  active_turn_id: null,
  messages: [],
  turns: [],
  queue: [],
  usage: ZERO_USAGE,
  files_sequence: 0,
});
