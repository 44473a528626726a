import type { Clock, Ids } from '@everruns/core/catalog';
import { backoffMs } from '@everruns/kernel';
import pg from 'pg';
import type { Logger } from 'pino';
import type { BusHint, EventBus } from '../hub.ts';
import { HintQueue } from './hint-queue.ts';
import { PayloadAssembler, splitPayload } from './payload.ts';

export interface PostgresBusOptions {
  url: string;
  ids: Ids;
  clock: Clock;
  log: Logger;
  /** For how long hints are gathered before one statement sends them. */
  gatherMs?: number;
}

const CHANNEL = 'everruns_events';
const SEND = `select pg_notify('${CHANNEL}', payload) from unnest($1::text[]) as payload`;
const BACKOFF = { firstMs: 50, maxMs: 2_000 };

/** Sends hints over LISTEN/NOTIFY on its own connection, which reconnects by itself. The sweep makes up for lost hints. */
export function createPostgresBus(options: PostgresBusOptions): EventBus {
  return new PostgresBus(options);
}

class PostgresBus implements EventBus {
  readonly #options: PostgresBusOptions;
  readonly #sender: string;
  readonly #listeners = new Set<(hint: BusHint) => void>();
  readonly #queue = new HintQueue();
  readonly #assembler = new PayloadAssembler();
  readonly #closing = new AbortController();
  #isActive = false;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isSending = false;
  #batch = 0;

  constructor(options: PostgresBusOptions) {
    this.#options = options;
    this.#sender = options.ids.uuid();
    void this.#stayConnected();
  }

  setActive(active: boolean): void {
    this.#isActive = active;
  }

  publish(hint: BusHint): void {
    if (!this.#isActive || this.#closing.signal.aborted) return;
    this.#queue.add(hint);
    this.#schedule();
  }

  subscribe(listener: (hint: BusHint) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  #schedule(): void {
    if (this.#timer !== null || this.#isSending || this.#client === null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#send();
    }, this.#options.gatherMs ?? 3);
  }

  async #send(): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    this.#isSending = true;
    try {
      this.#batch += 1;
      const payloads = splitPayload(`${this.#sender}:${this.#batch}`, JSON.stringify(this.#queue.takeAll()));
      await client.query({ name: 'everruns_notify', text: SEND, values: [payloads] });
    } catch (error) {
      this.#options.log.warn({ err: error }, 'Hints to other replicas were lost.');
    } finally {
      this.#isSending = false;
    }
    if (!this.#queue.isEmpty && !this.#closing.signal.aborted) this.#schedule();
  }

  async #stayConnected(): Promise<void> {
    let failures = 0;
    while (!this.#closing.signal.aborted) {
      try {
        await this.#connectUntilLost(() => (failures = 0));
      } catch (error) {
        this.#options.log.warn({ err: error }, 'The bus between replicas cannot reach PostgreSQL.');
      }
      failures += 1;
      await this.#options.clock.sleep(backoffMs(BACKOFF, failures), this.#closing.signal).catch(() => {});
    }
  }

  async #connectUntilLost(onConnected: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'everruns bus',
    });
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
    });
    client.on('notification', (message) => this.#receive(message.payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      if (this.#closing.signal.aborted) return;
      this.#client = client;
      onConnected();
      if (!this.#queue.isEmpty) this.#schedule();
      await lost;
    } finally {
      this.#client = null;
      await client.end().catch(() => {});
    }
  }

  #receive(payload: string): void {
    if (payload.startsWith(this.#sender)) return;
    const json = this.#assembler.add(payload);
    if (json === null) return;
    for (const hint of parseHints(json)) for (const listener of this.#listeners) listener(hint);
  }
}

/** The channel is written only by replicas that share this contract. */
function parseHints(json: string): BusHint[] {
  return JSON.parse(json) as BusHint[];
}
