import type {
  CitationWebSearchResultLocationParam,
  TextBlockParam,
  WebSearchTool20250305,
} from '@anthropic-ai/sdk/resources/messages';
import type { PlacedTexts } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject, JsonValue, ProviderSearch } from '@everruns/schemas';
import type { WireBlock, WireRequest, WireSearch } from './wire.ts';

/** As `withCitedText` keeps it. */
interface CitedBlock {
  length: number;
  citations?: CitationWebSearchResultLocationParam[];
}
export function toSearchTool({ max_searches, sites }: ProviderSearch): WebSearchTool20250305 {
  return {
    type: 'web_search_20250305',
    name: 'web_search',
    max_uses: max_searches,
    ...omitUndefined({ allowed_domains: sites }),
  };
}

/** Whether the provider may search for this request. */
export function hasSearch({ tools }: Pick<WireRequest, 'tools'>): boolean {
  return tools?.some((tool) => tool.type === 'web_search_20250305') ?? false;
}

/** Only `stream-mapper.ts` writes continuations of type `anthropic`, and its searches and results are the wire's own. */
export function isSearch(item: JsonObject): item is JsonObject & WireSearch {
  return item['type'] === 'server_tool_use' || item['type'] === 'web_search_tool_result';
}

/** The API refuses a search without its result, as in an answer that was cut. */
export function isAnswered(search: WireSearch, items: PlacedTexts['items']): boolean {
  if (search.type === 'web_search_tool_result') return true;
  return items.some(({ item }) => item['tool_use_id'] === search.id);
}

/** Cuts the text where the API had cut it, each piece with its citations. A blank piece joins the next one. */
export function toCitedBlocks(text: string, blocks: readonly JsonValue[]): WireBlock[] {
  const made: TextBlockParam[] = [];
  let from = 0;
  let blank = '';
  for (const block of blocks as readonly CitedBlock[]) {
    const piece = blank + text.slice(from, from + block.length);
    from += block.length;
    blank = piece.trim() === '' ? piece : '';
    if (blank === '' && piece !== '')
      made.push({ type: 'text', text: piece, ...omitUndefined({ citations: block.citations }) });
  }
  const rest = text.slice(from);
  return rest.trim() === '' ? made : [...made, { type: 'text', text: rest }];
}
