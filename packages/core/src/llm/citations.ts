import { omitUndefined, toBoundedText } from '@everruns/kernel';
import type { SearchMade, UrlCitation } from '@everruns/schemas';
import { ANSWER_LIMITS } from './answer-limits.ts';
import type { PartCitation } from './driver.ts';

/**
 * Returns the citations of each text part, in their order, as they are stored: only pages that a browser opens, only places within the
 * text, and each page once for the same place.
 */
export function toStorableCitations(
  citations: readonly PartCitation[] = [],
  texts: readonly string[],
): (UrlCitation[] | undefined)[] {
  const known = new Set<string>();
  const byPart = new Map<number, UrlCitation[]>();
  for (const citation of citations.slice(0, ANSWER_LIMITS.citations)) {
    const part = Math.min(citation.part, texts.length - 1);
    const stored = toStorable(citation, texts[part] ?? '');
    const key = JSON.stringify([part, stored?.url, stored?.start_index, stored?.end_index]);
    if (stored === null || known.has(key)) continue;
    known.add(key);
    byPart.set(part, [...(byPart.get(part) ?? []), stored]);
  }
  return texts.map((_, part) => byPart.get(part));
}

function toStorable(citation: PartCitation, text: string): UrlCitation | null {
  const { citedUrlLength, citedTitleLength, citedTextLength } = ANSWER_LIMITS;
  const url = URL.parse(citation.url);
  if (url === null || !/^https?:$/.test(url.protocol) || url.href.length > citedUrlLength) return null;
  const { title, cited_text, start_index: start = -1, end_index: end = -1 } = citation;
  const isPlace = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length;
  return {
    type: 'url_citation',
    url: withoutPassword(url).href,
    ...(isPlace ? { start_index: start, end_index: end } : {}),
    ...omitUndefined({
      title: title === undefined ? undefined : toBoundedText(title, citedTitleLength),
      cited_text: cited_text === undefined ? undefined : toBoundedText(cited_text, citedTextLength),
    }),
  };
}

/** An address such as `https://bank.example@evil.example` is shown for what it is. */
function withoutPassword(url: URL): URL {
  url.username = '';
  url.password = '';
  return url;
}

export function toStorableSearches(searches: readonly SearchMade[] = []): SearchMade[] {
  const { queryLength, citedUrlLength, reasonLength } = ANSWER_LIMITS;
  const cut = (text: string | undefined, length: number) =>
    text === undefined ? undefined : toBoundedText(text, length);
  return searches.slice(0, ANSWER_LIMITS.searches).map(({ query, url, error }) =>
    omitUndefined({
      query: cut(query, queryLength),
      url: cut(url, citedUrlLength),
      error: cut(error, reasonLength),
    }),
  );
}
