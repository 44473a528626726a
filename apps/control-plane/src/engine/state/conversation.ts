import { isMessageEventType, type Message } from '@everruns/schemas';
import { toMessage, type AppendedEvent } from './to-message.ts';

/** What a model is told of a session up to a place in its log, as `loadMessages` reads it. Nobody may change what is in it. */
export interface Conversation {
  readonly throughSequence: number;
  readonly messages: readonly Message[];
  /** Characters of JSON, about. */
  readonly size: number;
}

/** A longer one is read each time: it would push out many short ones. */
const MAX_CHARACTERS = 1_000_000;

export function toConversation(messages: readonly Message[], throughSequence: number): Conversation | null {
  let size = 0;
  for (const message of messages) {
    size += JSON.stringify(message).length;
    if (size > MAX_CHARACTERS) return null;
  }
  return { throughSequence, messages, size };
}

/** With the events that follow it. Null behind a summary or an edit, which change what is told: it is read anew. */
export function continueConversation(
  before: Conversation | null,
  events: readonly AppendedEvent[],
): Conversation | null {
  const last = events.at(-1);
  if (before === null || last === undefined) return before;
  const said = events.filter(({ type }) => isMessageEventType(type));
  const added = said.flatMap((event) => toMessage(event) ?? []);
  const size = said.reduce((sum, { data_json }) => sum + data_json.length, before.size);
  if (size > MAX_CHARACTERS || added.some(({ compaction, edit }) => compaction !== undefined || edit !== undefined))
    return null;
  return { throughSequence: last.sequence, messages: [...before.messages, ...added], size };
}

/** Those above a place, ascending. */
export function messagesAfter({ messages }: Conversation, sequence: number): Message[] {
  return messages.filter((message) => (message.sequence ?? 0) > sequence);
}
