import type { JsonObject } from '@everruns/schemas';
import type {
  FunctionTool,
  ResponseCreateParamsStreaming,
  ResponseInputItem,
  ResponseFunctionWebSearch,
  ResponseReasoningItem,
  WebSearchTool,
} from 'openai/resources/responses/responses';

/** The format that we send: strictly the official one, except for fields that a server has refused by name. */
export type WireRequest = Omit<ResponseCreateParamsStreaming, 'tools'> & { tools?: WireTool[] };
export type WireInputItem = ResponseInputItem;
export type WireFunction = Omit<FunctionTool, 'strict'> & Partial<Pick<FunctionTool, 'strict'>>;
export type WireSearchTool = WebSearchTool;
export type WireTool = WireFunction | WireSearchTool;
export type WireSearchItem = ResponseFunctionWebSearch;
export type WireReasoningItem = ResponseReasoningItem;

/** The format that we read: any JSON object, since servers that follow OpenAI omit, add and rename fields freely. */
export type WireChunk = JsonObject;
