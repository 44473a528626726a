import type {
  Continuation,
  ImagePart,
  JsonObject,
  LlmProviderType,
  ModelCompat,
  OptionalParameter,
  ReasoningEffort,
  TextPart,
  Usage,
} from '@everruns/schemas';
import type { EndReason } from './end-of-answer.ts';
import type { ProviderError } from './provider-error.ts';

/** A tool as a provider needs to see it. */
export interface LlmTool {
  name: string;
  description: string;
  /** JSON Schema 2020-12 of an object. */
  parameters: JsonObject;
}

/** A call in the history. `id` is ours: unique, whatever the provider once said; a driver sends it in the form its provider takes. */
export interface LlmToolCall {
  id: string;
  name: string;
  arguments: JsonObject;
}

export type LlmMessage =
  | { role: 'user'; content: (TextPart | ImagePart)[] }
  /** `text_parts` are the parts that `text` joins; `continuation` is passed on only to the provider type that wrote it. */
  | { role: 'assistant'; text: string; text_parts?: string[]; tool_calls: LlmToolCall[]; continuation?: Continuation }
  /** `content` is what the model reads, JSON already encoded as text. */
  | { role: 'tool'; tool_call_id: string; name: string; content: string; is_error: boolean };

export interface LlmRequest {
  model: string;
  system: string;
  messages: LlmMessage[];
  tools: LlmTool[];
  max_output_tokens?: number;
  reasoning_effort?: ReasoningEffort;
  /** The model may answer with parallel tool calls unless this is false. */
  parallel_tool_calls?: boolean;
  /** Parameters that this provider has refused by name. */
  leave_out?: readonly OptionalParameter[];
  /** Ours, stable over attempts: an idempotency hint and the seed of the simulated model. */
  request_id: string;
}

/**
 * What a driver's stream yields. The contract, checked by `modelDriverContract` for every driver:
 *
 * 1. Exactly one terminal event (`finish` or `error`), and it is the last. The stream never throws.
 * 2. Text parts are numbered from 0 in order; a delta belongs to the newest part and is never empty.
 * 3. A tool call is yielded once, whole, when its arguments are complete; `ordinal` counts from 0 in the model's order.
 *    Arguments that are no JSON object come as `{}` with `arguments_error` and `arguments_text`.
 * 4. `provider_call_id` is what the provider said, unchecked: it may repeat.
 * 5. Aborting the signal ends the HTTP request and yields `error` with class `canceled`.
 * 6. `usage` is the provider's own count, in the meaning of `Usage`, read by `readUsage`.
 * 7. `reason` is what the provider said, `missing` where it said none: what it means for the answer is judged by `judgeEnd`.
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
      /** False where the server only closed the connection, and said in no way that this is the end. True unless said. */
      is_marked?: boolean;
      usage: Usage;
      response_id?: string;
      continuation?: Continuation;
    }
  | { type: 'error'; error: ProviderError };

export interface LlmCallOptions {
  signal: AbortSignal;
}

/** One provider connection, ready to be called. Created per call from a resolved model; holds no state between calls. */
export interface ModelDriver {
  readonly provider_type: LlmProviderType;
  stream(request: LlmRequest, options: LlmCallOptions): AsyncIterable<LlmStreamEvent>;
}

/** How to reach a provider. `fetch` is the egress module's: a driver opens no connection of its own. */
export interface DriverConnection {
  provider_type: LlmProviderType;
  base_url?: string;
  api_key?: string;
  /** What was set by hand of how this model differs; the rest is detected. */
  compat?: ModelCompat;
  fetch: typeof globalThis.fetch;
  /** What is known of the parameters that this model refuses; a call adds to it. */
  left_out?: LeftOutParameters;
}

/** Parameters that a model has refused by name, over its calls. */
export interface LeftOutParameters {
  list(): readonly OptionalParameter[];
  add(parameter: OptionalParameter, reason: string): void;
}

export type CreateModelDriver = (connection: DriverConnection) => ModelDriver;
