import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';

export interface LeaseDeps {
  url: string;
  processId: string;
  runsTurns: boolean;
  /** No other process can use this database, so whatever is registered in it belongs to a process that has died. */
  ownsDatabase?: boolean;
  log: Logger;
  /** Milliseconds between attempts to get the lease back. */
  retryMs?: number;
}

const LEASE_SECONDS = 10;
/** The longest wait for one answer of the database while the lock is taken; then another connection is tried. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * A process's lease: a row that expires by the database's clock, and an advisory lock on a connection of its own. The lock is released the
 * moment the process dies. While the connection is lost, the lease counts as lost too.
 */
export class ProcessLease implements AsyncDisposable {
  readonly #deps: LeaseDeps;
  #lockKey = 0n;
  #client: pg.Client | null = null;
  #closed = false;
  #wasHeld = false;
  #waiters: (() => void)[] = [];

  constructor(deps: LeaseDeps) {
    this.#deps = deps;
  }

  isHeld(): boolean {
    return this.#client !== null;
  }

  /** Resolves once the lease is held, again if it was lost. */
  async held(signal?: AbortSignal): Promise<void> {
    if (this.#client !== null) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiters.push(resolve);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  /** Takes the lock, then the row. Throws when the database cannot be reached. */
  async acquire(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#deps.url,
      keepAlive: true,
      application_name: 'everruns-lease',
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    try {
      await client.connect();
      await this.#takePlace(client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.#closed) return client.end();
    this.#client = client;
    for (const waiter of this.#waiters.splice(0)) waiter();
  }

  /** Writes the row again after the sweep found it missing. */
  async renew(): Promise<void> {
    if (this.#client !== null) await this.#writeRow(this.#client);
  }

  /** Gives up the lease at once, so that others need not wait until it expires. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const client = this.#client;
    this.#client = null;
    await client?.query('delete from processes where id = $1', [this.#deps.processId]).catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  /** Each acquisition uses another lock key: the server may not have noticed yet that the connection which holds the last one is gone. */
  async #takePlace(client: pg.Client): Promise<void> {
    this.#lockKey = randomBytes(8).readBigInt64BE() & 0x3fff_ffff_ffff_ffffn;
    await client.query('select pg_advisory_lock($1)', [this.#lockKey]);
    if (this.#deps.ownsDatabase === true && !this.#wasHeld) await client.query('delete from processes');
    this.#wasHeld = true;
    await this.#writeRow(client);
    await client.query(`delete from processes where lease_expires_at < now() - interval '1 hour'`);
  }

  async #writeRow(client: pg.Client): Promise<void> {
    await client.query(
      `insert into processes (id, lock_key, runs_turns, lease_expires_at) values ($1, $2, $3, now() + ${LEASE_SECONDS} * interval '1 second')
       on conflict (id) do update set lock_key = excluded.lock_key, lease_expires_at = excluded.lease_expires_at,
         registered_at = now()`,
      [this.#deps.processId, this.#lockKey, this.#deps.runsTurns],
    );
  }

  #lost(client: pg.Client): void {
    if (this.#closed || (this.#client !== client && this.#client !== null)) return;
    const wasHeld = this.#client === client;
    this.#client = null;
    if (!wasHeld) return;
    this.#deps.log.warn('The connection of the lease was lost. This process takes no new work until it is back.');
    this.#comeBack();
  }

  #comeBack(): void {
    if (this.#closed) return;
    this.acquire().catch(() => setTimeout(() => this.#comeBack(), this.#deps.retryMs ?? 250));
  }
}
