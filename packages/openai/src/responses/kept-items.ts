import { ANSWER_LIMITS } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject } from '@everruns/schemas';

/** The answer's items in order: reasoning and searches verbatim, and marks for `text` (number of parts, phase) and `tool_call`. */
export interface KeptItems {
  readonly items: readonly JsonObject[];
  /** The number of text parts that have a mark. */
  readonly markedParts: number;
  /** The items of a continuation. The list is empty if no item has to be returned. */
  readonly toReturn: JsonObject[];
}

export const NO_ITEMS: KeptItems = { items: [], markedParts: 0, toReturn: [] };

export function withItem(kept: KeptItems, item: JsonObject): KeptItems {
  if (kept.items.length >= ANSWER_LIMITS.toolCalls) return kept;
  const items = [...kept.items, item];
  return { ...kept, items, toReturn: toReturn(items) };
}

/** Marks the parts up to `parts` that have no mark yet as one text. */
export function withText(kept: KeptItems, parts: number, phase: string | undefined): KeptItems {
  const mark = { type: 'text', parts: parts - kept.markedParts, ...omitUndefined({ phase }) };
  return { ...withItem(kept, mark), markedParts: parts };
}

function toReturn(items: readonly JsonObject[]): JsonObject[] {
  // The API would refuse reasoning that nothing follows, as in an answer that was cut.
  const followed = items.slice(0, items.findLastIndex((item) => item['type'] !== 'reasoning') + 1);
  return followed.some((item) => isVerbatim(item) || item['phase'] !== undefined) ? followed : [];
}

function isVerbatim({ type }: JsonObject): boolean {
  return type === 'reasoning' || type === 'web_search_call';
}
