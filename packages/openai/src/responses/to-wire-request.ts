import type { LlmMessage, LlmRequest, LlmTool } from '@everruns/core';
import type { ImagePart, JsonObject, TextPart } from '@everruns/schemas';
import { toImageUrl } from '../to-image-url.ts';
import type { WireInputItem, WireReasoningItem, WireRequest, WireTool } from './wire.ts';

type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;

const REASONING_MODEL = /^(?:o\d|gpt-[5-9](?!.*-chat)|codex)/;

/** Nothing is stored at OpenAI: reasoning comes back encrypted and travels in our own log. */
export function toWireRequest(request: LlmRequest): WireRequest {
  const effort = request.reasoning_effort;
  // Other models refuse to be asked for encrypted reasoning.
  const reasons = effort !== undefined || REASONING_MODEL.test(request.model);
  return {
    model: request.model,
    input: request.messages.flatMap((message) => toInputItems(message, request.model)),
    stream: true,
    store: false,
    ...(request.system === '' ? {} : { instructions: request.system }),
    ...(request.tools.length === 0
      ? {}
      : { tools: request.tools.map(toWireTool), parallel_tool_calls: request.parallel_tool_calls ?? true }),
    ...(reasons ? { include: ['reasoning.encrypted_content' as const] } : {}),
    // Summaries only where effort was asked for: accounts that are not verified may not have them.
    ...(effort === undefined
      ? {}
      : { reasoning: effort === 'none' ? { effort } : { effort, summary: 'auto' as const } }),
    ...(request.max_output_tokens === undefined ? {} : { max_output_tokens: request.max_output_tokens }),
  };
}

function toWireTool(tool: LlmTool): WireTool {
  return {
    type: 'function',
    name: tool.name,
    description: tool.description,
    parameters: tool.parameters,
    strict: false,
  };
}

function toInputItems(message: LlmMessage, model: string): WireInputItem[] {
  switch (message.role) {
    case 'user':
      return [{ type: 'message', role: 'user', content: message.content.map(toInputContent) }];
    case 'tool':
      return [{ type: 'function_call_output', call_id: message.tool_call_id, output: message.content }];
    case 'assistant':
      return toAssistantItems(message, continuationItems(message, model));
  }
}

function toInputContent(part: TextPart | ImagePart) {
  return part.type === 'text'
    ? { type: 'input_text' as const, text: part.text }
    : { type: 'input_image' as const, detail: 'auto' as const, image_url: toImageUrl(part) };
}

/** Encrypted reasoning is readable only for the model that wrote it. */
function continuationItems({ continuation }: AssistantMessage, model: string): JsonObject[] {
  return continuation?.provider_type === 'openai' && continuation.model === model ? continuation.items : [];
}

/** Text and calls from our log, with the reasoning where it stood between them; what has no mark comes last. */
function toAssistantItems(message: AssistantMessage, marks: JsonObject[]): WireInputItem[] {
  const text: WireInputItem[] = message.text === '' ? [] : [{ role: 'assistant', content: message.text }];
  const calls = message.tool_calls.map((call): WireInputItem => ({
    type: 'function_call',
    call_id: call.id,
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  }));
  if (text.length + calls.length === 0) return [];
  const marked = marks.flatMap((mark): WireInputItem[] => {
    if (isReasoningItem(mark)) return [mark];
    return mark['type'] === 'text' ? text.splice(0) : calls.splice(0, 1);
  });
  return [...marked, ...text, ...calls];
}

/** Only `stream-mapper.ts` writes continuations of type `openai`, and its reasoning items are the wire's own. */
function isReasoningItem(item: JsonObject): item is JsonObject & WireReasoningItem {
  return item['type'] === 'reasoning';
}
