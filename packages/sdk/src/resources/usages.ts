import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { UsageGroup } from '../nouns.ts';

export type ListUsageQuery = NonNullable<operations['list_usage']['parameters']['query']>;

export type Usages = ReturnType<typeof createUsages>;

export function createUsages(client: Client) {
  return {
    /** Lists the usage, summed by agent, session, model or day. */
    list: (query: ListUsageQuery = {}, options: CallOptions = {}): PageList<UsageGroup> =>
      createPageList((cursor) =>
        client.call('get', '/v1/usage', { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
  };
}
