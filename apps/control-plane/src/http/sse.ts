import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { HintItem, HubItem, ItemSubscription } from '../events/hub.ts';
import type { EventStreamPlan } from '../services/events/open-stream.ts';
import type { DirectStream } from './direct-stream.ts';
import { withholdWords } from '../events/withhold-words.ts';
import { HeartbeatWheel } from './heartbeat-wheel.ts';
import { encodeSseItem, formatControlFrame, formatSseItem } from './sse-frame.ts';

export interface SseServerDeps {
  log: Logger;
  heartbeatMs?: number;
}

export interface SseServer {
  /** Subscribes and returns the writer of the plan's stream. Throws `too_many_streams`. */
  prepare(plan: EventStreamPlan<StreamItem>, options: StreamOptions): DirectStream;
}

export type StreamItem = HubItem | HintItem;

export interface StreamOptions {
  heartbeatEvent: boolean;
  /** Calls back when the reader's credential has expired or was revoked. Returns the function that unsubscribes. */
  watchCredential: (onEnd: () => void) => () => void;
}

const RETRY_MS = 1_000;
const RECONNECT_MS = 100;
/** A prepared stream that is not started, because the request was a HEAD, is closed after this time. */
const UNSTARTED_MS = 1_000;
/** A longer batch is a replay and becomes one string. A shorter one shares its encoded bytes with other readers. */
const SHARED_BATCH = 16;
/** The number of heartbeats in a row that a reader may leave unread. */
const SILENT_ROUNDS = 2;
const HEARTBEAT_COMMENT = Buffer.from(': heartbeat\n\n');
const HEARTBEAT_EVENT = Buffer.from(`: heartbeat\n\n${formatControlFrame('heartbeat', {})}`);

/** Writes server-sent events below the framework, with one buffer for each event and one timer for all streams. */
export function createSseServer(deps: SseServerDeps): SseServer {
  const wheel = new HeartbeatWheel(deps.heartbeatMs ?? 15_000);
  return {
    prepare(plan, options) {
      let stream: SseStream | null = null;
      const subscription = plan.subscribe(() => stream?.onHubEnd());
      const unstarted = setTimeout(() => void subscription[Symbol.asyncDispose](), UNSTARTED_MS).unref();
      return (response, headers) => {
        clearTimeout(unstarted);
        stream = new SseStream({ plan, subscription, response, ...options });
        void stream.run(headers, wheel).catch((error: unknown) => {
          deps.log.warn({ err: error, ...plan.greet().data }, 'An event stream failed.');
        });
      };
    },
  };
}

interface SseStreamOptions extends StreamOptions {
  plan: EventStreamPlan<StreamItem>;
  subscription: ItemSubscription<StreamItem>;
  response: ServerResponse;
}

class SseStream {
  readonly #plan: EventStreamPlan<StreamItem>;
  readonly #subscription: ItemSubscription<StreamItem>;
  readonly #response: ServerResponse;
  readonly #heartbeat: Buffer;
  readonly #watchCredential: StreamOptions['watchCredential'];
  #silentRounds = 0;
  #resume: (() => void) | null = null;

  constructor(options: SseStreamOptions) {
    this.#plan = options.plan;
    this.#subscription = options.subscription;
    this.#response = options.response;
    this.#heartbeat = options.heartbeatEvent ? HEARTBEAT_EVENT : HEARTBEAT_COMMENT;
    this.#watchCredential = options.watchCredential;
  }

  async run(headers: Record<string, string>, wheel: HeartbeatWheel): Promise<void> {
    const response = this.#response;
    // The client closed the connection before the stream began, so no 'close' event will follow.
    if (response.destroyed) return this.#subscription[Symbol.asyncDispose]();
    const leaveWheel = wheel.add(this);
    const unwatch = this.#watchCredential(() => this.#sayGoodbye('auth_expired'));
    response.on('close', () => {
      leaveWheel();
      unwatch();
      void this.#subscription[Symbol.asyncDispose]();
      this.#continue();
    });
    response.on('drain', () => this.#continue());
    // The connection may break at any write. A 'close' event follows.
    response.on('error', () => {});
    response.writeHead(200, headers);
    const { id, data } = this.#plan.greet();
    response.write(`retry: ${RETRY_MS}\n${formatControlFrame('connected', data, id)}`);
    try {
      await this.#pump();
    } catch (error) {
      response.destroy();
      throw error;
    }
  }

  /** The hub has ended the subscription while the reader may still be blocked in a write. */
  onHubEnd(): void {
    if (this.#subscription.ended === 'overflow') this.#response.destroy();
  }

  beat(): void {
    if (!this.#response.writableNeedDrain) {
      this.#silentRounds = 0;
      this.#response.write(this.#heartbeat);
      return;
    }
    this.#silentRounds += 1;
    if (this.#silentRounds >= SILENT_ROUNDS) this.#response.destroy();
  }

  async #pump(): Promise<void> {
    const response = this.#response;
    for (;;) {
      const batch = await this.#subscription.nextBatch();
      if (batch === null) break;
      if (this.#write(batch) === 'done') return void response.end();
      if (response.writableNeedDrain) await new Promise<void>((resolve) => (this.#resume = resolve));
    }
    if (this.#subscription.ended !== 'draining') return void response.destroy();
    this.#sayGoodbye('deploy');
  }

  /** A reader that has stopped reading would not read this event either, so its connection is closed. */
  #sayGoodbye(reason: 'deploy' | 'auth_expired'): void {
    if (reason === 'auth_expired' && this.#response.writableNeedDrain) return void this.#response.destroy();
    this.#response.end(formatControlFrame('disconnecting', { reason, retry_ms: RECONNECT_MS }));
  }

  #write(batch: readonly StreamItem[]): 'open' | 'done' {
    const { accepts, idleWatch, isReaderOnly } = this.#plan;
    const wanted: StreamItem[] = [];
    for (const item of batch) {
      if (accepts(item.kind === 'recorded' ? item.event.type : item.type))
        wanted.push(isReaderOnly ? withoutWords(item) : item);
      const reason = item.kind === 'recorded' ? (idleWatch?.(item.event) ?? null) : null;
      if (reason === null || item.kind !== 'recorded') continue;
      this.#writeItems(wanted);
      this.#response.write(formatControlFrame('done', { reason }, item.cursor ?? item.event.id));
      return 'done';
    }
    this.#writeItems(wanted);
    return 'open';
  }

  #writeItems(items: readonly StreamItem[]): void {
    const [only] = items;
    if (only === undefined) return;
    if (items.length === 1) this.#response.write(encodeSseItem(only));
    else if (items.length <= SHARED_BATCH) this.#response.write(Buffer.concat(items.map(encodeSseItem)));
    else this.#response.write(items.map(formatSseItem).join(''));
  }

  #continue(): void {
    const resume = this.#resume;
    this.#resume = null;
    resume?.();
  }
}

/** Returns the same item if nothing is withheld, so that readers share its bytes. */
function withoutWords(item: StreamItem): StreamItem {
  if (item.kind !== 'recorded') return item;
  const json = withholdWords(item.event);
  if (json === item.event.json) return item;
  const { bytes: _shared, ...own } = item;
  return { ...own, event: { ...item.event, json } };
}
