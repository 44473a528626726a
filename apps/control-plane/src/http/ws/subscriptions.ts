import { EverrunsError, LIMITS, type SessionId } from '@everruns/schemas';
import type { ServerFrameOf } from '@everruns/schemas/ws';
import type { HubItem, HubSubscription } from '../../events/hub.ts';
import { withholdWords } from '../../events/withhold-words.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { openStream } from '../../services/events/open-stream.ts';
import type { Services } from '../../services/services.ts';
import type { FrameSocket } from './frame-socket.ts';

export interface SubscriptionsDeps {
  services: Pick<Services, 'cursors' | 'db' | 'hub'>;
  out: FrameSocket;
  onFailure: (error: unknown, session_id: SessionId) => void;
}

/** The sessions whose events one socket follows. */
export class Subscriptions {
  readonly #deps: SubscriptionsDeps;
  readonly #open = new Map<SessionId, HubSubscription>();

  constructor(deps: SubscriptionsDeps) {
    this.#deps = deps;
  }

  /** Follows a session, in place of an earlier subscription of it. Throws `not_found`, `too_many_streams` and `limit_reached`. */
  async open(
    ctx: RequestContext,
    { session_id, after_sequence }: { session_id: SessionId; after_sequence: number | 'latest' },
  ): Promise<void> {
    if (!this.#open.has(session_id) && this.#open.size >= LIMITS.subscriptionsPerSocket) {
      const message = `are at most ${LIMITS.subscriptionsPerSocket} on one socket`;
      throw new EverrunsError('too_many_streams', `Subscriptions ${message}.`, {
        errors: [{ path: 'session_id', code: 'limit_reached', message, limit: LIMITS.subscriptionsPerSocket }],
      });
    }
    const query = {
      session_id,
      after_sequence,
      last_event_id: null,
      since_id: null,
      types: [],
      exclude: [],
      until: null,
    };
    const plan = await openStream(this.#deps.services, ctx, query);
    if (plan === null) throw new TypeError('a stream without an end always has something to wait for');
    this.close(session_id);
    const subscription = plan.subscribe(() => {
      if (subscription.ended === 'overflow') this.#deps.out.drop('slow');
    });
    this.#open.set(session_id, subscription);
    // The greeting of a stream holds the place where it begins.
    const place = plan.greet().data as Omit<ServerFrameOf<'subscribed'>, 'type'>;
    this.#deps.out.send({ type: 'subscribed', ...place });
    this.#stream({ sessionId: session_id, subscription, isReaderOnly: plan.isReaderOnly }).catch((error: unknown) =>
      this.#deps.onFailure(error, session_id),
    );
  }

  close(session_id: SessionId): void {
    const subscription = this.#open.get(session_id);
    this.#open.delete(session_id);
    void subscription?.[Symbol.asyncDispose]();
  }

  closeAll(): void {
    for (const session_id of this.#open.keys()) this.close(session_id);
  }

  async #stream({ sessionId: session_id, subscription, isReaderOnly }: StreamedSession): Promise<void> {
    const { out } = this.#deps;
    for (let batch = await subscription.nextBatch(); batch !== null; batch = await subscription.nextBatch()) {
      for (const item of batch)
        out.sendText('event', `{"type":"event","session_id":"${session_id}","event":${jsonOf(item, isReaderOnly)}}`);
      await out.drained();
    }
    if (this.#open.get(session_id) === subscription) this.#open.delete(session_id);
  }
}

interface StreamedSession {
  sessionId: SessionId;
  subscription: HubSubscription;
  /** The reader may not write, so the messages of providers are withheld. */
  isReaderOnly: boolean;
}

function jsonOf(item: HubItem, isReaderOnly: boolean): string {
  if (item.kind === 'frame') return item.json;
  return isReaderOnly ? withholdWords(item.event) : item.event.json;
}
