import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { CreateViewRequest, UpdateViewRequest, View } from '../nouns.ts';

export type ListViewsQuery = NonNullable<operations['list_views']['parameters']['query']>;

export type Views = ReturnType<typeof createViews>;

/** Filters of the list of sessions, saved under a name. */
export function createViews(client: Client) {
  const all = '/v1/views';
  const one = `${all}/{view_id}` as const;
  return {
    create: (body: CreateViewRequest, options: CallOptions = {}): Promise<View> =>
      client.call('post', all, { body, ...options }),
    get: (view_id: string, options: CallOptions = {}): Promise<View> =>
      client.call('get', one, { path: { view_id }, ...options }),
    /** Lists your views and those that are shared, newest first. */
    list: (query: ListViewsQuery = {}, options: CallOptions = {}): PageList<View> =>
      createPageList((cursor) =>
        client.call('get', all, { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Changes what is given. A filter is replaced as a whole. */
    update: (view_id: string, body: UpdateViewRequest, options: CallOptions = {}): Promise<View> =>
      client.call('patch', one, { path: { view_id }, body, ...options }),
    delete: (view_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', one, { path: { view_id }, ...options }),
  };
}
