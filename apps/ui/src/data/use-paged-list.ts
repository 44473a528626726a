'use client';
import { omitUndefined } from '@everruns/kernel';
import type { Page } from '@everruns/sdk';
import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query';

export interface PagedListOptions<Item> {
  queryKey: QueryKey;
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>;
  refetchIntervalMs?: number;
  /** The list before this one is shown while the first page of this one is read. */
  keepsBefore?: boolean;
}

/** Reads a list of the API page by page with its cursors. */
export function usePagedList<Item>({ queryKey, fetchPage, refetchIntervalMs, keepsBefore }: PagedListOptions<Item>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<Item>) => page.next_cursor,
    ...omitUndefined({ refetchInterval: refetchIntervalMs }),
    ...(keepsBefore === true && { placeholderData: keepPreviousData }),
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.data) ?? [] };
}
