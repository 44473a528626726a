import type { Continuation, JsonObject } from '@everruns/schemas';
import type { LlmMessage } from '../driver.ts';

type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;

/** The items of a continuation, each with the texts of its place, and the texts that no mark places. */
export interface PlacedTexts {
  items: { item: JsonObject; texts: string[] }[];
  rest: string[];
}

/**
 * Assigns the texts of an answer to the `text` marks of its continuation. A mark of an older release has no number of parts, so
 * it takes one text, and the last such mark takes the rest.
 */
export function placeTexts(message: AssistantMessage, continuation: Continuation | undefined): PlacedTexts {
  const rest = [...(message.text_parts ?? [message.text])];
  const items = continuation?.items ?? [];
  const lastMark = items.findLastIndex(isTextMark);
  return {
    items: items.map((item, index) => {
      if (!isTextMark(item)) return { item, texts: [] };
      const parts = item['parts'];
      const count = typeof parts === 'number' ? parts : index === lastMark ? rest.length : 1;
      return { item, texts: rest.splice(0, count).filter((text) => text.trim() !== '') };
    }),
    rest: rest.filter((text) => text.trim() !== ''),
  };
}

function isTextMark(item: JsonObject): boolean {
  return item['type'] === 'text';
}
