import { omitUndefined, onceFor } from '@everruns/kernel';
import type {
  ContentPart,
  FilePart,
  ImagePart,
  LlmProviderType,
  Message,
  ModelControls,
  RuntimeAgent,
  TextPart,
  ToolCallId,
  ToolCallPart,
  ToolResultPart,
} from '@everruns/schemas';
import { SUMMARY_PREFACE } from '../compaction/summary-prompt.ts';
import type { LlmMessage, LlmRequest, LlmTool } from '../llm/driver.ts';

export interface BuildRequestInput {
  agent: RuntimeAgent;
  /** The messages in log order, with the summary of earlier ones first. */
  messages: readonly Message[];
  /** The same for all attempts of a generation. */
  request_id: string;
  /** The position of the generation in its turn, from 1. */
  iteration: number;
  /** The conversation to which the request belongs. */
  cache_key?: string;
  /** What the model reads below the last result. Null: nothing. */
  note?: string | null;
}

/** Builds the request to the model. Every tool call is followed by its result, whatever is between them in the log. */
export function buildRequest({ agent, messages, request_id, ...asked }: BuildRequestInput): LlmRequest {
  const { model } = agent;
  const { iteration, cache_key, note = null } = asked;
  const maxOutputTokens = agent.limits.max_tokens ?? model.max_output_tokens;
  return {
    model: model.model,
    system: agent.system_prompt,
    messages: withNote(toLlmMessages(messages, model.provider_type), note),
    tools: toLlmTools(agent.tools),
    request_id,
    ...omitUndefined({
      cache_key,
      max_output_tokens: maxOutputTokens,
      reasoning_effort: model.reasoning_effort,
      web_search: agent.web_search,
      controls: controlsOf(agent.controls, iteration),
    }),
  };
}

/** The same list for each request of an agent that has the same tools. */
const toLlmTools = onceFor((tools: RuntimeAgent['tools']): LlmTool[] =>
  tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
);

function withNote(messages: LlmMessage[], note: string | null): LlmMessage[] {
  const last = messages.at(-1);
  if (note === null || last?.role !== 'tool') return messages;
  return [...messages.slice(0, -1), { ...last, content: `${last.content}\n\n${note}` }];
}

/** A forced call holds for the first answer of a turn. Later answers are free to end it. */
function controlsOf(controls: ModelControls | undefined, iteration: number): ModelControls | undefined {
  const { tool_choice: choice, ...others } = controls ?? {};
  const isForced = choice === 'required' || typeof choice === 'object';
  return isForced && iteration > 1 ? others : controls;
}

function toLlmMessages(messages: readonly Message[], providerType: LlmProviderType): LlmMessage[] {
  const results = new Map(
    messages.flatMap((message) =>
      partsOf(message, 'tool_result').map((part) => [part.tool_call_id, { part, shown: shownWith(message) }]),
    ),
  );
  return messages.flatMap((message) => {
    switch (message.role) {
      case 'user':
        return [toUserMessage(message)];
      case 'agent':
        return toAssistantMessages(message, results, providerType);
      case 'tool_result':
        return [];
    }
  });
}

function toUserMessage(message: Message): LlmMessage {
  const isShown = (part: ContentPart): part is TextPart | ImagePart | FilePart =>
    part.type === 'text' || part.type === 'image' || part.type === 'file';
  const content = message.content.filter(isShown);
  if (message.compaction === undefined) return { role: 'user', content };
  return { role: 'user', content: [{ type: 'text', text: SUMMARY_PREFACE }, ...content] };
}

/** The answer, directly followed by the results of its calls, because providers refuse any other order. */
function toAssistantMessages(
  message: Message,
  results: ReadonlyMap<ToolCallId, CallAnswer>,
  providerType: LlmProviderType,
): LlmMessage[] {
  const { continuation } = message;
  const isOwn = continuation?.provider_type === providerType;
  const calls = partsOf(message, 'tool_call');
  const textParts = partsOf(message, 'text').map((part) => part.text);
  const text = textParts.join('\n');
  if (text === '' && calls.length === 0 && !isOwn) return [];
  const assistant: LlmMessage = {
    role: 'assistant',
    text,
    ...(textParts.length > 1 ? { text_parts: textParts } : {}),
    tool_calls: calls.map((call) => ({ id: call.id, name: call.name, arguments: call.arguments })),
    ...(isOwn && continuation !== undefined ? { continuation } : {}),
  };
  const answers = calls.map((call) => toToolMessage(call, results.get(call.id)?.part));
  return [assistant, ...answers, ...toPictures(calls, results)];
}

interface CallAnswer {
  part: ToolResultPart;
  /** The pictures of the result, and notes on those that were left out. */
  shown: (TextPart | ImagePart)[];
}

function shownWith({ role, content }: Message): (TextPart | ImagePart)[] {
  if (role !== 'tool_result') return [];
  return content.filter((part): part is TextPart | ImagePart => part.type === 'image' || part.type === 'text');
}

/** Pictures of results follow all results as a message of the user: not every provider takes them inside a result. */
function toPictures(calls: readonly ToolCallPart[], results: ReadonlyMap<ToolCallId, CallAnswer>): LlmMessage[] {
  const content = calls.flatMap((call): (TextPart | ImagePart)[] => {
    const shown = results.get(call.id)?.shown ?? [];
    if (shown.length === 0) return [];
    return [{ type: 'text', text: `What the call of ${call.name} with the id ${call.id} shows:` }, ...shown];
  });
  return content.length === 0 ? [] : [{ role: 'user', content }];
}

function toToolMessage(call: ToolCallPart, result: ToolResultPart | undefined): LlmMessage {
  const answer = result ?? { error: 'No result was recorded for this call.' };
  return {
    role: 'tool',
    tool_call_id: call.id,
    name: call.name,
    content: answer.error ?? toResultText(result?.result),
    is_error: answer.error !== undefined,
  };
}

function toResultText(result: ToolResultPart['result']): string {
  return typeof result === 'string' ? result : JSON.stringify(result ?? null);
}

function partsOf<Type extends ContentPart['type']>(
  message: Message,
  type: Type,
): Extract<ContentPart, { type: Type }>[] {
  return message.content.filter((part): part is Extract<ContentPart, { type: Type }> => part.type === type);
}
