import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { TurnStatistics, UsageGroup } from '../nouns.ts';

export type ListUsageQuery = NonNullable<operations['list_usage']['parameters']['query']>;

export type TurnStatisticsQuery = NonNullable<operations['get_turn_statistics']['parameters']['query']>;

export type Usages = ReturnType<typeof createUsages>;

export function createUsages(client: Client) {
  return {
    /** Lists the usage, summed by agent, session, model, day or subject. */
    list: (query: ListUsageQuery = {}, options: CallOptions = {}): PageList<UsageGroup> =>
      createPageList((cursor) =>
        client.call('get', '/v1/usage', { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Counts the turns that ended in a time: how they did, how long they took, and why they failed. */
    turns: (query: TurnStatisticsQuery = {}, options: CallOptions = {}): Promise<TurnStatistics> =>
      client.call('get', '/v1/usage/turns', { query, ...options }),
  };
}
