import { EventEmitter, once } from 'node:events';
import pg from 'pg';

/** What the sweep writes once a second, whatever else happens: known by the row that it renews. */
const SWEEP = /update processes set lease_expires_at/;

export interface DbWork {
  /** Without BEGIN, COMMIT and the sweep. */
  statements: string[];
  /** Transactions that wrote or locked a row, without the sweep's: from PostgreSQL's own counter. */
  writingCommits: number;
}

/** Counts what one process in here asks of its database. No other process may write to the server meanwhile. */
export class StatementCounter implements AsyncDisposable {
  readonly #client: pg.Client;
  readonly #sweeps = new EventEmitter();
  #statements: string[] = [];
  #sweepCount = 0;

  /** `onStatement` of the control plane. */
  readonly onStatement = (sql: string): void => {
    if (SWEEP.test(sql)) {
      this.#sweepCount += 1;
      this.#sweeps.emit('sweep');
    } else if (sql !== 'begin' && sql !== 'commit' && sql !== 'rollback') {
      this.#statements.push(sql);
    }
  };

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(databaseUrl: string): Promise<StatementCounter> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    return new StatementCounter(client);
  }

  /** Counts until `work` has ended and everything that it set going is written. */
  async during(work: () => Promise<unknown>): Promise<DbWork> {
    const transactions = await this.#readTransactionCount();
    const sweeps = this.#sweepCount;
    this.#statements = [];
    await work();
    const written = (await this.#readTransactionCount()) - transactions;
    return { statements: [...this.#statements], writingCommits: written - (this.#sweepCount - sweeps) };
  }

  /** The statements between one sweep and the `count`th after it, and the milliseconds that took. */
  async duringSweeps(count: number): Promise<{ statements: string[]; elapsedMs: number }> {
    await once(this.#sweeps, 'sweep');
    const startedAt = performance.now();
    this.#statements = [];
    for (let sweep = 0; sweep < count; sweep += 1) await once(this.#sweeps, 'sweep');
    return { statements: [...this.#statements], elapsedMs: performance.now() - startedAt };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }

  /** Transaction ids are given to those that write, and to nobody else. */
  async #readTransactionCount(): Promise<number> {
    const { rows } = await this.#client.query<{ xmax: string }>(
      'select pg_snapshot_xmax(pg_current_snapshot())::text as xmax',
    );
    return Number(rows[0]?.xmax);
  }
}
