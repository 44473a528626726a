import { EventEmitter, once } from 'node:events';
import pg from 'pg';

/** Matches the statement that the sweep sends once a second in any case, by its beginning. */
const SWEEP = /^with beat as/;

export interface DbWork {
  /** The statements without BEGIN, COMMIT and the sweep. */
  statements: string[];
  /** Transactions that wrote or locked a row, from PostgreSQL's own counter: those of the lease and the sweep too, which are rare. */
  writingCommits: number;
}

/** Counts the statements that one process in here sends to its database. No other process may write to the server meanwhile. */
export class StatementCounter implements AsyncDisposable {
  readonly #client: pg.Client;
  readonly #sweeps = new EventEmitter();
  #statements: string[] = [];

  /** The `onStatement` hook of the control plane. */
  readonly onStatement = (sql: string): void => {
    if (SWEEP.test(sql)) {
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

  /** Counts until `work` has ended and everything that it started is written. */
  async during(work: () => Promise<unknown>): Promise<DbWork> {
    const transactions = await this.#readTransactionCount();
    this.#statements = [];
    await work();
    const written = (await this.#readTransactionCount()) - transactions;
    return { statements: [...this.#statements], writingCommits: written };
  }

  /** Returns the statements between one sweep and the `count`th after it, and the elapsed milliseconds. */
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

  /** PostgreSQL assigns transaction ids only to transactions that write. */
  async #readTransactionCount(): Promise<number> {
    const { rows } = await this.#client.query<{ xmax: string }>(
      'select pg_snapshot_xmax(pg_current_snapshot())::text as xmax',
    );
    return Number(rows[0]?.xmax);
  }
}
