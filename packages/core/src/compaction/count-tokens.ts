import type { ContentPart, Message, RuntimeAgent } from '@everruns/schemas';

/** Of English and of most code; other scripts take more bytes a character and about as many bytes a token. */
export const BYTES_PER_TOKEN = 4;
/** What the largest image costs after a provider has scaled it down. */
const TOKENS_PER_IMAGE = 1_600;
/** Role and separators. */
const TOKENS_PER_MESSAGE = 4;

export function countText(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

/** An estimate: providers count by vocabularies of their own. It only decides when to summarize and how much fits. */
export function countMessage({ content }: Pick<Message, 'content'>): number {
  return content.reduce((sum, part) => sum + countPart(part), TOKENS_PER_MESSAGE);
}

export function countMessages(messages: readonly Message[]): number {
  return messages.reduce((sum, message) => sum + countMessage(message), 0);
}

/** The part of every request that no summary makes shorter: the system prompt and the tools. */
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
    case 'tool_call':
      return countText(part.name + JSON.stringify(part.arguments));
    case 'tool_result':
      return countText(
        part.error ?? (typeof part.result === 'string' ? part.result : JSON.stringify(part.result ?? null)),
      );
  }
}
