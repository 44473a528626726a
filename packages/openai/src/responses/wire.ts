import type { JsonObject } from '@everruns/schemas';
import type {
  ResponseCreateParamsStreaming,
  ResponseInputItem,
  ResponseReasoningItem,
} from 'openai/resources/responses/responses';

export type WireRequest = ResponseCreateParamsStreaming;
export type WireInputItem = ResponseInputItem;
export type WireTool = NonNullable<WireRequest['tools']>[number];
export type WireReasoningItem = ResponseReasoningItem;

/** What we read: any JSON object, since servers that follow OpenAI leave out, add and rename what they like. */
export type WireChunk = JsonObject;
