import type { ContentPart, Message, RuntimeAgent } from '@everruns/schemas';

/** For English and most code. Other scripts need more bytes per character and about as many bytes per token. */
export const BYTES_PER_TOKEN = 4;
/** The cost of the largest image after a provider has scaled it down. */
const TOKENS_PER_IMAGE = 1_600;
/** At most this much text of a file is in a request. */
const MAX_TOKENS_PER_FILE = 25_000;
/** The role and the separators of a message. */
const TOKENS_PER_MESSAGE = 4;

export function countText(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

/** An estimate, because each provider has its own vocabulary. It only decides when to summarize and how much fits. */
export function countMessage({ content }: Pick<Message, 'content'>): number {
  return content.reduce((sum, part) => sum + countPart(part), TOKENS_PER_MESSAGE);
}

export function countMessages(messages: readonly Message[]): number {
  return messages.reduce((sum, message) => sum + countMessage(message), 0);
}

/** The part of every request that a summary cannot shorten: the system prompt and the tools. */
export function countFixed({ system_prompt, tools }: Pick<RuntimeAgent, 'system_prompt' | 'tools'>): number {
  const told = tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
  return countText(system_prompt) + (told.length === 0 ? 0 : countText(JSON.stringify(told)));
}

function countPart(part: ContentPart): number {
  switch (part.type) {
    case 'text':
      return countText(part.text);
    case 'image':
      return TOKENS_PER_IMAGE;
    case 'file':
      return Math.min(MAX_TOKENS_PER_FILE, Math.ceil((part.size_bytes ?? 0) / BYTES_PER_TOKEN));
    case 'tool_call':
      return countText(part.name + JSON.stringify(part.arguments));
    case 'tool_result':
      return countText(
        part.error ?? (typeof part.result === 'string' ? part.result : JSON.stringify(part.result ?? null)),
      );
  }
}
