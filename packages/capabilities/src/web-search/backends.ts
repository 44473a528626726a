import { toIsoTimestamp } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import { z } from 'zod';
import type { Backend, BackendName, Found, Search } from './backend.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const DAYS = { day: 1, week: 7, month: 31, year: 366 } as const;
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const date = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const EXTRACT_CHARS = 1_000;

function withSite({ query, site }: Search): string {
  return site === undefined ? query : `${query} site:${site}`;
}

/** https://docs.searxng.org/dev/search_api.html; the instance has to allow the format json. */
const searxng: Backend = {
  address: null,
  keyHeader: null,
  toRequest: (search) => ({
    method: 'GET',
    path: '/search',
    query: { q: withSite(search), format: 'json', ...omitUndefined({ time_range: search.freshness }) },
    body: null,
  }),
  read: (answer) =>
    z
      .object({ results: z.array(z.object({ url: z.string(), title: text, content: text, publishedDate: date })) })
      .parse(answer)
      .results.map(({ url, title, content, publishedDate }) => ({
        url,
        title,
        snippet: content,
        published: publishedDate,
      })),
};

const BRAVE_FRESHNESS = { day: 'pd', week: 'pw', month: 'pm', year: 'py' } as const;

/** https://api-dashboard.search.brave.com/app/documentation/web-search/get-started */
const brave: Backend = {
  address: 'https://api.search.brave.com',
  keyHeader: { name: 'X-Subscription-Token', value: '{{key}}' },
  toRequest: (search) => ({
    method: 'GET',
    path: '/res/v1/web/search',
    query: {
      q: withSite(search),
      count: String(search.max_results),
      text_decorations: 'false',
      ...(search.freshness === undefined ? {} : { freshness: BRAVE_FRESHNESS[search.freshness] }),
    },
    body: null,
  }),
  read: (answer) => {
    const result = z.object({ url: z.string(), title: text, description: text, page_age: date });
    const { web } = z.object({ web: z.object({ results: z.array(result) }).nullish() }).parse(answer);
    return (web?.results ?? []).map(({ url, title, description, page_age }): Found => {
      return { url, title, snippet: description, published: page_age };
    });
  },
};

/** https://docs.tavily.com/documentation/api-reference/endpoint/search */
const tavily: Backend = {
  address: 'https://api.tavily.com',
  keyHeader: { name: 'Authorization', value: 'Bearer {{key}}' },
  toRequest: ({ query, max_results, freshness, site }) => ({
    method: 'POST',
    path: '/search',
    query: {},
    body: {
      query,
      max_results,
      search_depth: 'basic',
      ...omitUndefined({ time_range: freshness }),
      ...(site === undefined ? {} : { include_domains: [site] }),
    },
  }),
  read: (answer) =>
    z
      .object({ results: z.array(z.object({ url: z.string(), title: text, content: text, published_date: date })) })
      .parse(answer)
      .results.map(({ url, title, content, published_date }) => ({
        url,
        title,
        snippet: content,
        published: published_date,
      })),
};

/** https://docs.exa.ai/reference/search */
const exa: Backend = {
  address: 'https://api.exa.ai',
  keyHeader: { name: 'x-api-key', value: '{{key}}' },
  toRequest: ({ query, max_results, freshness, site }, nowMs) => ({
    method: 'POST',
    path: '/search',
    query: {},
    body: {
      query,
      numResults: max_results,
      contents: { text: { maxCharacters: EXTRACT_CHARS } },
      ...(site === undefined ? {} : { includeDomains: [site] }),
      ...(freshness === undefined ? {} : { startPublishedDate: toIsoTimestamp(nowMs - DAYS[freshness] * DAY_MS) }),
    },
  }),
  read: (answer) =>
    z
      .object({ results: z.array(z.object({ url: z.string(), title: text, text, publishedDate: date })) })
      .parse(answer)
      .results.map(({ url, title, text: snippet, publishedDate }) => ({
        url,
        title,
        snippet,
        published: publishedDate,
      })),
};

export const BACKENDS: Readonly<Record<BackendName, Backend>> = { searxng, brave, tavily, exa };
