import { listOf, recordOf, textOf, wordOf } from '@everruns/answer-reader';
import { ANSWER_LIMITS, type PartCitation } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject, JsonValue, SearchMade } from '@everruns/schemas';

/** A citation as the API wants it back. Null for one of another kind, which needs nothing but this request. */
export function readCitation(citation: JsonObject): JsonObject | null {
  const { type, url, title, cited_text, encrypted_index } = citation;
  if (type !== 'web_search_result_location' || wordOf(url) === undefined) return null;
  return {
    type,
    url: textOf(url),
    title: wordOf(title) ?? null,
    cited_text: textOf(cited_text),
    encrypted_index: textOf(encrypted_index),
  };
}

/** Says which part of the text rests on the page. */
export function toPartCitation(citation: JsonObject, place: { part: number; from: number; to: number }): PartCitation {
  const title = wordOf(citation['title']);
  const said = wordOf(citation['cited_text']);
  return {
    part: place.part,
    url: textOf(citation['url']),
    start_index: place.from,
    end_index: place.to,
    ...omitUndefined({ title, cited_text: said }),
  };
}

/** The results of a search as a continuation keeps them. Each holds text that only the API can read. */
export function toResultItem(block: JsonObject): JsonObject {
  const { type, tool_use_id, content } = block;
  return { type: textOf(type), tool_use_id: textOf(tool_use_id), content: toContent(content) };
}

function toContent(content: JsonValue | undefined): JsonValue {
  if (!Array.isArray(content)) {
    return { type: 'web_search_tool_result_error', error_code: textOf(recordOf(content)['error_code']) };
  }
  return listOf(content)
    .map(recordOf)
    .filter(({ type }) => type === 'web_search_result')
    .map(({ url, title, encrypted_content, page_age }) => ({
      type: 'web_search_result',
      url: textOf(url),
      title: textOf(title),
      encrypted_content: textOf(encrypted_content),
      page_age: wordOf(page_age) ?? null,
    }));
}

/** The searches of an answer with those that a block begins or fails. */
export function noteSearch(searches: readonly SearchMade[], item: JsonObject | null): readonly SearchMade[] {
  if (item?.['type'] === 'server_tool_use') {
    const query = wordOf(recordOf(item['input'])['query']);
    return searches.length >= ANSWER_LIMITS.searches ? searches : [...searches, omitUndefined({ query })];
  }
  const error = wordOf(recordOf(item?.['content'])['error_code']);
  const last = searches.at(-1);
  if (item?.['type'] !== 'web_search_tool_result' || error === undefined || last === undefined) return searches;
  return [...searches.slice(0, -1), { ...last, error }];
}

/**
 * Adds a block of text to the items. The API cuts the text of an answer that cites into many blocks, which are one text for everybody
 * else: its mark says where it was cut, so that it goes back as it came.
 */
export function withCitedText(
  items: readonly JsonObject[],
  { text, citations }: { text: string; citations: readonly JsonObject[] },
): readonly JsonObject[] {
  const last = items.at(-1);
  const before = last?.['type'] === 'text' ? listOf(last['blocks']).map(recordOf) : [];
  if (text === '') return items;
  const block = { length: text.length, ...(citations.length === 0 ? {} : { citations: [...citations] }) };
  const newest = before.at(-1);
  const isFull = before.length >= ANSWER_LIMITS.toolCalls && newest !== undefined;
  const blocks = isFull
    ? [...before.slice(0, -1), { ...newest, length: Number(newest['length']) + text.length }]
    : [...before, block];
  const mark = { type: 'text', parts: 1, blocks };
  return before.length > 0 ? [...items.slice(0, -1), mark] : [...items, mark];
}
