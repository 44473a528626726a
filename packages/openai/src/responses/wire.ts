import type {
  ResponseCreateParamsStreaming,
  ResponseInputItem,
  ResponseReasoningItem,
  ResponseStreamEvent,
  ResponseUsage,
} from 'openai/resources/responses/responses';

export type WireRequest = ResponseCreateParamsStreaming;
export type WireInputItem = ResponseInputItem;
export type WireTool = NonNullable<WireRequest['tools']>[number];
export type WireChunk = ResponseStreamEvent;
export type WireReasoningItem = ResponseReasoningItem;
export type WireUsage = ResponseUsage;
export type WireResponse = Extract<WireChunk, { type: 'response.completed' }>['response'];
