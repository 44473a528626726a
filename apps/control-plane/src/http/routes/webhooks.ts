import {
  CreatedWebhook,
  CreateWebhookRequest,
  pageOf,
  UpdateWebhookRequest,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryId,
  WebhookId,
} from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../kernel/list-page.ts';
import { createWebhook } from '../../services/webhooks/create.ts';
import { deleteWebhook } from '../../services/webhooks/delete.ts';
import {
  listWebhookDeliveries,
  ListDeliveriesQuery,
  replayWebhookDelivery,
} from '../../services/webhooks/deliveries.ts';
import { getWebhook, webhookTag } from '../../services/webhooks/get.ts';
import { listWebhooks } from '../../services/webhooks/list.ts';
import { rotateWebhookSecret } from '../../services/webhooks/rotate-secret.ts';
import { updateWebhook } from '../../services/webhooks/update.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, replyOnce, type Route, type RouteReply } from '../route.ts';

const base = { tag: 'webhooks', auth: 'session', scopes: ['admin'] } as const;
const WebhookParams = z.strictObject({ webhook_id: WebhookId });
const one = {
  kind: 'json',
  status: 200,
  description: 'The webhook, without its secret. ETag holds its tag.',
  schema: Webhook,
} as const;

export function webhookRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/webhooks',
      operationId: 'create_webhook',
      summary: 'Create a webhook, whose secret only this answer shows',
      isAudited: true,
      body: CreateWebhookRequest,
      example: { url: 'https://example.com/everruns', events: ['turn.completed', 'approval.requested'] },
      responses: [{ kind: 'json', status: 201, description: 'The webhook and its secret', schema: CreatedWebhook }],
      errors: ['conflict'],
      handler: async ({ ctx, body, idempotency }) =>
        replyOnce(await createWebhook(services, ctx, { request: body, idempotency }), tagged),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/webhooks',
      operationId: 'list_webhooks',
      summary: 'List webhooks, newest first',
      query: ListQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of webhooks', schema: pageOf(Webhook) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listWebhooks(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/webhooks/{webhook_id}',
      operationId: 'get_webhook',
      summary: 'Get a webhook',
      params: WebhookParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => tagged(await getWebhook(services, ctx, params)),
    }),
    ...changingRoutes(services),
    ...deliveryRoutes(services),
  ];
}

function changingRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'patch',
      path: '/v1/webhooks/{webhook_id}',
      operationId: 'update_webhook',
      summary: 'Change a webhook (RFC 7396): enable, disable, or end a pause',
      isAudited: true,
      params: WebhookParams,
      body: UpdateWebhookRequest,
      example: { events: ['turn.failed'], status: 'active' },
      responses: [one],
      errors: ['not_found', 'precondition_failed'],
      handler: async ({ ctx, params, body, headers }) =>
        tagged(await updateWebhook(services, ctx, { ...params, patch: body, if_match: headers.get('if-match') })),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/webhooks/{webhook_id}',
      operationId: 'delete_webhook',
      summary: 'Delete a webhook. What waits to be delivered is not sent.',
      isAudited: true,
      params: WebhookParams,
      responses: [{ kind: 'empty', status: 204, description: 'Deleted' }],
      errors: ['not_found', 'precondition_failed'],
      handler: async ({ ctx, params, headers }) => {
        await deleteWebhook(services, ctx, { ...params, if_match: headers.get('if-match') });
        return {};
      },
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/webhooks/{webhook_id}/rotate-secret',
      operationId: 'rotate_webhook_secret',
      summary: 'Make a new secret. For 24 hours deliveries are signed with both.',
      isAudited: true,
      params: WebhookParams,
      responses: [{ kind: 'json', status: 200, description: 'The webhook and its secret', schema: CreatedWebhook }],
      errors: ['not_found'],
      handler: async ({ ctx, params, idempotency }) =>
        replyOnce(await rotateWebhookSecret(services, ctx, { ...params, idempotency }), tagged),
    }),
  ];
}

function deliveryRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/webhooks/{webhook_id}/deliveries',
      operationId: 'list_webhook_deliveries',
      summary: 'List what was and will be sent to a webhook in the last seven days, newest first',
      params: WebhookParams,
      query: ListDeliveriesQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of deliveries', schema: pageOf(WebhookDelivery) }],
      errors: ['not_found', 'invalid_cursor'],
      handler: async ({ ctx, params, query }) => ({
        value: await listWebhookDeliveries(services, ctx, { ...params, ...query }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/replay',
      operationId: 'replay_webhook_delivery',
      summary: 'Send a delivery again, with the same webhook-id',
      isAudited: true,
      params: WebhookParams.extend({ delivery_id: WebhookDeliveryId }),
      responses: [{ kind: 'json', status: 200, description: 'The delivery', schema: WebhookDelivery }],
      errors: ['not_found', 'conflict'],
      handler: async ({ ctx, params, idempotency }) =>
        replyOnce(await replayWebhookDelivery(services, ctx, { ...params, idempotency })),
    }),
  ];
}

function tagged(webhook: Webhook): RouteReply {
  return { value: webhook, headers: { ETag: webhookTag(webhook) } };
}
