import type { ContentPart, CreateMessageRequest, SessionState } from '@everruns/sdk';

export type MessageContent = CreateMessageRequest['message']['content'];
/** The content of a message as its author may send it again, which is all of a person's own message. */
export function toInput(content: readonly ContentPart[]): MessageContent {
  // The server accepted these parts from a person before, by the same schema.
  return content.filter((part) => part.type === 'text' || part.type === 'image') as MessageContent;
}

export type SendPolicy = 'queue' | 'steer';

/** A message that is being sent. Its key makes a second try the same message and not a second one. */
export interface OutboxItem {
  key: string;
  content: MessageContent;
  policy: SendPolicy;
  state: 'sending' | 'failed';
  error: string | null;
}

/** The field of a message's metadata in which its key returns with the log. */
const KEY_NAME = 'ui_key';

export function toMessageRequest({ key, content, policy }: OutboxItem): CreateMessageRequest {
  return { message: { role: 'user', content }, busy_policy: policy, metadata: { [KEY_NAME]: key } };
}

/** Returns the messages that the log does not have yet. */
export function listUnseen(outbox: readonly OutboxItem[], { messages, queue }: SessionState): OutboxItem[] {
  if (outbox.length === 0) return [];
  const seen = new Set(
    [...messages, ...queue.map(({ message }) => message)].map(({ metadata }) => metadata?.[KEY_NAME]),
  );
  return outbox.filter(({ key }) => !seen.has(key));
}
