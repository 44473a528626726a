import type { JsonObject, ModelControls } from '@everruns/schemas';

/** The engine's view of a call. An `LlmRequest` is one; the HTTP simulator makes one from each vendor's request body. */
export interface SimConversation {
  model: string;
  system: string;
  messages: readonly SimMessage[];
  tools: readonly SimTool[];
  /** Present if the provider may search the web. */
  web_search?: object | undefined;
  controls?: ModelControls;
  /** Stable across the attempts of one call: it seeds the reply and identifies the call whose attempts are counted. */
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
 * Returns what the user wrote last: the last text part of the newest user message, or empty text. A driver may join
 * messages that were not answered into one, and the earlier ones no longer count.
 */
export function lastUserText(conversation: Pick<SimConversation, 'messages'>): string {
  const message = conversation.messages[lastUserIndex(conversation)];
  if (message?.role !== 'user') return '';
  return message.content.findLast(({ text }) => text !== undefined)?.text ?? '';
}

/** Counts how often the model has answered since the newest user message. */
export function countRounds(conversation: SimConversation): number {
  return conversation.messages.slice(lastUserIndex(conversation) + 1).filter(({ role }) => role === 'assistant').length;
}

/** Lists the tool results after the last answer without tool calls. A steering user message between them does not hide them. */
export function listOpenResults(conversation: SimConversation): SimToolMessage[] {
  const answered = conversation.messages.findLastIndex(
    (message) => message.role === 'assistant' && message.tool_calls.length === 0,
  );
  return conversation.messages.slice(answered + 1).filter((message) => message.role === 'tool');
}

function lastUserIndex(conversation: Pick<SimConversation, 'messages'>): number {
  return conversation.messages.findLastIndex(({ role }) => role === 'user');
}
