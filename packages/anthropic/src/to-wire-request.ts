import type { LlmMessage, LlmRequest, LlmTool } from '@everruns/core';
import { ImageMediaType, type ImagePart, type JsonObject, type TextPart } from '@everruns/schemas';
import { toOutputFields } from './thinking.ts';
import type { WireBlock, WireCacheableBlock, WireMessage, WireRequest, WireThinking, WireTool } from './wire.ts';

type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;
interface Turn {
  role: 'user' | 'assistant';
  content: WireBlock[];
}

const CACHED = { cache_control: { type: 'ephemeral' } } as const;
/** The API refuses text blocks of white space and failed results that say nothing. */
const EMPTY_MESSAGE = '(empty message)';
const EMPTY_RESULT = '(no output)';

/** Prompt caching at three places: after the tools, after the system prompt, and after the newest message. */
export function toWireRequest(request: LlmRequest): WireRequest {
  return {
    model: request.model,
    messages: cacheLast(mergeRoles(request.messages.map((message) => toTurn(message, request.model)))),
    stream: true,
    ...(isBlank(request.system) ? {} : { system: [{ type: 'text', text: request.system, ...CACHED }] }),
    ...(request.tools.length === 0 ? {} : toToolFields(request)),
    ...toOutputFields(request),
  };
}

function toToolFields(request: LlmRequest): Pick<WireRequest, 'tools' | 'tool_choice'> {
  const last = request.tools.length - 1;
  const tools = request.tools.map((tool, index) => ({ ...toWireTool(tool), ...(index === last ? CACHED : {}) }));
  if (request.parallel_tool_calls !== false) return { tools };
  return { tools, tool_choice: { type: 'auto', disable_parallel_tool_use: true } };
}

function toWireTool(tool: LlmTool): WireTool {
  return { name: tool.name, description: tool.description, input_schema: { ...tool.parameters, type: 'object' } };
}

function toTurn(message: LlmMessage, model: string): Turn {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: toUserBlocks(message.content) };
    case 'tool': {
      const content = message.content === '' ? EMPTY_RESULT : message.content;
      const block = { type: 'tool_result' as const, tool_use_id: message.tool_call_id, content };
      return { role: 'user', content: [message.is_error ? { ...block, is_error: true } : block] };
    }
    case 'assistant':
      return { role: 'assistant', content: toAssistantBlocks(message, continuationItems(message, model)) };
  }
}

function toUserBlocks(content: (TextPart | ImagePart)[]): WireBlock[] {
  const blocks = content.flatMap((part) => (part.type === 'image' ? [toImageBlock(part)] : toTextBlocks(part.text)));
  return blocks.length === 0 ? toTextBlocks(EMPTY_MESSAGE) : blocks;
}

function toTextBlocks(text: string): WireBlock[] {
  return isBlank(text) ? [] : [{ type: 'text', text }];
}

function toImageBlock(image: ImagePart): WireBlock {
  if (image.url !== undefined) return { type: 'image', source: { type: 'url', url: image.url } };
  const mediaType = ImageMediaType.catch('image/png').parse(image.media_type);
  return { type: 'image', source: { type: 'base64', media_type: mediaType, data: image.base64 ?? '' } };
}

/** Signatures are checked against the model that made them. */
function continuationItems({ continuation }: AssistantMessage, model: string): JsonObject[] {
  return continuation?.provider_type === 'anthropic' && continuation.model === model ? continuation.items : [];
}

/** Text and calls from our log, with the thinking where it stood between them; what has no mark comes last. */
function toAssistantBlocks(message: AssistantMessage, marks: JsonObject[]): WireBlock[] {
  const text = toTextBlocks(message.text);
  const calls = message.tool_calls.map((call): WireBlock => ({
    type: 'tool_use',
    id: call.id,
    name: call.name,
    input: call.arguments,
  }));
  if (text.length + calls.length === 0) return [];
  const marked = marks.flatMap((mark): WireBlock[] => {
    if (isThinking(mark)) return [mark];
    return mark['type'] === 'text' ? text.splice(0) : calls.splice(0, 1);
  });
  return [...marked, ...text, ...calls];
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

function cacheLast(turns: Turn[]): WireMessage[] {
  const block = turns.at(-1)?.content.pop();
  if (block !== undefined) turns.at(-1)?.content.push(isCacheable(block) ? { ...block, ...CACHED } : block);
  return turns;
}

function isCacheable(block: WireBlock): block is WireCacheableBlock {
  return block.type !== 'thinking' && block.type !== 'redacted_thinking';
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
