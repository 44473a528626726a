import {
  placeFormat,
  type Compat,
  type LlmMessage,
  type LlmRequest,
  type LlmTool,
  type OutputFormat,
} from '@everruns/core';
import type {
  FilePart,
  ImagePart,
  LlmProviderType,
  ModelControls,
  OptionalParameter,
  TextPart,
  ToolChoice,
} from '@everruns/schemas';
import { toCacheField } from '../to-cache-field.ts';
import { toFileData } from '../to-file-data.ts';
import { toImageUrl } from '../to-image-url.ts';
import { callExtras, returnedFields, type ReturnRules } from './return-reasoning.ts';
import { toReasoningFields } from './to-reasoning-fields.ts';
import type { WireMessage, WireRequest, WireTool } from './wire.ts';

type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;
type LeftOut = ReadonlySet<OptionalParameter>;

/** Expects a normalized request. */
export function toWireRequest(request: LlmRequest, compat: Compat, providerType: LlmProviderType): WireRequest {
  const leftOut: LeftOut = new Set([...compat.leave_out, ...(request.leave_out ?? [])]);
  const rules: ReturnRules = { model: request.model, providerType, compat };
  const messages = request.messages.flatMap((message) => toWireMessages(message, rules));
  const { system, native } = placeFormat(request, 'openai', !leftOut.has('response_format'));
  return {
    model: request.model,
    messages: withSystem(system, messages, compat.system_role),
    stream: true,
    ...toCacheField(request, compat, leftOut),
    ...(compat.stream_options && !leftOut.has('stream_options') ? { stream_options: { include_usage: true } } : {}),
    ...toToolFields(request, compat, leftOut),
    ...toControlFields(request.controls, leftOut),
    ...(native === null ? {} : { response_format: toResponseFormat(native) }),
    ...toReasoningFields(request.reasoning_effort, compat, leftOut),
    ...toLimitField(request.max_output_tokens, compat, leftOut),
  };
}

function toResponseFormat({ name, schema }: OutputFormat): NonNullable<WireRequest['response_format']> {
  return { type: 'json_schema', json_schema: { name, schema, strict: true } };
}

function withSystem(system: string, messages: WireMessage[], role: Compat['system_role']): WireMessage[] {
  if (system.trim() === '') return messages;
  if (role !== 'user') return [{ role, content: system }, ...messages];
  const [first, ...others] = messages;
  if (first?.role !== 'user') return [{ role: 'user', content: system }, ...messages];
  const content =
    typeof first.content === 'string'
      ? `${system}\n\n${first.content}`
      : [{ type: 'text' as const, text: system }, ...first.content];
  return [{ ...first, content }, ...others];
}

function toToolFields(request: LlmRequest, compat: Compat, leftOut: LeftOut): Partial<WireRequest> {
  if (request.tools.length === 0) return {};
  const { tool_choice: choice, parallel_tool_calls: parallel } = request.controls ?? {};
  const isSerial = parallel === false && compat.parallel_tool_calls;
  return {
    tools: request.tools.map((tool) => toWireTool(tool, compat)),
    ...(isSerial && !leftOut.has('parallel_tool_calls') ? { parallel_tool_calls: false } : {}),
    ...(choice === undefined || leftOut.has('tool_choice') ? {} : { tool_choice: toToolChoice(choice) }),
  };
}

function toToolChoice(choice: ToolChoice): NonNullable<WireRequest['tool_choice']> {
  return typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } };
}

function toControlFields(controls: ModelControls | undefined, leftOut: LeftOut): Partial<WireRequest> {
  const { temperature, top_p, stop } = controls ?? {};
  return {
    ...(temperature === undefined || leftOut.has('temperature') ? {} : { temperature }),
    ...(top_p === undefined || leftOut.has('top_p') ? {} : { top_p }),
    ...(stop === undefined || leftOut.has('stop') ? {} : { stop }),
  };
}

/** Sends the limit under the preferred name, or under the other name if the server has refused the preferred one. */
function toLimitField(limit: number | undefined, compat: Compat, leftOut: LeftOut): Partial<WireRequest> {
  if (limit === undefined || compat.token_limit_field === 'none') return {};
  const names = ['max_completion_tokens', 'max_tokens'] as const;
  const wanted = compat.token_limit_field === 'max_tokens' ? names.toReversed() : names;
  const name = wanted.find((field) => !leftOut.has(field));
  return name === undefined ? {} : { [name]: limit };
}

function toWireTool(
  { name, description, parameters }: LlmTool,
  { tool_description_length: longest }: Compat,
): WireTool {
  const short = description.length > longest ? `${description.slice(0, longest - 1).toWellFormed()}…` : description;
  return { type: 'function', function: { name, description: short, parameters } };
}

function toWireMessages(message: LlmMessage, rules: ReturnRules): WireMessage[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', content: toUserContent(message.content) }];
    case 'tool':
      return [{ role: 'tool', tool_call_id: message.tool_call_id, content: message.content }];
    case 'assistant':
      return [toAssistantMessage(message, rules)];
  }
}

function toAssistantMessage(message: AssistantMessage, rules: ReturnRules): WireMessage {
  const returned = returnedFields(message, rules);
  if (message.tool_calls.length === 0) return { role: 'assistant', content: message.text, ...returned };
  const extras = callExtras(message, rules);
  const toolCalls = message.tool_calls.map((call, ordinal) => ({
    id: call.id,
    type: 'function' as const,
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
    ...(extras[ordinal] === undefined ? {} : { extra_content: extras[ordinal] }),
  }));
  return { role: 'assistant', ...contentBeside(message.text, rules.compat), tool_calls: toolCalls, ...returned };
}

function contentBeside(text: string, { content_beside_calls: form }: Compat): { content?: string | null } {
  if (text.trim() !== '') return { content: text };
  if (form === 'omit') return {};
  return { content: form === 'null' ? null : '' };
}

/** Plain text is sent as a string because some servers accept nothing else. */
function toUserContent(content: (TextPart | ImagePart | FilePart)[]) {
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  if (texts.length === content.length) return texts.join('\n\n');
  return content.map((part) => {
    if (part.type === 'file') return { type: 'file' as const, file: toFileData(part) };
    if (part.type === 'text') return { type: 'text' as const, text: part.text };
    return { type: 'image_url' as const, image_url: { url: toImageUrl(part) } };
  });
}
