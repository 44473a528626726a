import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { CreatedWebhook, CreateWebhookRequest, UpdateWebhookRequest, Webhook, WebhookDelivery } from '../nouns.ts';

export type ListWebhooksQuery = NonNullable<operations['list_webhooks']['parameters']['query']>;
export type ListWebhookDeliveriesQuery = NonNullable<operations['list_webhook_deliveries']['parameters']['query']>;

export type Webhooks = ReturnType<typeof createWebhooks>;

export function createWebhooks(client: Client) {
  const all = '/v1/webhooks';
  const one = `${all}/{webhook_id}` as const;
  return {
    /** Creates a webhook. Only this answer, and that of `rotateSecret`, show the secret. */
    create: (body: CreateWebhookRequest, options: CallOptions = {}): Promise<CreatedWebhook> =>
      client.call('post', all, { body, ...options }),
    get: (webhook_id: string, options: CallOptions = {}): Promise<Webhook> =>
      client.call('get', one, { path: { webhook_id }, ...options }),
    list: (query: ListWebhooksQuery = {}, options: CallOptions = {}): PageList<Webhook> =>
      createPageList((cursor) =>
        client.call('get', all, { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Applies a JSON merge patch (RFC 7396). `status: 'active'` also ends a pause. */
    update: (webhook_id: string, body: UpdateWebhookRequest, options: CallOptions = {}): Promise<Webhook> =>
      client.call('patch', one, { path: { webhook_id }, body, ...options }),
    delete: (webhook_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', one, { path: { webhook_id }, ...options }),
    /** Makes a new secret. For 24 hours deliveries are signed with both. */
    rotateSecret: (webhook_id: string, options: CallOptions = {}): Promise<CreatedWebhook> =>
      client.call('post', `${one}/rotate-secret`, { path: { webhook_id }, ...options }),
    /** Lists what was and will be sent in the last seven days, newest first. */
    deliveries: (
      webhook_id: string,
      query: ListWebhookDeliveriesQuery = {},
      options: CallOptions = {},
    ): PageList<WebhookDelivery> =>
      createPageList((cursor) =>
        client.call('get', `${one}/deliveries`, {
          path: { webhook_id },
          query: { ...query, ...(cursor && { cursor }) },
          ...options,
        }),
      ),
    /** Sends a delivery again, with the same `webhook-id`. Throws 409 while it is pending. */
    replay: (webhook_id: string, delivery_id: string, options: CallOptions = {}): Promise<WebhookDelivery> =>
      client.call('post', `${one}/deliveries/{delivery_id}/replay`, { path: { webhook_id, delivery_id }, ...options }),
  };
}
