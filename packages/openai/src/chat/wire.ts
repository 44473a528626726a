import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';

/** What we send: the official format, strictly. `reasoning_content` is how several servers want their reasoning back. */
export type WireRequest = ChatCompletionCreateParamsStreaming;
export type WireMessage = WireRequest['messages'][number] & { reasoning_content?: string };
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
  tool_calls?: WireToolCallDelta[] | null;
}

export interface WireToolCallDelta {
  index?: number | null;
  id?: string | null;
  function?: { name?: string | null; arguments?: unknown } | null;
}

export interface WireUsage {
  prompt_tokens?: number | null;
  completion_tokens?: number | null;
  prompt_tokens_details?: { cached_tokens?: number | null; cache_write_tokens?: number | null } | null;
  completion_tokens_details?: { reasoning_tokens?: number | null } | null;
}
