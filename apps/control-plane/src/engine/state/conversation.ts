import { isMessageEventType, type Message } from '@everruns/schemas';
import { toMessage, type AppendedEvent } from './to-message.ts';

/** The messages that a model gets of a session, up to a position in its log, as `loadMessages` reads them. It must not be modified. */
export interface Conversation {
  readonly throughSequence: number;
  readonly messages: readonly Message[];
  /** The approximate number of characters as JSON. */
  readonly size: number;
}

/** The longest conversation that is remembered. A longer one is read each time: it would displace many short ones. */
const MAX_CHARACTERS = 1_000_000;

export function toConversation(messages: readonly Message[], throughSequence: number): Conversation | null {
  let size = 0;
  for (const message of messages) {
    size += JSON.stringify(message).length;
    if (size > MAX_CHARACTERS) return null;
  }
  return { throughSequence, messages, size };
}

/**
 * Returns the conversation with the events that follow it. Null after a summary or an edit, which change earlier messages: it has to be
 * read again.
 */
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

/** The messages above a sequence, ascending. */
export function messagesAfter({ messages }: Conversation, sequence: number): Message[] {
  return messages.filter((message) => (message.sequence ?? 0) > sequence);
}
