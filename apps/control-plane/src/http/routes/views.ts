import { CreateViewRequest, pageOf, UpdateViewRequest, View, ViewId } from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../kernel/list-page.ts';
import { createView, deleteView, getView, listViews, updateView, viewTag } from '../../services/views/views.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, replyOnce, type Route, type RouteReply } from '../route.ts';

const base = { tag: 'sessions', auth: 'session' } as const;
const path = '/v1/views/{view_id}';
const ViewParams = z.strictObject({ view_id: ViewId });
const one = { kind: 'json', status: 200, description: 'The view. ETag holds its tag.', schema: View } as const;

/** Filters of the list of sessions that people have saved under a name. */
export function viewRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/views',
      operationId: 'create_view',
      summary: 'Save a filter of the list of sessions under a name',
      scopes: ['write'],
      body: CreateViewRequest,
      example: { name: 'Failed invoices', filter: { outcome: 'failed', search: 'invoice' }, is_shared: true },
      responses: [{ ...one, status: 201 }],
      errors: ['conflict'],
      handler: async ({ ctx, body, idempotency }) =>
        replyOnce(await createView(services, ctx, { request: body, idempotency }), tagged),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/views',
      operationId: 'list_views',
      summary: 'List your views and those that are shared, newest first',
      scopes: ['read'],
      query: ListQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of views', schema: pageOf(View) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listViews(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path,
      operationId: 'get_view',
      summary: 'Get a view',
      scopes: ['read'],
      params: ViewParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => tagged(await getView(services, ctx, params)),
    }),
    ...changingRoutes(services),
  ];
}

function changingRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'patch',
      path,
      operationId: 'update_view',
      summary: 'Change the name, the filter or the readers of a view',
      scopes: ['write'],
      params: ViewParams,
      body: UpdateViewRequest,
      example: { name: 'Failed invoices of this year' },
      responses: [one],
      errors: ['not_found', 'precondition_failed'],
      handler: async ({ ctx, params, body, headers }) =>
        tagged(await updateView(services, ctx, { ...params, patch: body, if_match: headers.get('if-match') })),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path,
      operationId: 'delete_view',
      summary: 'Delete a view',
      scopes: ['write'],
      params: ViewParams,
      responses: [{ kind: 'empty', status: 204, description: 'Deleted' }],
      errors: ['not_found', 'precondition_failed'],
      handler: async ({ ctx, params, headers }) => {
        await deleteView(services, ctx, { ...params, if_match: headers.get('if-match') });
        return {};
      },
    }),
  ];
}

function tagged(view: View): RouteReply {
  return { value: view, headers: { ETag: viewTag(view) } };
}
