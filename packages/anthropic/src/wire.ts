import type {
  ContentBlockParam,
  ImageBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  RawMessageStreamEvent,
  RedactedThinkingBlockParam,
  TextBlockParam,
  ThinkingBlockParam,
  ToolResultBlockParam,
  ToolUseBlockParam,
} from '@anthropic-ai/sdk/resources/messages';

export type WireRequest = MessageCreateParamsStreaming;
export type WireMessage = MessageParam;
export type WireTool = NonNullable<WireRequest['tools']>[number];
export type WireChunk = RawMessageStreamEvent;
export type WireStartedBlock = Extract<WireChunk, { type: 'content_block_start' }>['content_block'];
export type WireDelta = Extract<WireChunk, { type: 'content_block_delta' }>['delta'];

/** The content blocks that we send. */
export type WireThinking = ThinkingBlockParam | RedactedThinkingBlockParam;
export type WireBlock = Extract<ContentBlockParam, WireThinking | WireCacheableBlock>;
export type WireCacheableBlock = TextBlockParam | ImageBlockParam | ToolUseBlockParam | ToolResultBlockParam;

/** Usage as it builds up: `message_start` has the input, `message_delta` the output and, from some models, all of it again. */
export interface WireUsage {
  input_tokens?: number | null;
  output_tokens?: number | null;
  cache_creation_input_tokens?: number | null;
  cache_read_input_tokens?: number | null;
  output_tokens_details?: { thinking_tokens?: number | null } | null;
}
