import type { JSONOutputFormat } from '@anthropic-ai/sdk/resources/messages';
import {
  placeFormat,
  placeTexts,
  type Compat,
  type LlmMessage,
  type LlmRequest,
  type LlmTool,
  type OutputFormat,
} from '@everruns/core';
import {
  ImageMediaType,
  type Continuation,
  type FilePart,
  type ImagePart,
  type JsonObject,
  type LlmProviderType,
  type ModelControls,
  type OptionalParameter,
  type ProviderSearch,
  type TextPart,
} from '@everruns/schemas';
import { isAnswered, isSearch, toCitedBlocks, toSearchTool } from './search-request.ts';
import { startsUnthought } from './starts-unthought.ts';
import { BUDGET_MODEL, toOutputFields } from './thinking.ts';
import type { WireBlock, WireCacheableBlock, WireMessage, WireRequest, WireThinking, WireTool } from './wire.ts';

type Origin = Pick<Continuation, 'provider_type' | 'model'>;
type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;
export interface Turn {
  role: 'user' | 'assistant';
  content: WireBlock[];
}

const CACHED = { cache_control: { type: 'ephemeral' } } as const;
/** The placeholder for missing thinking, for compatible servers that refuse answers without thinking. */
const NO_THINKING = { type: 'thinking', thinking: ' ', signature: '' } as const;

/**
 * Prompt caching at four places, the most that the API takes: after the tools, after the system prompt, and after the last two user
 * turns, because the second last one is where the request before ended. Expects a normalized request.
 */
export function toWireRequest(request: LlmRequest, compat: Compat, provider_type: LlmProviderType): WireRequest {
  const origin: Origin = { provider_type, model: request.model };
  const leftOut = new Set<OptionalParameter>([...compat.leave_out, ...(request.leave_out ?? [])]);
  const cached = compat.prompt_caching && !leftOut.has('cache_control') ? CACHED : {};
  const search = leftOut.has('web_search') ? undefined : request.web_search;
  const rules = { compat, canSearch: search !== undefined };
  const turns = mergeRoles(request.messages.map((message) => toTurn(message, origin, rules)));
  const output = toOutputFields(request, leftOut, startsUnthought(turns));
  const { system, native } = placeFormat(request, 'anthropic', takesFormat(request, leftOut));
  const isThinking = output.thinking !== undefined && output.thinking.type !== 'disabled';
  return {
    model: request.model,
    messages: markUsers(turns, cached),
    stream: true,
    ...(isBlank(system) ? {} : { system: [{ type: 'text', text: system, ...cached }] }),
    ...toToolFields(request, { compat, leftOut, cached, isThinking, search }),
    ...toSamplingFields(request, leftOut, isThinking),
    ...toStopField(request.controls, leftOut),
    ...output,
    ...(native === null ? {} : { output_config: { ...output.output_config, format: toFormat(native) } }),
  };
}

/** Older models, and servers that follow an older API version, do not know the field. */
function takesFormat({ model }: LlmRequest, leftOut: ReadonlySet<OptionalParameter>): boolean {
  return !leftOut.has('output_config') && !BUDGET_MODEL.test(model);
}

function toFormat({ schema }: OutputFormat): JSONOutputFormat {
  return { type: 'json_schema', schema };
}

interface ToolRules {
  compat: Compat;
  leftOut: ReadonlySet<OptionalParameter>;
  cached: Partial<typeof CACHED>;
  isThinking: boolean;
  search: ProviderSearch | undefined;
}

function toToolFields(request: LlmRequest, rules: ToolRules): Pick<WireRequest, 'tools' | 'tool_choice'> {
  const own = request.tools.map(toWireTool);
  const all = rules.search === undefined ? [...own] : [toSearchTool(rules.search), ...own];
  const last = all.pop();
  if (last === undefined) return {};
  const tools = [...all, { ...last, ...rules.cached }];
  if (own.length === 0) return { tools };
  const choice = rules.leftOut.has('tool_choice') ? undefined : toToolChoice(request.controls, rules);
  return choice === undefined ? { tools } : { tools, tool_choice: choice };
}

/** A model that thinks may not be forced to call a tool. */
function toToolChoice(
  { tool_choice: wanted, parallel_tool_calls: parallel }: ModelControls = {},
  { compat, isThinking }: ToolRules,
): WireRequest['tool_choice'] {
  const isForced = wanted === 'required' || typeof wanted === 'object';
  const choice = isForced && isThinking ? undefined : wanted;
  if (choice === 'none') return { type: 'none' };
  const serial = parallel === false && compat.parallel_tool_calls ? { disable_parallel_tool_use: true } : {};
  if (typeof choice === 'object') return { type: 'tool', name: choice.name, ...serial };
  if (choice === 'required') return { type: 'any', ...serial };
  return 'disable_parallel_tool_use' in serial ? { type: 'auto', ...serial } : undefined;
}

/**
 * Later models take no sampling fields, a model that thinks takes only its own, no model takes a temperature above 1, and some refuse
 * both fields together.
 */
function toSamplingFields(
  { model, controls = {} }: LlmRequest,
  leftOut: ReadonlySet<OptionalParameter>,
  isThinking: boolean,
): Pick<WireRequest, 'temperature' | 'top_p'> {
  const { temperature, top_p } = controls;
  if (isThinking || !BUDGET_MODEL.test(model)) return {};
  if (temperature !== undefined && temperature <= 1 && !leftOut.has('temperature')) return { temperature };
  return top_p === undefined || leftOut.has('top_p') ? {} : { top_p };
}

/** Blank texts cannot end an answer here. */
function toStopField(
  controls: ModelControls | undefined,
  leftOut: ReadonlySet<OptionalParameter>,
): Pick<WireRequest, 'stop_sequences'> {
  const stops = (controls?.stop ?? []).filter((text) => !isBlank(text));
  return stops.length === 0 || leftOut.has('stop_sequences') ? {} : { stop_sequences: stops };
}

function toWireTool(tool: LlmTool): WireTool {
  return { name: tool.name, description: tool.description, input_schema: { ...tool.parameters, type: 'object' } };
}

interface HistoryRules {
  compat: Compat;
  /** What an earlier answer found goes back only to a request that may search too. */
  canSearch: boolean;
}

function toTurn(message: LlmMessage, origin: Origin, rules: HistoryRules): Turn {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: toUserBlocks(message.content) };
    case 'tool': {
      const block = { type: 'tool_result' as const, tool_use_id: message.tool_call_id, content: message.content };
      return { role: 'user', content: [message.is_error ? { ...block, is_error: true } : block] };
    }
    case 'assistant':
      return { role: 'assistant', content: toAssistantBlocks(message, ownContinuation(message, origin), rules) };
  }
}

function toUserBlocks(content: (TextPart | ImagePart | FilePart)[]): WireBlock[] {
  return content.flatMap((part) => {
    if (part.type === 'file') return [toDocumentBlock(part)];
    return part.type === 'image' ? [toImageBlock(part)] : toTextBlocks(part.text);
  });
}

/** The normalizer leaves PDFs only. */
function toDocumentBlock({ base64 = '', filename }: FilePart): WireBlock {
  const source = { type: 'base64' as const, media_type: 'application/pdf' as const, data: base64 };
  return { type: 'document', source, ...(filename === undefined ? {} : { title: filename }) };
}

function toTextBlocks(text: string): WireBlock[] {
  return isBlank(text) ? [] : [{ type: 'text', text }];
}

function toImageBlock(image: ImagePart): WireBlock {
  if (image.url !== undefined) return { type: 'image', source: { type: 'url', url: image.url } };
  const mediaType = ImageMediaType.catch('image/png').parse(image.media_type);
  return { type: 'image', source: { type: 'base64', media_type: mediaType, data: image.base64 ?? '' } };
}

/** The API checks signatures against the model that made them. */
function ownContinuation({ continuation }: AssistantMessage, origin: Origin): Continuation | undefined {
  const isOwn = continuation?.provider_type === origin.provider_type && continuation.model === origin.model;
  return isOwn ? continuation : undefined;
}

/** Text and calls from our log, with the thinking at its original place between them. Items without a marker come last. */
function toAssistantBlocks(
  message: AssistantMessage,
  continuation: Continuation | undefined,
  { compat: { reasoning_history }, canSearch }: HistoryRules,
): WireBlock[] {
  const calls = message.tool_calls.map((call): WireBlock => ({
    type: 'tool_use',
    id: call.id,
    name: call.name,
    input: call.arguments,
  }));
  const placed = placeTexts(message, continuation);
  const isReturned = (thinking: WireThinking): boolean => isSigned(thinking) || reasoning_history === 'require';
  const marked = placed.items.flatMap(({ item, texts }): WireBlock[] => {
    if (isThinking(item)) return isReturned(item) ? [item] : [];
    if (isSearch(item)) return canSearch && isAnswered(item, placed.items) ? [item] : [];
    if (item['type'] !== 'text') return calls.splice(0, 1);
    return canSearch && Array.isArray(item['blocks'])
      ? toCitedBlocks(texts.join(''), item['blocks'])
      : texts.flatMap(toTextBlocks);
  });
  const blocks = [...marked, ...placed.rest.flatMap(toTextBlocks), ...calls];
  return reasoning_history === 'require' && !blocks.some(({ type }) => type === 'thinking')
    ? [NO_THINKING, ...blocks]
    : blocks;
}

/** The answer so far, whose blocks are the API's own, so that it goes on from there. */
export function toPausedMessage(content: readonly JsonObject[]): WireMessage {
  return { role: 'assistant', content: content as readonly unknown[] as WireBlock[] };
}

/** The API itself refuses thinking that it did not sign, and one that was cut short was never signed. */
function isSigned(thinking: WireThinking): boolean {
  return thinking.type === 'redacted_thinking' || thinking.signature !== '';
}

/** Only `stream-mapper.ts` writes continuations of type `anthropic`, and its thinking items are the wire's own. */
function isThinking(item: JsonObject): item is JsonObject & WireThinking {
  return item['type'] === 'thinking' || item['type'] === 'redacted_thinking';
}

/** Roles must alternate: results and what a person said after them make one user turn, results first as they come. */
function mergeRoles(turns: Turn[]): Turn[] {
  const merged: Turn[] = [];
  for (const turn of turns) {
    if (turn.content.length === 0) continue;
    const previous = merged.at(-1);
    if (previous?.role === turn.role) previous.content.push(...turn.content);
    else merged.push({ role: turn.role, content: [...turn.content] });
  }
  return merged;
}

function markUsers(turns: Turn[], mark: Partial<typeof CACHED>): WireMessage[] {
  for (const { content } of turns.filter(({ role }) => role === 'user').slice(-2)) {
    const block = content.pop();
    if (block !== undefined) content.push(isCacheable(block) ? { ...block, ...mark } : block);
  }
  return turns;
}

function isCacheable(block: WireBlock): block is WireCacheableBlock {
  return !isThinking({ type: block.type }) && !isSearch({ type: block.type });
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
