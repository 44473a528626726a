import { z } from 'zod';
import { ContentPart, InputContentPart } from './content-part.ts';
import { documented } from './documented.ts';
import { HistoryEdit } from './history-edit.ts';
import { LlmModelId, MessageId, SessionId, TurnId } from './ids.ts';
import { JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { ModelControls } from './model-controls.ts';
import { boundedText } from './text.ts';

export const MessageRole = z.enum(['user', 'agent', 'tool_result']);
export type MessageRole = z.infer<typeof MessageRole>;

export const ReasoningEffort = z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']);
export type ReasoningEffort = z.infer<typeof ReasoningEffort>;

export const Controls = z.strictObject({
  model_id: LlmModelId.optional(),
  reasoning: z.strictObject({ effort: ReasoningEffort }).optional(),
  max_tokens: z.int().positive().max(1_000_000).optional(),
  ...ModelControls.shape,
});
export type Controls = z.infer<typeof Controls>;

/** What an agent or a session asks of the model for every message. Their model has a field of its own. */
export const StandingControls = Controls.omit({ model_id: true });
export type StandingControls = z.infer<typeof StandingControls>;

const asked = StandingControls.shape;
/** A merge patch (RFC 7396): `null` removes a control, and each control is replaced as a whole. */
export const StandingControlsPatch = z.strictObject({
  reasoning: asked.reasoning.nullable(),
  max_tokens: asked.max_tokens.nullable(),
  temperature: asked.temperature.nullable(),
  top_p: asked.top_p.nullable(),
  stop: asked.stop.nullable(),
  tool_choice: asked.tool_choice.nullable(),
  parallel_tool_calls: asked.parallel_tool_calls.nullable(),
  response_format: asked.response_format.nullable(),
});
export type StandingControlsPatch = z.infer<typeof StandingControlsPatch>;

export const Tags = z.array(boundedText(LIMITS.tagBytes, 1)).max(LIMITS.tags);
export const Metadata = documented(
  JsonObject.refine((value) => Object.keys(value).length <= LIMITS.metadataKeys, {
    message: `must have at most ${LIMITS.metadataKeys} keys`,
  }).refine((value) => JSON.stringify(value).length <= LIMITS.metadataBytes, {
    message: `must be at most ${LIMITS.metadataBytes} bytes`,
  }),
  { keywords: { maxProperties: LIMITS.metadataKeys } },
);

/**
 * Content that a provider needs back verbatim in later requests (signed thinking, encrypted reasoning). It is opaque to all other
 * code.
 */
export const Continuation = z.object({ provider_type: z.string(), model: z.string(), items: z.array(JsonObject) });
export type Continuation = z.infer<typeof Continuation>;

/** The messages that a summary replaces: every message up to a position in the log, except those that are kept verbatim. */
export const Compaction = z.object({
  covered_through_sequence: z.int().positive(),
  /** The sequences of kept messages at or below that position, ascending. */
  kept_sequences: z.array(z.int().positive()),
});
export type Compaction = z.infer<typeof Compaction>;

export const Message = z.object({
  id: MessageId,
  session_id: SessionId,
  turn_id: TurnId.optional(),
  /** The sequence of the event that contains the message. Absent while the message is queued. */
  sequence: z.int().positive().optional(),
  role: MessageRole,
  content: z.array(ContentPart),
  controls: Controls.optional(),
  metadata: JsonObject.optional(),
  tags: z.array(z.string()).optional(),
  continuation: Continuation.optional(),
  /** Present only for the summary in a `context.compacted`. */
  compaction: Compaction.optional(),
  /** Present only for what is made of a `history.repaired` or `message.excluded`, which is nobody's message. */
  edit: HistoryEdit.optional(),
  /** A person erased what it said, for good. */
  redacted: z.literal(true).optional(),
  created_at: z.iso.datetime(),
});
export type Message = z.infer<typeof Message>;

export const InputMessage = z.strictObject({
  role: z.literal('user').default('user'),
  content: z.array(InputContentPart).min(1).max(LIMITS.contentParts),
});
export type InputMessage = z.infer<typeof InputMessage>;

export const BusyPolicy = z.enum(['queue', 'steer', 'interrupt', 'reject']);
export type BusyPolicy = z.infer<typeof BusyPolicy>;

export const Disposition = z.enum(['started', 'queued', 'steered', 'interrupted']);
export type Disposition = z.infer<typeof Disposition>;

export const CreateMessageRequest = z.strictObject({
  message: InputMessage,
  controls: Controls.optional(),
  busy_policy: BusyPolicy.optional(),
  metadata: Metadata.optional(),
  tags: Tags.optional(),
});
export type CreateMessageRequest = z.infer<typeof CreateMessageRequest>;

/** A merge patch (RFC 7396) of a message that still waits in the queue. */
export const UpdateQueuedMessageRequest = z.strictObject({
  /** The new position, where 1 is next. A number beyond the end means last. */
  position: z.int().positive().optional(),
  message: InputMessage.optional(),
  controls: Controls.nullable().optional(),
  metadata: Metadata.nullable().optional(),
  tags: Tags.nullable().optional(),
});
export type UpdateQueuedMessageRequest = z.infer<typeof UpdateQueuedMessageRequest>;
