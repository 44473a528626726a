import {
  placeFormat,
  placeTexts,
  type Compat,
  type LlmMessage,
  type LlmRequest,
  type LlmTool,
  type OutputFormat,
} from '@everruns/core';
import type {
  Continuation,
  FilePart,
  ImagePart,
  JsonObject,
  LlmProviderType,
  OptionalParameter,
  ProviderSearch,
  TextPart,
  ToolChoice,
} from '@everruns/schemas';
import type { ResponseFormatTextJSONSchemaConfig } from 'openai/resources/responses/responses';
import { toCacheField } from '../to-cache-field.ts';
import { toFileData } from '../to-file-data.ts';
import { toImageUrl } from '../to-image-url.ts';
import type {
  WireFunction,
  WireInputItem,
  WireReasoningItem,
  WireRequest,
  WireSearchItem,
  WireSearchTool,
} from './wire.ts';

type Origin = Pick<Continuation, 'provider_type' | 'model'>;
type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;

const REASONING_MODEL = /^(?:o\d|gpt-[5-9](?!.*-chat)|codex)/;

/** OpenAI stores nothing: reasoning comes back encrypted and is kept in our own log. Expects a normalized request. */
export function toWireRequest(request: LlmRequest, compat: Compat, provider_type: LlmProviderType): WireRequest {
  const origin: Origin = { provider_type, model: request.model };
  const leftOut = new Set<OptionalParameter>([...compat.leave_out, ...(request.leave_out ?? [])]);
  const search = leftOut.has('web_search') ? undefined : request.web_search;
  const { system: instructions, native } = placeFormat(request, 'openai', !leftOut.has('text'));
  return {
    model: request.model,
    input: request.messages.flatMap((message) => toInputItems(message, { origin, canSearch: search !== undefined })),
    stream: true,
    ...toCacheField(request, compat, leftOut),
    ...(leftOut.has('store') ? {} : { store: false }),
    ...(instructions === '' ? {} : { instructions }),
    ...(native === null ? {} : { text: { format: toTextFormat(native) } }),
    ...toToolFields(request, { leftOut, search }),
    ...toSamplingFields(request, leftOut),
    ...toReasoningFields(request, leftOut),
    ...(request.max_output_tokens === undefined || leftOut.has('max_output_tokens')
      ? {}
      : { max_output_tokens: request.max_output_tokens }),
  };
}

function toTextFormat({ name, schema }: OutputFormat): ResponseFormatTextJSONSchemaConfig {
  return { type: 'json_schema', name, schema, strict: true };
}

type ReasoningFields = Pick<WireRequest, 'include' | 'reasoning'>;

function toReasoningFields(request: LlmRequest, leftOut: ReadonlySet<OptionalParameter>): ReasoningFields {
  const effort = leftOut.has('reasoning') ? undefined : request.reasoning_effort;
  // Other models refuse a request for encrypted reasoning.
  const reasons = effort !== undefined || REASONING_MODEL.test(request.model);
  return {
    ...(reasons && !leftOut.has('include') ? { include: ['reasoning.encrypted_content' as const] } : {}),
    // Summaries are requested only together with an effort, because accounts that are not verified may not have them.
    ...(effort === undefined
      ? {}
      : { reasoning: effort === 'none' ? { effort } : { effort, summary: 'auto' as const } }),
  };
}

interface ToolRules {
  leftOut: ReadonlySet<OptionalParameter>;
  search: ProviderSearch | undefined;
}

function toToolFields(
  { tools, controls = {} }: LlmRequest,
  { leftOut, search }: ToolRules,
): Pick<WireRequest, 'tools' | 'parallel_tool_calls' | 'tool_choice' | 'max_tool_calls'> {
  const searching = search === undefined ? [] : [toSearchTool(search)];
  // It counts calls of the provider's own tools only.
  const limit = search === undefined ? {} : { max_tool_calls: search.max_searches };
  if (tools.length === 0) return search === undefined ? {} : { tools: searching, ...limit };
  const { tool_choice: choice, parallel_tool_calls: parallel = true } = controls;
  const strict = leftOut.has('strict') ? {} : { strict: false };
  return {
    tools: [...searching, ...tools.map((tool) => toWireTool(tool, strict))],
    ...limit,
    ...(leftOut.has('parallel_tool_calls') ? {} : { parallel_tool_calls: parallel }),
    ...(choice === undefined || leftOut.has('tool_choice') ? {} : { tool_choice: toToolChoice(choice) }),
  };
}

function toSearchTool({ sites }: ProviderSearch): WireSearchTool {
  return { type: 'web_search', ...(sites === undefined ? {} : { filters: { allowed_domains: sites } }) };
}

/** Whether the provider may search for this request. */
export function hasSearch({ tools }: Pick<WireRequest, 'tools'>): boolean {
  return tools?.some(({ type }) => type === 'web_search') ?? false;
}

function toToolChoice(choice: ToolChoice): NonNullable<WireRequest['tool_choice']> {
  return typeof choice === 'string' ? choice : { type: 'function', name: choice.name };
}

/** A model that reasons takes no sampling fields. The Responses API has no texts that end an answer. */
function toSamplingFields(
  { model, controls = {}, reasoning_effort: effort }: LlmRequest,
  leftOut: ReadonlySet<OptionalParameter>,
): Pick<WireRequest, 'temperature' | 'top_p'> {
  const { temperature, top_p } = controls;
  if (REASONING_MODEL.test(model) && effort !== 'none') return {};
  return {
    ...(temperature === undefined || leftOut.has('temperature') ? {} : { temperature }),
    ...(top_p === undefined || leftOut.has('top_p') ? {} : { top_p }),
  };
}

/** OpenAI treats a tool as strict by default, and servers that follow OpenAI may not know the field. */
function toWireTool(tool: LlmTool, strict: Pick<WireFunction, 'strict'>): WireFunction {
  const { name, description, parameters } = tool;
  return { type: 'function', name, description, parameters, ...strict };
}

interface HistoryRules {
  origin: Origin;
  /** What an earlier answer found goes back only to a request that may search too. */
  canSearch: boolean;
}

function toInputItems(message: LlmMessage, { origin, canSearch }: HistoryRules): WireInputItem[] {
  switch (message.role) {
    case 'user':
      return [{ type: 'message', role: 'user', content: message.content.map(toInputContent) }];
    case 'tool':
      return [{ type: 'function_call_output', call_id: message.tool_call_id, output: message.content }];
    case 'assistant':
      return toAssistantItems(message, ownContinuation(message, origin), canSearch);
  }
}

function toInputContent(part: TextPart | ImagePart | FilePart) {
  if (part.type === 'file') return { type: 'input_file' as const, ...toFileData(part) };
  return part.type === 'text'
    ? { type: 'input_text' as const, text: part.text }
    : { type: 'input_image' as const, detail: 'auto' as const, image_url: toImageUrl(part) };
}

/** Only the model that wrote encrypted reasoning can read it. */
function ownContinuation({ continuation }: AssistantMessage, origin: Origin): Continuation | undefined {
  const isOwn = continuation?.provider_type === origin.provider_type && continuation.model === origin.model;
  return isOwn ? continuation : undefined;
}

/** Returns text and calls from our log, with reasoning at its original position between them. Items without a mark come last. */
function toAssistantItems(
  message: AssistantMessage,
  continuation: Continuation | undefined,
  canSearch: boolean,
): WireInputItem[] {
  const calls = message.tool_calls.map((call): WireInputItem => ({
    type: 'function_call',
    call_id: call.id,
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  }));
  const placed = placeTexts(message, continuation);
  const marked = placed.items.flatMap(({ item, texts }): WireInputItem[] => {
    if (isReasoningItem(item)) return [item];
    if (isSearchItem(item)) return canSearch ? [item] : [];
    return item['type'] === 'text' ? texts.map((text) => toTextItem(text, item['phase'])) : calls.splice(0, 1);
  });
  return withoutBareReasoning([...marked, ...placed.rest.map((text) => toTextItem(text, undefined)), ...calls]);
}

function toTextItem(text: string, phase: unknown): WireInputItem {
  const isPhase = phase === 'commentary' || phase === 'final_answer';
  return { role: 'assistant', content: text, ...(isPhase ? { phase } : {}) };
}

/** The API refuses reasoning that nothing follows before the next reasoning item or user message. */
function withoutBareReasoning(items: WireInputItem[]): WireInputItem[] {
  return items.filter((item, index) => {
    const next = items[index + 1];
    return item.type !== 'reasoning' || (next !== undefined && next.type !== 'reasoning');
  });
}

/** Only `stream-mapper.ts` writes continuations of this wire format, and it stores reasoning items as they came. */
function isReasoningItem(item: JsonObject): item is JsonObject & WireReasoningItem {
  return item['type'] === 'reasoning';
}

/** The same for searches. */
function isSearchItem(item: JsonObject): item is JsonObject & WireSearchItem {
  return item['type'] === 'web_search_call';
}
