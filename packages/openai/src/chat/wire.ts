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

/** What we read: everything is optional, since servers that call themselves compatible leave out or add what they like. */
export interface WireChunk {
  id?: string | null;
  model?: string | null;
  choices?: WireChoice[] | null;
  usage?: WireUsage | null;
}

export interface WireChoice {
  delta?: WireDelta | null;
  finish_reason?: string | null;
}

export interface WireDelta {
  content?: string | null;
  refusal?: string | null;
  /** DeepSeek, Moonshot and others. */
  reasoning_content?: string | null;
  /** OpenRouter and newer vLLM. */
  reasoning?: string | null;
  /** OpenRouter and MiniMax: what they want back of their reasoning, in pieces. */
  reasoning_details?: JsonObject[] | null;
  /** Gemini: the signature of a thought that no call follows. */
  extra_content?: JsonObject | null;
  tool_calls?: WireToolCallDelta[] | null;
}

export interface WireToolCallDelta {
  index?: number | null;
  id?: string | null;
  function?: { name?: string | null; arguments?: unknown } | null;
  /** Gemini: the signature that its thinking models want back with the call. */
  extra_content?: JsonObject | null;
}

export interface WireUsage {
  prompt_tokens?: number | null;
  completion_tokens?: number | null;
  prompt_tokens_details?: { cached_tokens?: number | null; cache_write_tokens?: number | null } | null;
  completion_tokens_details?: { reasoning_tokens?: number | null } | null;
}
