import type { z } from 'zod';
import type { WebSearchConfig, WebSearchParameters } from './definition.ts';

export type Search = z.output<typeof WebSearchParameters>;
export type BackendName = Exclude<z.output<typeof WebSearchConfig>['backend'], 'provider'>;

/** The request of one search. */
export interface SearchRequest {
  method: 'GET' | 'POST';
  /** Below the address of the backend. */
  path: string;
  query: Readonly<Record<string, string>>;
  body: object | null;
}

/** One result as the backend wrote it. */
export interface Found {
  title: string;
  url: string;
  snippet: string;
  published: string | null;
}

/** A service that searches the web. */
export interface Backend {
  /** Its own address. SearXNG has none. */
  address: string | null;
  /** The header that holds the key, with `{{key}}` in place of it. Null: it takes none. */
  keyHeader: { name: string; value: string } | null;
  /** `nowMs` is the time of the search, for a period that ends with it. */
  toRequest(search: Search, nowMs: number): SearchRequest;
  /** Reads a successful answer. Throws `ZodError` for one that has another shape. */
  read(answer: unknown): Found[];
}
