import type {
  ContentBlockParam,
  DocumentBlockParam,
  ImageBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  RedactedThinkingBlockParam,
  ServerToolUseBlockParam,
  TextBlockParam,
  ThinkingBlockParam,
  ToolResultBlockParam,
  ToolUseBlockParam,
  WebSearchToolResultBlockParam,
} from '@anthropic-ai/sdk/resources/messages';
import type { JsonObject } from '@everruns/schemas';

/** Models up to 4.5, and servers that follow an older API version, take the sampling fields. Later ones refuse them. */
export type WireRequest = MessageCreateParamsStreaming & { temperature?: number; top_p?: number };
export type WireMessage = MessageParam;
export type WireTool = NonNullable<WireRequest['tools']>[number];
/** What we read: any JSON object, since servers that follow Anthropic leave out, add and rename what they like. */
export type WireChunk = JsonObject;

/** The content blocks that we send. */
export type WireThinking = ThinkingBlockParam | RedactedThinkingBlockParam;
/** What the provider did on the web. */
export type WireSearch = ServerToolUseBlockParam | WebSearchToolResultBlockParam;
export type WireBlock = Extract<ContentBlockParam, WireThinking | WireSearch | WireCacheableBlock>;
export type WireCacheableBlock =
  | TextBlockParam
  | ImageBlockParam
  | DocumentBlockParam
  | ToolUseBlockParam
  | ToolResultBlockParam;
