import { listOf, recordOf, textOf, wordOf } from '@everruns/answer-reader';
import { ANSWER_LIMITS, type LlmStreamEvent, type PartCitation } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { JsonObject, JsonValue, SearchMade } from '@everruns/schemas';

type FinishEvent = Extract<LlmStreamEvent, { type: 'finish' }>;

/** What the provider did on the web for an answer, and what the answer cites of it. */
export interface SearchState {
  readonly made: readonly SearchMade[];
  /** How many of them cost a search: reading a page that was found costs none. */
  readonly paid: number;
  readonly citations: readonly PartCitation[];
}

export const NO_SEARCHES: SearchState = { made: [], paid: 0, citations: [] };

/** Adds a finished `web_search_call`. */
export function withSearch(state: SearchState, { action, status }: JsonObject): SearchState {
  if (state.made.length >= ANSWER_LIMITS.searches) return state;
  const { type, query, queries, url } = recordOf(action);
  const asked = listOf(queries).map(textOf).join(' · ') || wordOf(query);
  const error = status === 'failed' ? 'failed' : undefined;
  const made = [...state.made, omitUndefined({ query: asked, url: wordOf(url), error })];
  const isPaid = error === undefined && (type === undefined || type === 'search');
  return { ...state, made, paid: state.paid + (isPaid ? 1 : 0) };
}

/** Adds what a finished message cites. Its texts are the newest parts, of which `lastPart` is the last. */
export function withCitations(state: SearchState, content: JsonValue | undefined, lastPart: number): SearchState {
  const texts = listOf(content)
    .map(recordOf)
    .filter(({ text, refusal }) => textOf(text) + textOf(refusal) !== '');
  const first = lastPart - texts.length + 1;
  const found = texts.flatMap(({ annotations, text }, index) => {
    const toUnits = countUnits(textOf(text));
    return listOf(annotations)
      .map(recordOf)
      .filter(({ type }) => type === 'url_citation')
      .map((annotation) => toCitation(annotation, { part: Math.max(0, first + index), toUnits }));
  });
  return { ...state, citations: [...state.citations, ...found].slice(0, ANSWER_LIMITS.citations) };
}

interface Place {
  part: number;
  toUnits: (points: number) => number;
}

function toCitation({ url, title, start_index: start, end_index: end }: JsonObject, place: Place): PartCitation {
  const named = wordOf(title);
  const { part, toUnits } = place;
  return {
    part,
    url: textOf(url),
    ...omitUndefined({ title: named }),
    ...(typeof start === 'number' && typeof end === 'number'
      ? { start_index: toUnits(start), end_index: toUnits(end) }
      : {}),
  };
}

/**
 * Returns how a place that the API counts in characters is counted in UTF-16 units: an emoji is one character and two units. The text is read
 * once, however many citations it has.
 */
function countUnits(text: string): (points: number) => number {
  const wide = Array.from(text.matchAll(/[\u{10000}-\u{10ffff}]/gu), ({ index }, before) => index - before);
  return (points) => points + countBelow(wide, points);
}

/** How many of the ascending numbers are below the limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A search as a continuation keeps it: only the fields that go back. */
export function toSearchItem({ id, status, action }: JsonObject): JsonObject {
  return {
    type: 'web_search_call',
    id: textOf(id),
    status: textOf(status) || 'completed',
    action: recordOf(action),
  };
}

/** What the end of an answer tells of its searches. */
export function endOfSearch({ made, citations }: SearchState): Pick<FinishEvent, 'searches' | 'citations'> {
  return {
    ...(made.length === 0 ? {} : { searches: made }),
    ...(citations.length === 0 ? {} : { citations }),
  };
}
