import { randomBytes } from 'node:crypto';
import { LEASE_SECONDS } from '../../ports/process-context.ts';
import type { OrganizationId } from '@everruns/schemas';
import type pg from 'pg';
import type { Logger } from 'pino';
import { createClient, suspectHost } from '../../../db/hosts/open-client.ts';
import type { SharedUse } from '../../../limits/shared-use.ts';

/** What processes tell each other with their leases. */
export interface LeaseExchange {
  /** What this process tells, as JSON. */
  describe(this: void): string;
  /** Takes what the others tell, and the limits that the operator has set: organization, name and value. */
  learn(this: void, others: SharedUse[], limits: [OrganizationId, string, number][]): void;
}

export interface LeaseDeps {
  url: string;
  processId: string;
  runsTurns: boolean;
  /** The role that the connection takes. Null: it has the rights of its login. */
  role?: string | null;
  /** No other process can use this database, so whatever is registered in it belongs to a process that has died. */
  ownsDatabase?: boolean;
  log: Logger;
  exchange?: LeaseExchange;
  /** Milliseconds on a monotonic clock. */
  monotonic(this: void): number;
  /** Milliseconds between attempts to get the lease back. */
  retryMs?: number;
  /** Milliseconds between renewals. */
  renewEveryMs?: number;
}

const RENEW_EVERY_MS = 3_000;
/** The longest wait for one answer of the database while the lock is taken; then another connection is tried. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * A process's lease: a row that expires by the database's clock, and an advisory lock on a connection of its own. The lock is released the
 * moment the process dies. The row is renewed by a timer on that connection, so that no work of this process delays it (E32). While the
 * connection is lost, or the process could not renew in time, the lease counts as lost.
 */
export class ProcessLease implements AsyncDisposable {
  readonly #deps: LeaseDeps;
  #lockKey = 0n;
  #client: pg.Client | null = null;
  #closed = false;
  #wasHeld = false;
  /** On the monotonic clock: the lease lasts from here. */
  #renewedAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;
  #waiters: (() => void)[] = [];

  constructor(deps: LeaseDeps) {
    this.#deps = deps;
  }

  isHeld(): boolean {
    return this.#client !== null && this.#deps.monotonic() - this.#renewedAtMs < LEASE_SECONDS * 1_000;
  }

  /** Resolves once the lease is held, again if it was lost. */
  async held(signal?: AbortSignal): Promise<void> {
    if (this.isHeld()) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiters.push(resolve);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  /** Takes the lock, then the row. Throws when the database cannot be reached. */
  async acquire(): Promise<void> {
    const client = createClient(this.#deps.url, {
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
    this.#release();
    this.#renewLater(client);
  }

  /** Gives up the lease at once, so that others need not wait until it expires. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.query('delete from processes where id = $1', [this.#deps.processId]).catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  /** Each acquisition uses another lock key: the server may not have noticed yet that the connection which holds the last one is gone. */
  async #takePlace(client: pg.Client): Promise<void> {
    const { role } = this.#deps;
    if (role != null) await client.query(`set role ${role}`);
    this.#lockKey = randomBytes(8).readBigInt64BE() & 0x3fff_ffff_ffff_ffffn;
    await client.query('select pg_advisory_lock($1)', [this.#lockKey]);
    if (this.#deps.ownsDatabase === true && !this.#wasHeld) await client.query('delete from processes');
    this.#wasHeld = true;
    await this.#writeRow(client);
    await client.query(`delete from processes where lease_expires_at < now() - interval '1 hour'`);
  }

  /** A renewal that was answered too late holds nothing. */
  #release(): void {
    if (!this.isHeld()) return;
    for (const waiter of this.#waiters.splice(0)) waiter();
  }

  /** A renewal that fails ends the connection, and with it the lease. */
  #renewLater(client: pg.Client): void {
    this.#timer = setTimeout(() => {
      this.#writeRow(client).then(
        () => {
          if (this.#client !== client) return;
          this.#release();
          this.#renewLater(client);
        },
        (error: unknown) => {
          if (this.#client === client) this.#deps.log.warn({ err: error }, 'The lease could not be renewed.');
          suspectHost(this.#deps.url);
          this.#lost(client);
          client.end().catch(() => undefined);
        },
      );
    }, this.#deps.renewEveryMs ?? RENEW_EVERY_MS);
  }

  async #writeRow(client: pg.Client): Promise<void> {
    const askedAtMs = this.#deps.monotonic();
    const { exchange } = this.#deps;
    const { rows } = await client.query<{ others: SharedUse[]; limits: [OrganizationId, string, number][] }>(
      `insert into processes (id, lock_key, runs_turns, lease_expires_at, use)
       values ($1, $2, $3, now() + ${LEASE_SECONDS} * interval '1 second', $4)
       on conflict (id) do update set lock_key = excluded.lock_key, lease_expires_at = excluded.lease_expires_at, use = excluded.use,
         registered_at = case processes.lock_key when excluded.lock_key then processes.registered_at else now() end
       returning (select coalesce(json_agg(p.use), '[]') from processes p
           where p.id <> $1 and p.use is not null and p.lease_expires_at > now()) as others,
         (select coalesce(json_agg(json_build_array(l.org_id, l.name, l.value)), '[]') from org_limits l) as limits`,
      [this.#deps.processId, this.#lockKey, this.#deps.runsTurns, exchange?.describe() ?? null],
    );
    const [row] = rows;
    if (row !== undefined) exchange?.learn(row.others, row.limits);
    this.#renewedAtMs = askedAtMs;
  }

  #lost(client: pg.Client): void {
    if (this.#closed || (this.#client !== client && this.#client !== null)) return;
    const wasHeld = this.#client === client;
    this.#client = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (!wasHeld) return;
    this.#deps.log.warn('The connection of the lease was lost. This process takes no new work until it is back.');
    this.#comeBack();
  }

  #comeBack(): void {
    if (this.#closed) return;
    this.acquire().catch(() => setTimeout(() => this.#comeBack(), this.#deps.retryMs ?? 250));
  }
}
