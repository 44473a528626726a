export interface Page<Item> {
  data: Item[];
  has_more: boolean;
  next_cursor?: string;
}

/** A list of the API: every item over all its pages, or one page. Nothing is fetched before it is requested. */
export interface PageList<Item> extends AsyncIterable<Item> {
  /** Fetches the page at the query's cursor, or the first page if there is no cursor. */
  page(): Promise<Page<Item>>;
}

export function createPageList<Item>(fetchPage: (cursor: string | undefined) => Promise<Page<Item>>): PageList<Item> {
  return {
    page: () => fetchPage(undefined),
    async *[Symbol.asyncIterator]() {
      let cursor: string | undefined;
      do {
        const page = await fetchPage(cursor);
        yield* page.data;
        cursor = page.next_cursor;
      } while (cursor !== undefined);
    },
  };
}
