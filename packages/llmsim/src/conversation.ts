import type { JsonObject } from '@everruns/schemas';

/** What the engine needs of a call. An `LlmRequest` is one; the HTTP simulator makes one of each vendor's request body. */
export interface SimConversation {
  model: string;
  system: string;
  messages: readonly SimMessage[];
  tools: readonly SimTool[];
  parallel_tool_calls?: boolean;
  /** Stable over attempts of one call: it seeds the reply and counts the attempts. */
  request_id: string;
}

export interface SimTool {
  name: string;
  description: string;
  parameters: JsonObject;
}

export type SimMessage =
  | { role: 'user'; content: readonly { type: string; text?: string }[] }
  | { role: 'assistant'; text: string; tool_calls: readonly SimToolCall[] }
  | SimToolMessage;

export interface SimToolCall {
  id: string;
  name: string;
  arguments: JsonObject;
}

export interface SimToolMessage {
  role: 'tool';
  tool_call_id: string;
  name: string;
  content: string;
  is_error: boolean;
}

/**
 * What a person said last: the last text part of the newest user message, empty where there is none. A driver may join messages that
 * nobody answered into one, and the earlier ones count no more.
 */
export function lastUserText(conversation: Pick<SimConversation, 'messages'>): string {
  const message = conversation.messages[lastUserIndex(conversation)];
  if (message?.role !== 'user') return '';
  return message.content.findLast(({ text }) => text !== undefined)?.text ?? '';
}

/** How often the model has already answered since the newest user message. */
export function countRounds(conversation: SimConversation): number {
  return conversation.messages.slice(lastUserIndex(conversation) + 1).filter(({ role }) => role === 'assistant').length;
}

/** Tool results that no plain answer has followed yet. A steered user message between them does not hide them. */
export function listOpenResults(conversation: SimConversation): SimToolMessage[] {
  const answered = conversation.messages.findLastIndex(
    (message) => message.role === 'assistant' && message.tool_calls.length === 0,
  );
  return conversation.messages.slice(answered + 1).filter((message) => message.role === 'tool');
}

function lastUserIndex(conversation: Pick<SimConversation, 'messages'>): number {
  return conversation.messages.findLastIndex(({ role }) => role === 'user');
}
