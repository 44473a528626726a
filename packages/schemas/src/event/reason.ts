import { z } from 'zod';
import { ContentPart } from '../content-part.ts';
import { ContentHash } from '../generation-context.ts';
import { MessageId } from '../ids.ts';
import { RetryClass } from '../retry-class.ts';
import { Usage } from '../usage.ts';
import { SearchMade } from '../web-search.ts';

export const FinishReason = z.enum(['stop', 'tool_calls', 'length', 'content_filtered', 'other']);
export type FinishReason = z.infer<typeof FinishReason>;

const NamedModel = z.object({ model: z.string(), provider: z.string() });

export const reasonEvents = {
  'reason.started': z.object({ iteration: z.int().positive(), model: z.string(), provider: z.string() }),
  /** The model stayed unreachable through all retries, so the turn continues with the agent's fallback model. */
  'reason.fallback': z.object({
    iteration: z.int().positive(),
    cause: RetryClass,
    from: NamedModel,
    to: NamedModel,
  }),
  'reason.completed': z.object({
    iteration: z.int().positive(),
    model: z.string(),
    provider: z.string(),
    success: z.boolean(),
    has_tool_calls: z.boolean(),
    tool_call_count: z.int().nonnegative(),
    error: z.string().optional(),
  }),
  'llm.generation': z.object({
    message_id: MessageId,
    model: z.string(),
    provider: z.string(),
    /**
     * The request by reference: the messages of the log up to this sequence, the summary in place of those that the newest
     * earlier `context.compacted` covers, and the names of the offered tools. `head` names the system prompt, the tools and the settings as
     * they were sent; absent where they were not kept.
     */
    request: z.object({
      messages_through_sequence: z.int().nonnegative(),
      tools: z.array(z.string()),
      head: ContentHash.optional(),
    }),
    output: z.array(ContentPart),
    thinking: z.string().optional(),
    usage: Usage,
    duration_ms: z.number().nonnegative(),
    time_to_first_token_ms: z.number().nonnegative().optional(),
    /** How long it was until the last part of the reasoning came. Absent: the model has shown none. */
    thinking_ms: z.number().nonnegative().optional(),
    finish_reasons: z.array(FinishReason),
    raw_finish_reason: z.string().optional(),
    response_id: z.string().optional(),
    error: z.string().optional(),
    /** What the provider did on the web for this answer. */
    searches: z.array(SearchMade).min(1).optional(),
    /** What was asked of the answer and not sent, because the model does not take it. */
    warnings: z.array(z.string()).min(1).optional(),
  }),
};
