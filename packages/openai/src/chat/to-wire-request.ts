import type { LlmMessage, LlmRequest, LlmTool } from '@everruns/core';
import type { ImagePart, LlmProviderType, TextPart } from '@everruns/schemas';
import { toImageUrl } from '../to-image-url.ts';
import type { WireMessage, WireRequest, WireTool } from './wire.ts';

type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;

export function toWireRequest(request: LlmRequest, providerType: LlmProviderType): WireRequest {
  const messages = request.messages.flatMap((message) => toWireMessages(message, request.model, providerType));
  const maxTokens = request.max_output_tokens;
  return {
    model: request.model,
    messages: request.system === '' ? messages : [{ role: 'system', content: request.system }, ...messages],
    stream: true,
    stream_options: { include_usage: true },
    ...(request.tools.length === 0 ? {} : { tools: request.tools.map(toWireTool) }),
    ...(request.tools.length > 0 && request.parallel_tool_calls === false ? { parallel_tool_calls: false } : {}),
    ...(request.reasoning_effort === undefined ? {} : { reasoning_effort: request.reasoning_effort }),
    ...(maxTokens === undefined ? {} : maxTokensField(maxTokens, providerType)),
  };
}

/** Azure's reasoning models refuse the old name, other servers often know only that. */
function maxTokensField(maxTokens: number, providerType: LlmProviderType) {
  return providerType === 'azure_openai' ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens };
}

function toWireTool(tool: LlmTool): WireTool {
  return {
    type: 'function',
    function: { name: tool.name, description: tool.description, parameters: tool.parameters },
  };
}

function toWireMessages(message: LlmMessage, model: string, providerType: LlmProviderType): WireMessage[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', content: toUserContent(message.content) }];
    case 'tool':
      return [{ role: 'tool', tool_call_id: message.tool_call_id, content: message.content }];
    case 'assistant':
      return toAssistantMessages(message, reasoningToReturn(message, model, providerType));
  }
}

function toAssistantMessages(message: AssistantMessage, reasoning: string | undefined): WireMessage[] {
  if (message.tool_calls.length === 0) {
    return message.text === '' ? [] : [{ role: 'assistant', content: message.text }];
  }
  const toolCalls = message.tool_calls.map((call) => ({
    id: call.id,
    type: 'function' as const,
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
  return [
    {
      role: 'assistant',
      content: message.text === '' ? null : message.text,
      tool_calls: toolCalls,
      ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
    },
  ];
}

function reasoningToReturn(message: AssistantMessage, model: string, providerType: string): string | undefined {
  const { continuation } = message;
  if (continuation?.provider_type !== providerType || continuation.model !== model) return undefined;
  const text = continuation.items.find((item) => item['type'] === 'reasoning_content')?.['text'];
  return typeof text === 'string' ? text : undefined;
}

/** Plain text goes as a string: some servers know nothing else. */
function toUserContent(content: (TextPart | ImagePart)[]) {
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  if (texts.length === content.length) return texts.join('\n\n');
  return content.map((part) =>
    part.type === 'text'
      ? { type: 'text' as const, text: part.text }
      : { type: 'image_url' as const, image_url: { url: toImageUrl(part) } },
  );
}
