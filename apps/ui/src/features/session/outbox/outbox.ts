import type { ContentPart, CreateMessageRequest, JsonValue, SessionState } from '@everruns/sdk';

export type MessageContent = CreateMessageRequest['message']['content'];

/** A part of a message that is in the log, or on its way there. */
export type SentPart = ContentPart | Extract<MessageContent[number], { type: 'mcp_resource' }>;

/** A file of the session that a message names. */
export interface AttachedFile {
  path: string;
  size_bytes: number;
}

/** What a person sends. */
export interface Outgoing {
  content: MessageContent;
  files?: readonly AttachedFile[];
}

export type SendPolicy = 'queue' | 'steer';

/**
 * A message that is being sent. Its key makes a second try the same message and not a second one. `waiting`: the server could not be
 * reached, and it is tried again; `failed`: the server refused it.
 */
export interface OutboxItem extends Outgoing {
  key: string;
  policy: SendPolicy;
  state: 'sending' | 'waiting' | 'failed';
  error: string | null;
}

/** The field of a message's metadata in which its key returns with the log. */
const KEY_NAME = 'ui_key';
/** The field of a message's metadata that lists its files. */
const FILES_NAME = 'ui_files';

export function toMessageRequest(item: Outgoing & Pick<OutboxItem, 'key' | 'policy'>): CreateMessageRequest {
  const { key, policy, files = [] } = item;
  const listed = files.map(({ path, size_bytes }): JsonValue => ({ path, size_bytes }));
  return {
    message: { role: 'user', content: toContent(item) },
    busy_policy: policy,
    metadata: { [KEY_NAME]: key, ...(files.length > 0 && { [FILES_NAME]: listed }) },
  };
}

/** What the model is told: the files, and then what the person wrote. */
export function toContent({ content, files = [] }: Outgoing): MessageContent {
  return files.length === 0 ? content : [{ type: 'text', text: nameFiles(files) }, ...content];
}

/** The key of a new message. */
export function makeKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

/** The text that tells the model which files came with the message. */
function nameFiles(files: readonly AttachedFile[]): string {
  return files.map(({ path, size_bytes }) => `Attached file: ${path} (${size_bytes} bytes)`).join('\n');
}

/** A message as its author sees it: the text that names its files for the model is apart from what the author wrote. */
export function readMessage({ content, metadata }: ReadableMessage): { content: ContentPart[]; files: AttachedFile[] } {
  const listed: unknown = metadata?.[FILES_NAME];
  const files = Array.isArray(listed) ? listed.filter(isAttachedFile) : [];
  const named = nameFiles(files);
  return {
    content: content.filter((part) => part.type !== 'text' || files.length === 0 || part.text !== named),
    files,
  };
}

interface ReadableMessage {
  content: readonly ContentPart[];
  metadata?: Readonly<Record<string, unknown>>;
}

function isAttachedFile(value: unknown): value is AttachedFile {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('size_bytes' in value)) return false;
  return typeof value.path === 'string' && typeof value.size_bytes === 'number';
}

/** A message as its author may send it again. */
export function toOutgoing(message: ReadableMessage): Outgoing {
  const { content, files } = readMessage(message);
  // The server accepted these parts from a person before, by the same schema.
  return { content: content.filter((part) => part.type === 'text' || part.type === 'image') as MessageContent, files };
}

/** Returns the messages that the log does not have yet. */
export function listUnseen(outbox: readonly OutboxItem[], { messages, queue }: SessionState): OutboxItem[] {
  if (outbox.length === 0) return [];
  const seen = new Set(
    [...messages, ...queue.map(({ message }) => message)].map(({ metadata }) => metadata?.[KEY_NAME]),
  );
  return outbox.filter(({ key }) => !seen.has(key));
}
