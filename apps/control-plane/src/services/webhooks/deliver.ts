import { WebhookEvent, type OrganizationId, type WebhookId } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { EventBus, EventHub } from '../../events/hub.ts';
import { recordAuditIn } from '../../auth/record-audit.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { CoreServices } from '../services.ts';
import { sendDelivery } from './send-delivery.ts';
import {
  disableGone,
  finishAttempt,
  listPending,
  listTold,
  LOOK_LIMIT,
  pauseFull,
  takeDue,
  type DueWebhook,
  type TakenDelivery,
} from './statements.ts';

export interface DeliverDeps {
  services: CoreServices;
  hub: EventHub;
  bus: EventBus;
  log: Logger;
  onAttempt: (outcome: 'delivered' | 'retried' | 'failed') => void;
}

const LOOK_EVERY_MS = 1_000;
/** Other replicas are told again after these times, in case that a hint was lost. */
const TELL_AGAIN_MS = [0, 2_000, 15_000, 60_000];
/** After so many looks, which is half a minute, the organizations with webhooks are read again, in case that every hint was lost. */
const READ_EVERY = 30;
/** Webhooks that are served at the same time by this process, and those of one organization among them. */
const AT_ONCE = 32;
const AT_ONCE_OF_ONE = 4;
/** Requests to one webhook at the same time. */
const REQUESTS_AT_ONCE = 4;
/** After these events something is due at once. Whatever else is due is found by the next look. */
const WAKING: ReadonlySet<string> = new Set([...WebhookEvent.options, 'tool.call_requested']);
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const BY_PLATFORM = { principal: 'platform', request_id: 'webhooks' };

export function createWebhookDeliverer(
  deps: Omit<DeliverDeps, 'onAttempt'>,
  metrics: { onWebhookAttempt(outcome: 'delivered' | 'retried' | 'failed'): void } | null,
): WebhookDeliverer {
  return new WebhookDeliverer({ ...deps, onAttempt: (outcome) => metrics?.onWebhookAttempt(outcome) });
}

/**
 * Sends what webhooks are told, at once and again by the schedule. Every process does this. A delivery is taken by one of them at a time, and
 * each organization has its share.
 */
class WebhookDeliverer implements AsyncDisposable {
  readonly #deps: DeliverDeps;
  readonly #busy = new Map<WebhookId, { org_id: OrganizationId; done: Promise<void> }>();
  #after = BEFORE_ALL;
  #looks = 0;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #isWanted = false;
  #isReadingWanted = false;
  readonly #telling = new Set<NodeJS.Timeout>();
  #isOver = false;

  constructor(deps: DeliverDeps) {
    this.#deps = deps;
    deps.services.webhooks.listen({
      onActive: (orgId) => this.#tellOthers(orgId),
      onWake: () => this.#wake(),
    });
    deps.bus.subscribe((hint) => {
      if (hint.kind === 'webhooks') deps.services.webhooks.learn(hint.org_id);
      if (hint.kind === 'reconnected') this.#isReadingWanted = true;
    });
    deps.hub.onLocalCommit((events) => {
      const told = events.find(({ type }) => WAKING.has(type));
      if (told !== undefined && deps.services.webhooks.has(told.org_id as OrganizationId)) this.#wake();
    });
  }

  /** Resolves when it is known which organizations have webhooks. Throws if the database cannot say. */
  async start(): Promise<void> {
    await this.#readTold();
    this.#schedule();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const timer of this.#telling) clearTimeout(timer);
    await this.#looking;
    await Promise.all(Array.from(this.#busy.values(), ({ done }) => done));
  }

  #tellOthers(org_id: OrganizationId): void {
    for (const delayMs of TELL_AGAIN_MS) {
      const timer = setTimeout(() => {
        this.#telling.delete(timer);
        this.#deps.bus.publish({ kind: 'webhooks', org_id });
      }, delayMs).unref();
      this.#telling.add(timer);
    }
  }

  #schedule(): void {
    if (this.#isOver) return;
    this.#timer = setTimeout(() => {
      this.#wake();
      this.#schedule();
    }, LOOK_EVERY_MS).unref();
  }

  /** One look at a time. What comes meanwhile is found by another one right after it. */
  #wake(): void {
    this.#isWanted = true;
    if (this.#looking !== null || this.#isOver) return;
    this.#looking = this.#lookWhileWanted().finally(() => {
      this.#looking = null;
    });
  }

  async #lookWhileWanted(): Promise<void> {
    while (this.#isWanted && !this.#isOver) {
      this.#isWanted = false;
      try {
        await this.#look();
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'Webhooks could not be looked at. The next look follows.');
      }
    }
  }

  async #look(): Promise<void> {
    const { db, webhooks } = this.#deps.services;
    this.#looks += 1;
    if (this.#isReadingWanted || this.#looks % READ_EVERY === 0) await this.#readTold();
    if (webhooks.isEmpty) return;
    const pending = await listPending(db, this.#after);
    this.#after = pending.length < LOOK_LIMIT ? BEFORE_ALL : (pending.at(-1)?.webhook_id ?? BEFORE_ALL);
    const chosen = this.#choose(pending);
    if (chosen.length === 0) return;
    const taken = await takeDue(db, chosen, REQUESTS_AT_ONCE);
    for (const [webhookId, deliveries] of Map.groupBy(taken, ({ webhook_id }) => webhook_id))
      this.#serve(webhookId, deliveries);
    await this.#pauseFull(chosen);
  }

  /** The webhooks that are served now: each organization has its share of the room. */
  #choose(pending: readonly DueWebhook[]): WebhookId[] {
    const perOrganization = new Map<OrganizationId, number>();
    const count = (orgId: OrganizationId): void =>
      void perOrganization.set(orgId, (perOrganization.get(orgId) ?? 0) + 1);
    for (const { org_id } of this.#busy.values()) count(org_id);
    const chosen: WebhookId[] = [];
    for (const { webhook_id, org_id, is_due } of pending) {
      if (this.#busy.size + chosen.length >= AT_ONCE) break;
      const isServed = this.#busy.has(webhook_id) || (perOrganization.get(org_id) ?? 0) >= AT_ONCE_OF_ONE;
      if (!is_due || isServed) continue;
      count(org_id);
      chosen.push(webhook_id);
    }
    return chosen;
  }

  #serve(webhookId: WebhookId, deliveries: readonly TakenDelivery[]): void {
    const [first] = deliveries;
    if (first === undefined) return;
    const done = Promise.all(deliveries.map((delivery) => this.#send(delivery))).then(() => {
      this.#busy.delete(webhookId);
      if (deliveries.length === REQUESTS_AT_ONCE) this.#wake();
    });
    this.#busy.set(webhookId, { org_id: first.org_id, done });
  }

  /** Never rejects. An outcome that cannot be written costs another attempt under the same id, after the lease. */
  async #send(delivery: TakenDelivery): Promise<void> {
    const { services, log, onAttempt } = this.#deps;
    const { isGone, ...sent } = await sendDelivery(services, delivery);
    try {
      await finishAttempt(services.db, delivery, sent);
      if (isGone) await disableGone(services.db, delivery);
      onAttempt(sent.status === 'pending' ? 'retried' : sent.status);
    } catch (error) {
      const { id, webhook_id } = delivery;
      log.warn({ err: error, id, webhook_id }, 'The outcome of a delivery could not be written. It is sent again.');
    }
  }

  async #pauseFull(webhookIds: readonly WebhookId[]): Promise<void> {
    const { services, hub, log } = this.#deps;
    const paused = await inTransaction(services.db, async (tx) => {
      const rows = await pauseFull(tx, webhookIds);
      for (const { org_id, webhook_id: targetId } of rows) {
        const change = { action: 'pause_webhook', targetId, fields: ['status'] };
        await recordAuditIn(tx, services, { ctx: { ...BY_PLATFORM, org_id }, change });
      }
      return rows;
    });
    for (const { org_id, webhook_id } of paused) {
      log.warn({ org_id, webhook_id }, 'A webhook is paused, because too much waits to be delivered.');
      hub.feed.publish(org_id, null, { type: 'webhook.paused', data: { webhook_id } });
    }
  }

  async #readTold(): Promise<void> {
    const { db, webhooks } = this.#deps.services;
    const before = webhooks.added;
    webhooks.replace(await listTold(db), before);
    this.#isReadingWanted = false;
  }
}
