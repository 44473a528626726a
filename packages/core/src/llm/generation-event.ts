import { omitUndefined } from '@everruns/kernel';
import type { ContentHash, ContentPart, EventDraft, MessageId, ResolvedModel } from '@everruns/schemas';
import { toRecordedMs } from '../ports/timestamp.ts';
import type { LlmResponse } from './collect.ts';

export interface Generation {
  messageId: MessageId;
  model: ResolvedModel;
  response: LlmResponse;
  /** The request contained the messages up to this sequence, and these tools. */
  throughSequence: number;
  tools: string[];
  /** The name of what else it contained. */
  head: ContentHash | undefined;
  /** The part of the answer that is recorded. */
  output: ContentPart[];
  durationMs: number;
  timeToFirstTokenMs?: number | undefined;
  /** How long it was until the last part of the reasoning came. */
  thinkingMs?: number | undefined;
  /** What was asked of the answer and cannot hold, whatever the model. */
  warnings?: readonly string[];
}

/** Returns the event of one answered model request: its cost, and everything that traces show of it. */
export function toGenerationEvent(generation: Generation): EventDraft {
  const { model, response, timeToFirstTokenMs: firstTokenMs, thinkingMs } = generation;
  const leftOut = (response.left_out ?? []).map((name) =>
    name === 'web_search'
      ? 'web_search: this model does not search the web itself, so it answered without a search.'
      : `${name}: the model does not take it, so it was left out.`,
  );
  const warnings = [...(generation.warnings ?? []), ...leftOut];
  return {
    type: 'llm.generation',
    data: {
      message_id: generation.messageId,
      model: model.model,
      provider: model.provider_type,
      request: {
        messages_through_sequence: generation.throughSequence,
        tools: generation.tools,
        ...omitUndefined({ head: generation.head }),
      },
      output: generation.output,
      usage: response.usage,
      duration_ms: toRecordedMs(generation.durationMs),
      finish_reasons: [response.finish_reason],
      ...omitUndefined({
        thinking: response.thinking || undefined,
        time_to_first_token_ms: firstTokenMs === undefined ? undefined : toRecordedMs(firstTokenMs),
        thinking_ms: thinkingMs === undefined ? undefined : toRecordedMs(thinkingMs),
        raw_finish_reason: response.raw_finish_reason,
        response_id: response.response_id,
        searches: response.searches === undefined ? undefined : [...response.searches],
        warnings: warnings.length === 0 ? undefined : warnings,
      }),
    },
  };
}
