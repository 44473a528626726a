import type { ContentPart, CreateMessageRequest, SessionState } from '@everruns/sdk';

export type MessageContent = CreateMessageRequest['message']['content'];
/** What a person may say of a message's content: all of a person's own message. */
export function toInput(content: readonly ContentPart[]): MessageContent {
  // The server took these parts from a person once, by the same schema.
  return content.filter((part) => part.type === 'text' || part.type === 'image') as MessageContent;
}

export type SendPolicy = 'queue' | 'steer';

/** A message on its way. Its key makes a second try the same message, not a second one. */
export interface OutboxItem {
  key: string;
  content: MessageContent;
  policy: SendPolicy;
  state: 'sending' | 'failed';
  error: string | null;
}

/** The name in a message's metadata under which its key comes back with the log. */
const KEY_NAME = 'ui_key';

export function toMessageRequest({ key, content, policy }: OutboxItem): CreateMessageRequest {
  return { message: { role: 'user', content }, busy_policy: policy, metadata: { [KEY_NAME]: key } };
}

/** What the log does not have yet. */
export function listUnseen(outbox: readonly OutboxItem[], { messages, queue }: SessionState): OutboxItem[] {
  if (outbox.length === 0) return [];
  const seen = new Set(
    [...messages, ...queue.map(({ message }) => message)].map(({ metadata }) => metadata?.[KEY_NAME]),
  );
  return outbox.filter(({ key }) => !seen.has(key));
}
