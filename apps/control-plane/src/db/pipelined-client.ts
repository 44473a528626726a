import { createHash } from 'node:crypto';
import type { PostgresPoolClient } from 'kysely';
import type pg from 'pg';

const LAST = '/* last */ ';

/** Marks a transaction's last statement: COMMIT travels with it. Should it fail, that COMMIT rolls back. */
export function asLastStatement(sql: string): string {
  return LAST + sql;
}

/**
 * A pooled connection that saves round trips: BEGIN waits for the first statement and leaves in the same packet, as COMMIT does with
 * a statement that is marked as the last. Every statement with values is prepared under a name derived from its text.
 */
export class PipelinedClient {
  readonly #client: pg.PoolClient;
  readonly #onStatement: ((sql: string) => void) | undefined;
  #isHoldingBegin = false;
  #sentCommit: Promise<pg.QueryResult> | null = null;

  constructor(client: pg.PoolClient, onStatement: ((sql: string) => void) | undefined) {
    this.#client = client;
    this.#onStatement = onStatement;
  }

  async query(sql: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    this.#onStatement?.(sql);
    if (sql === 'begin') return this.#holdBegin();
    const commit = this.#sentCommit;
    this.#sentCommit = null;
    if (commit !== null && (sql === 'commit' || sql === 'rollback')) return commit;
    return this.#inOnePacket(() => {
      const result = this.#send(sql, values);
      if (sql.startsWith(LAST)) this.#sentCommit = handled(this.#send('commit', []));
      return result;
    });
  }

  release(error?: boolean | Error): void {
    this.#client.release(error);
  }

  get processID(): number | undefined {
    return (this.#client as { processID?: number }).processID;
  }

  #holdBegin(): pg.QueryResult {
    this.#client.connection.stream.cork();
    this.#isHoldingBegin = true;
    // It fails only with its connection, and then the statement behind it fails too.
    void handled(this.#send('begin', []));
    return { command: 'BEGIN', rowCount: null, oid: 0, fields: [], rows: [] };
  }

  #inOnePacket<T>(send: () => T): T {
    const { stream } = this.#client.connection;
    if (!this.#isHoldingBegin) stream.cork();
    this.#isHoldingBegin = false;
    try {
      return send();
    } finally {
      stream.uncork();
    }
  }

  #send(sql: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const query = values.length === 0 ? { text: sql } : { name: statementName(sql), text: sql, values: [...values] };
    // By callback: a promise of pg's own ties each result to the next, and all of them survive until a full collection.
    return new Promise((resolve, reject) => {
      this.#client.query(query, (error: Error | null | undefined, result) => (error ? reject(error) : resolve(result)));
    });
  }
}

/** One wrapper a connection, for as long as that lives. */
const wrapped = new WeakMap<pg.PoolClient, PipelinedClient>();

/** Kysely asks less of a client than its type says: `query`, `release` and `processID`. */
export function pipelined(client: pg.PoolClient, onStatement: ((sql: string) => void) | undefined): PostgresPoolClient {
  let wrapper = wrapped.get(client);
  if (wrapper === undefined) {
    wrapper = new PipelinedClient(client, onStatement);
    wrapped.set(client, wrapper);
  }
  return wrapper as unknown as PostgresPoolClient;
}

/** A promise whose rejection somebody may look at, later or never. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

const NAMES_AT_MOST = 2_000;
const names = new Map<string, string>();

function statementName(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = createHash('sha1').update(sql).digest('base64url');
    if (names.size < NAMES_AT_MOST) names.set(sql, name);
  }
  return name;
}
