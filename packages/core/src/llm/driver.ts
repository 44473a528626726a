import type {
  Continuation,
  FilePart,
  ImagePart,
  JsonObject,
  LlmProviderType,
  ModelCompat,
  ModelControls,
  OptionalParameter,
  ProviderSearch,
  ReasoningEffort,
  SearchMade,
  TextPart,
  UrlCitation,
  Usage,
} from '@everruns/schemas';
import type { EndReason } from './end-of-answer.ts';
import type { ProviderError } from './provider-error.ts';

/** A tool as it is described to a provider. */
export interface LlmTool {
  name: string;
  description: string;
  /** The JSON Schema 2020-12 of an object. */
  parameters: JsonObject;
}

/** A call in the history. `id` is the product's own and unique. A driver sends it in the form that its provider accepts. */
export interface LlmToolCall {
  id: string;
  name: string;
  arguments: JsonObject;
}

export type LlmMessage =
  | { role: 'user'; content: (TextPart | ImagePart | FilePart)[] }
  /** `text_parts` are the parts that `text` joins. `continuation` is passed on only to the provider type that wrote it. */
  | { role: 'assistant'; text: string; text_parts?: string[]; tool_calls: LlmToolCall[]; continuation?: Continuation }
  /** `content` is what the model reads. JSON is already encoded as text. */
  | { role: 'tool'; tool_call_id: string; name: string; content: string; is_error: boolean };

export interface LlmRequest {
  model: string;
  system: string;
  messages: LlmMessage[];
  tools: LlmTool[];
  max_output_tokens?: number;
  reasoning_effort?: ReasoningEffort;
  /** The model may search the web at its provider. Left out where the provider does not search. */
  web_search?: ProviderSearch;
  /** What the message asks of the answer. The model may answer with parallel tool calls unless that is false. */
  controls?: ModelControls;
  /** Requests with the same key begin alike, so a provider may send them to the same cache. */
  cache_key?: string;
  /** Parameters that this provider has refused by name. */
  leave_out?: readonly OptionalParameter[];
  /** The product's own id, the same for all attempts: an idempotency hint and the seed of the simulated model. */
  request_id: string;
}

/** What was asked for and may be left out, because the model does not take it. */
export type LeftOut = keyof ModelControls | 'web_search';

/** A citation and the text part that it belongs to. */
export type PartCitation = Omit<UrlCitation, 'type'> & { part: number };

/**
 * The events of a driver's stream. `modelDriverContract` checks this contract for every driver:
 *
 * 1. Exactly one terminal event (`finish` or `error`), and it is the last. The stream never throws.
 * 2. Text parts are numbered from 0 in order. A delta belongs to the newest part and is never empty.
 * 3. A tool call is yielded once, when its arguments are complete. `ordinal` counts from 0 in the model's order.
 *    Arguments that are not a JSON object become `{}` with `arguments_error` and `arguments_text`.
 * 4. `provider_call_id` is the provider's id, unchecked, so it may repeat.
 * 5. Aborting the signal ends the HTTP request and yields `error` with class `canceled`.
 * 6. `usage` is the provider's own count, in the meaning of `Usage`, read by `readUsage`.
 * 7. `reason` is the provider's reason, or `missing` if it sent none. `judgeEnd` decides what it means for the answer.
 */
export type LlmStreamEvent =
  | { type: 'started'; response_id?: string; model?: string }
  | { type: 'text_delta'; part: number; delta: string }
  | { type: 'reasoning_delta'; delta: string }
  | {
      type: 'tool_call';
      ordinal: number;
      name: string;
      arguments: JsonObject;
      provider_call_id?: string;
      arguments_error?: string;
      arguments_text?: string;
    }
  | {
      type: 'finish';
      reason: EndReason;
      raw_reason?: string;
      /** False if the server only closed the connection, without any mark of the end. The default is true. */
      is_marked?: boolean;
      usage: Usage;
      response_id?: string;
      continuation?: Continuation;
      /** The pages that the text rests on, unchecked. */
      citations?: readonly PartCitation[];
      /** What the provider did on the web, unchecked. */
      searches?: readonly SearchMade[];
      /** What was asked for and not sent, because this model does not take it. */
      left_out?: readonly LeftOut[];
    }
  | { type: 'error'; error: ProviderError };

export interface LlmCallOptions {
  signal: AbortSignal;
}

/** One provider connection, ready to be called. It is created per call from a resolved model and holds no state between calls. */
export interface ModelDriver {
  readonly provider_type: LlmProviderType;
  stream(request: LlmRequest, options: LlmCallOptions): AsyncIterable<LlmStreamEvent>;
}

/** How to reach a provider. `fetch` is the egress module's, because a driver must not open connections of its own. */
export interface DriverConnection {
  provider_type: LlmProviderType;
  base_url?: string;
  api_key?: string;
  /** How this model differs, as configured by hand. The rest is detected. */
  compat?: ModelCompat;
  fetch: typeof globalThis.fetch;
  /** The parameters that this model is known to refuse. A call may add to them. */
  left_out?: LeftOutParameters;
}

/** The parameters that a model has refused by name, across its calls. */
export interface LeftOutParameters {
  list(): readonly OptionalParameter[];
  add(parameter: OptionalParameter, reason: string): void;
}

export type CreateModelDriver = (connection: DriverConnection) => ModelDriver;
