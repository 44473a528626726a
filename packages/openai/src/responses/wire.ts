import type { JsonObject } from '@everruns/schemas';
import type {
  FunctionTool,
  ResponseCreateParamsStreaming,
  ResponseInputItem,
  ResponseReasoningItem,
} from 'openai/resources/responses/responses';

/** The format that we send: strictly the official one, except for fields that a server has refused by name. */
export type WireRequest = Omit<ResponseCreateParamsStreaming, 'tools'> & { tools?: WireTool[] };
export type WireInputItem = ResponseInputItem;
export type WireTool = Omit<FunctionTool, 'strict'> & Partial<Pick<FunctionTool, 'strict'>>;
export type WireReasoningItem = ResponseReasoningItem;

/** The format that we read: any JSON object, since servers that follow OpenAI omit, add and rename fields freely. */
export type WireChunk = JsonObject;
