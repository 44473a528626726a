import type { JsonObject, ReasoningEffort } from '@everruns/schemas';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';

/** What we send: the official format, strictly, and the fields that single vendors have added to it. */
export type WireRequest = Omit<ChatCompletionCreateParamsStreaming, 'messages' | 'reasoning_effort'> & {
  messages: WireMessage[];
} & ReasoningFields;
export type WireMessage = ChatCompletionCreateParamsStreaming['messages'][number] & ReturnedFields;

/** How vendors are asked to think; `reasoning_effort` is the official one. */
export interface ReasoningFields {
  reasoning_effort?: ReasoningEffort;
  reasoning?: { effort: string } | { enabled: boolean };
  thinking?: { type: 'enabled' | 'disabled' };
  enable_thinking?: boolean;
}

/** How vendors want the model's reasoning back. */
export interface ReturnedFields {
  reasoning_content?: string;
  reasoning?: string;
  reasoning_details?: JsonObject[];
  extra_content?: JsonObject;
}
export type WireTool = NonNullable<WireRequest['tools']>[number];

/**
 * What we read: any JSON object, since servers that call themselves compatible leave out, add and rename what they like.
 * `stream-mapper.ts` and what it calls say which fields are looked at.
 */
export type WireChunk = JsonObject;
