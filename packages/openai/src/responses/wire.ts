import type { JsonObject } from '@everruns/schemas';
import type {
  FunctionTool,
  ResponseCreateParamsStreaming,
  ResponseInputItem,
  ResponseReasoningItem,
} from 'openai/resources/responses/responses';

/** What we send: the official format, strictly, but for what a server has refused by name. */
export type WireRequest = Omit<ResponseCreateParamsStreaming, 'tools'> & { tools?: WireTool[] };
export type WireInputItem = ResponseInputItem;
export type WireTool = Omit<FunctionTool, 'strict'> & Partial<Pick<FunctionTool, 'strict'>>;
export type WireReasoningItem = ResponseReasoningItem;

/** What we read: any JSON object, since servers that follow OpenAI leave out, add and rename what they like. */
export type WireChunk = JsonObject;
