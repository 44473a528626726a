import { z } from 'zod';
import { refuseSecretInAddress } from './base-url.ts';
import { WebhookDeliveryId, WebhookId } from './ids.ts';
import { JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { boundedText } from './text.ts';

/** What a webhook is told of. */
export const WebhookEvent = z.enum([
  'turn.completed',
  'turn.failed',
  'session.requires_action',
  'approval.requested',
  'subagent.failed',
]);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** `paused`: too many deliveries wait, and no more events are recorded. `disabled`: nothing is recorded or sent. */
export const WebhookStatus = z.enum(['active', 'paused', 'disabled']);
export type WebhookStatus = z.infer<typeof WebhookStatus>;

/** An address that is told of events of the organization, by the rules of Standard Webhooks. */
export const Webhook = z.object({
  id: WebhookId,
  url: z.string(),
  description: z.string().optional(),
  events: z.array(WebhookEvent),
  status: WebhookStatus,
  /** Why it is not active: its backlog is full, its server answered 410, or a person has disabled it. */
  status_reason: z.enum(['backlog', 'gone', 'person']).optional(),
  /** Until then each delivery is also signed with the secret before the last rotation. */
  previous_secret_expires_at: z.iso.datetime().optional(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Webhook = z.infer<typeof Webhook>;

/** The only answers that show the secret. */
export const CreatedWebhook = Webhook.extend({
  /** `whsec_` and the key in base64. */
  secret: z.string(),
});
export type CreatedWebhook = z.infer<typeof CreatedWebhook>;

const Url = z
  .url({ protocol: /^https?$/ })
  .max(2_048)
  .check(refuseSecretInAddress);
const Events = z
  .array(WebhookEvent)
  .min(1)
  .max(WebhookEvent.options.length)
  .refine((events) => new Set(events).size === events.length, 'must not name an event twice');
const Description = boundedText(LIMITS.nameBytes, 1);

export const CreateWebhookRequest = z.strictObject({
  url: Url,
  description: Description.optional(),
  events: Events,
});
export type CreateWebhookRequest = z.infer<typeof CreateWebhookRequest>;

/** A merge patch (RFC 7396). `disabled` drops what waits to be delivered; `active` ends a pause. */
export const UpdateWebhookRequest = z.strictObject({
  url: Url.optional(),
  description: Description.nullable().optional(),
  events: Events.optional(),
  status: z.enum(['active', 'disabled']).optional(),
});
export type UpdateWebhookRequest = z.infer<typeof UpdateWebhookRequest>;

/** `failed`: it was tried for three days, or given up because its webhook is disabled. */
export const WebhookDeliveryStatus = z.enum(['pending', 'delivered', 'failed']);
export type WebhookDeliveryStatus = z.infer<typeof WebhookDeliveryStatus>;

/** One event on its way to one webhook. Its id is the header `webhook-id` of every attempt. */
export const WebhookDelivery = z.object({
  id: WebhookDeliveryId,
  webhook_id: WebhookId,
  event: WebhookEvent,
  status: WebhookDeliveryStatus,
  /** The `data` of the request's body: ids and small values. */
  data: JsonObject,
  attempts: z.int().nonnegative(),
  /** Present while it is pending. */
  next_attempt_at: z.iso.datetime().optional(),
  last_attempt_at: z.iso.datetime().optional(),
  /** The status of the last answer. Absent if there was none. */
  response_status: z.int().optional(),
  /** The beginning of the last answer’s body. */
  response_body: z.string().optional(),
  /** Why there was no answer. */
  error: z.string().optional(),
  created_at: z.iso.datetime(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
