import { z } from 'zod';
import { EventId, MessageId, SessionId, TurnId } from './ids.ts';
import { JsonObject, JsonValue } from './json.ts';
import { Message, ReasoningEffort } from './message.ts';
import { ModelControls } from './model-controls.ts';
import { Usage } from './usage.ts';
import { ProviderSearch } from './web-search.ts';

/** The name of a content: the first 128 bits of its SHA-256, as base64url. */
export const ContentHash = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
export type ContentHash = z.infer<typeof ContentHash>;

/** `summary`: the request that asks for a summary of a conversation that is too long. `tool`: what a tool asked the model. */
export const GenerationPurpose = z.enum(['answer', 'summary', 'tool']);
export type GenerationPurpose = z.infer<typeof GenerationPurpose>;

/** The settings of a request as the driver got them. What the model does not take was left out, which the generation says. */
export const GenerationSettings = z.object({
  purpose: GenerationPurpose,
  provider: z.string(),
  model: z.string(),
  max_tokens: z.int().positive().optional(),
  reasoning_effort: ReasoningEffort.optional(),
  web_search: ProviderSearch.optional(),
  controls: ModelControls.optional(),
});
export type GenerationSettings = z.infer<typeof GenerationSettings>;

/** What a request holds besides its messages. `system` and `tools` name contents. */
export const GenerationHead = z.object({
  system: ContentHash,
  tools: ContentHash,
  settings: GenerationSettings,
});
export type GenerationHead = z.infer<typeof GenerationHead>;

/** A tool as the model's provider got it. `parameters` is a JSON Schema. */
export const OfferedTool = z.object({ name: z.string(), description: z.string(), parameters: JsonObject });
export type OfferedTool = z.infer<typeof OfferedTool>;

/** A generation of a session: the id of its event, its sequence in the log, or `latest`. */
export const GenerationRef = z
  .string()
  .regex(/^(?:latest|[1-9][0-9]{0,14}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/);
export type GenerationRef = z.infer<typeof GenerationRef>;

/** An estimate of the platform: four bytes are a token. The provider counts differently, and reports only the sum. */
const estimated = z.int().nonnegative();

/** `excluded`: a person had excluded the message before. `excluded_since`: the model read it then, and reads it no longer. */
export const ToldState = z.enum(['read', 'excluded', 'excluded_since']);
export type ToldState = z.infer<typeof ToldState>;

/** A message of the log as the model read it, or did not. */
export const ToldMessage = Message.extend({ state: ToldState, estimated_tokens: estimated });
export type ToldMessage = z.infer<typeof ToldMessage>;

/** What a model was told for one generation. */
export const GenerationContext = z.object({
  session_id: SessionId,
  event_id: EventId,
  /** The place of the generation in the log. */
  sequence: z.int().positive(),
  message_id: MessageId,
  turn_id: TurnId.optional(),
  /** The version of the agent that ran. */
  agent_version: z.int().positive().optional(),
  provider: z.string(),
  model: z.string(),
  created_at: z.iso.datetime(),
  /** False: the generation was recorded without its prompt, tools and settings, which are then absent. */
  is_recorded: z.boolean(),
  /** The system prompt as it was sent, with the parts of capabilities. */
  system: z.object({ hash: ContentHash, text: z.string(), estimated_tokens: estimated }).optional(),
  tools: z.object({ hash: ContentHash, definitions: z.array(OfferedTool), estimated_tokens: estimated }).optional(),
  settings: GenerationSettings.optional(),
  /**
   * The newest messages, oldest first, and those that were excluded. A summary takes the place of what it covers, as its `compaction` says. Of
   * the request for a summary: none, because it reads a transcript.
   */
  messages: z.array(ToldMessage),
  /** Whether there are earlier messages. */
  has_more: z.boolean(),
  /** How many messages the model read, those on other pages too, and what they are estimated to be. */
  read: z.object({ messages: z.int().nonnegative(), estimated_tokens: estimated }),
  /** What the provider counted. */
  usage: Usage,
  /** What was asked of the answer and not sent. */
  warnings: z.array(z.string()).optional(),
});
export type GenerationContext = z.infer<typeof GenerationContext>;

const Place = z.object({ event_id: EventId, sequence: z.int().positive(), is_recorded: z.boolean() });

/** What differs between the contexts of two generations. Absent parts are equal, or one of the two was not recorded. */
export const GenerationContextDiff = z.object({
  from: Place,
  to: Place,
  /** The change of the system prompt as a unified diff. Cut after 256 KB. */
  system: z.object({ patch: z.string() }).optional(),
  tools: z
    .object({ added: z.array(z.string()), removed: z.array(z.string()), changed: z.array(z.string()) })
    .optional(),
  /** Every setting that differs, `controls` one by one (`controls.temperature`), with both values. Absent: not set. */
  settings: z.array(z.object({ field: z.string(), before: JsonValue.optional(), after: JsonValue.optional() })),
  /** The messages that only one of the two had, by their sequences. At most 1,000 of each. */
  messages: z.object({ added: z.array(z.int().positive()), removed: z.array(z.int().positive()) }),
});
export type GenerationContextDiff = z.infer<typeof GenerationContextDiff>;
