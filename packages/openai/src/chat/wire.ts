import type { JsonObject, ReasoningEffort } from '@everruns/schemas';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';

/** The format that we send: strictly the official one, plus the fields that individual vendors have added to it. */
export type WireRequest = Omit<ChatCompletionCreateParamsStreaming, 'messages' | 'reasoning_effort'> & {
  messages: WireMessage[];
} & ReasoningFields;
export type WireMessage = ChatCompletionCreateParamsStreaming['messages'][number] & ReturnedFields;

/** The fields by which vendors accept a reasoning effort; `reasoning_effort` is the official one. */
export interface ReasoningFields {
  reasoning_effort?: ReasoningEffort;
  reasoning?: { effort: string } | { enabled: boolean };
  thinking?: { type: 'enabled' | 'disabled' };
  enable_thinking?: boolean;
}

/** The fields in which vendors want the model's reasoning back. */
export interface ReturnedFields {
  reasoning_content?: string;
  reasoning?: string;
  reasoning_details?: JsonObject[];
  extra_content?: JsonObject;
}
export type WireTool = NonNullable<WireRequest['tools']>[number];

/**
 * The format that we read: any JSON object, since servers that claim to be compatible omit, add and rename fields
 * freely. `stream-mapper.ts` and the functions that it calls define which fields are read.
 */
export type WireChunk = JsonObject;
