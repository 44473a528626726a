import { createHash } from 'node:crypto';
import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { isSameActing, orgOf, type Acting } from '../kernel/acting.ts';

/** Hears of every statement, and of every one that failed. */
export interface StatementObserver {
  onStatement?: ((sql: string) => void) | undefined;
  onFailure?: (error: unknown) => void;
}

export interface ConnectionOptions {
  observer: StatementObserver;
  /**
   * Settings that each transaction makes for itself, behind a pooler that keeps none between them. It keeps no prepared statements either,
   * so statements have no names then and are planned each time. Null: the connection has its settings since its start.
   */
  settings: Readonly<Record<string, string | number>> | null;
  /** Tells in whose name a connection is taken. Null: its statements have the rights of the login. */
  acting: (() => Acting) | null;
}

/** `$1` is the role, and `$2` the organization that the policies compare with. */
export const BECOME = `select set_config('role', $1, false), set_config('everruns.org_id', $2, false)`;

/**
 * A pooled connection that saves round trips: BEGIN waits for the first statement and leaves in the same packet, as COMMIT does with
 * the statement of `executeLast`, and as a change of the role does with what runs in it. Every statement with values is prepared under a
 * name derived from its text.
 */
export class PipelinedConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #observer: StatementObserver;
  /** The text that begins a transaction with its settings. Null: connections have them. */
  readonly #beginWithSettings: string | null;
  /** In whose name this connection was taken, and in whose name its last statement ran. Null: that of the login. */
  #wanted: Acting | null = null;
  #acting: Acting | null = null;
  /** The change of the role, sent and not yet known to have succeeded. */
  #becoming: Promise<unknown> | null = null;
  #isInTransaction = false;
  #isHoldingBegin = false;
  #sentCommit: Promise<pg.QueryResult> | null = null;
  #isBroken = false;

  constructor(client: pg.PoolClient, { observer, settings }: Omit<ConnectionOptions, 'acting'>) {
    this.#client = client;
    this.#observer = observer;
    const set = Object.entries(settings ?? {}).map(([name, value]) => `set local ${name} = '${value}'`);
    this.#beginWithSettings = settings === null ? null : ['begin', ...set].join('; ');
  }

  /** The statements until the next call, and a transaction to its end, run in this name. */
  actAs(acting: Acting | null): void {
    this.#wanted = acting;
  }

  executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#isInTransaction) return this.#execute(sql, () => this.#send(sql, parameters));
    if (this.#beginWithSettings !== null) return this.#execute(sql, () => this.#sendAlone(sql, parameters));
    return this.#execute(sql, () => {
      this.#become();
      return this.#send(sql, parameters);
    });
  }

  /** Runs a transaction's last statement: COMMIT travels with it. If the statement fails, that COMMIT rolls back. */
  executeLast<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#execute(sql, () => {
      const result = this.#send(sql, parameters);
      this.#sentCommit = handled(this.#send('commit', []));
      return result;
    });
  }

  streamQuery(): never {
    throw new TypeError('This driver has no cursors: read a page at a time.');
  }

  begin(): void {
    this.#observer.onStatement?.('begin');
    this.#client.connection.stream.cork();
    this.#isHoldingBegin = true;
    this.#isInTransaction = true;
    // Inside the transaction, a rollback would take the role back.
    if (this.#beginWithSettings === null) this.#become();
    // It fails only together with its connection, or for a role that is gone, and then the statement behind it fails too.
    void handled(this.#send(this.#begin(), []));
  }

  async commit(): Promise<void> {
    const { command } = await this.#end('commit');
    // PostgreSQL answers so when an earlier statement has failed.
    if (command === 'ROLLBACK') throw new AbortedTransactionError();
  }

  async rollback(): Promise<void> {
    try {
      await this.#end('rollback');
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }

  release(): void {
    this.#client.release(this.#isBroken);
  }

  async #end(sql: 'commit' | 'rollback'): Promise<pg.QueryResult> {
    this.#observer.onStatement?.(sql);
    this.#isInTransaction = false;
    const sent = this.#sentCommit;
    this.#sentCommit = null;
    return sent ?? this.#inOnePacket(() => this.#send(sql, []));
  }

  async #execute<Row>(sql: string, send: () => Promise<pg.QueryResult>): Promise<QueryResult<Row>> {
    this.#observer.onStatement?.(sql);
    try {
      const sent = handled(this.#inOnePacket(send));
      if (this.#becoming !== null) await this.#hasBecome(this.#becoming);
      const { command, rowCount, rows } = await sent;
      return { rows, ...(WRITES.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
    } catch (error) {
      this.#observer.onFailure?.(error);
      throw withCallers(error);
    }
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

  /** Sends the change of the role, if there is one, ahead of a statement in the same packet. */
  #become(): void {
    const wanted = this.#wanted;
    if (wanted === null || isSameActing(wanted, this.#acting)) return;
    this.#acting = wanted;
    this.#observer.onStatement?.(BECOME);
    this.#becoming = handled(this.#send(BECOME, [wanted.role, orgOf(wanted)]));
  }

  /** A statement whose role could not be taken has run in another one: nobody gets its rows, and the connection is given up. */
  async #hasBecome(becoming: Promise<unknown>): Promise<void> {
    this.#becoming = null;
    try {
      await becoming;
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }

  /** The text that begins a transaction. Behind a pooler it sets the role too, for this transaction alone. */
  #begin(): string {
    if (this.#beginWithSettings === null) return 'begin';
    return this.#wanted === null
      ? this.#beginWithSettings
      : `${this.#beginWithSettings}; ${becomeLocally(this.#wanted)}`;
  }

  /** Sends a statement in a transaction of its own, in one packet. */
  #sendAlone(sql: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    void handled(this.#send(this.#begin(), []));
    const result = handled(this.#send(sql, values));
    const committed = handled(this.#send('commit', []));
    return committed.then(
      () => result,
      // The statement’s own error says more than that of the commit behind it.
      (error: unknown) => result.then(() => Promise.reject(error)),
    );
  }

  #send(sql: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    // Each role has a plan of its own: one plan for several roles would be made anew each time that the role changes.
    const name = this.#beginWithSettings === null ? { name: `${statementName(sql)}${this.#acting?.role ?? ''}` } : {};
    const query = values.length === 0 ? { text: sql } : { ...name, text: sql, values: [...values] };
    // Uses a callback, because pg's own promise ties each result to the next, and all of them survive until a full garbage collection.
    return new Promise((resolve, reject) => {
      this.#client.query(query, (error: Error | null | undefined, result) => (error ? reject(error) : resolve(result)));
    });
  }
}

/** Kysely's driver over a pool of pipelined connections. Transactions have the database's default isolation. */
export class PipelinedDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #options: ConnectionOptions;

  constructor(pool: pg.Pool, options: ConnectionOptions) {
    this.#pool = pool;
    this.#options = options;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PipelinedConnection> {
    // The caller is known before the wait.
    const acting = this.#options.acting?.() ?? null;
    const client = await this.#pool.connect();
    const connection = connections.get(client) ?? new PipelinedConnection(client, this.#options);
    connections.set(client, connection);
    connection.actAs(acting);
    return connection;
  }

  async beginTransaction(connection: PipelinedConnection): Promise<void> {
    connection.begin();
  }

  commitTransaction(connection: PipelinedConnection): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: PipelinedConnection): Promise<void> {
    return connection.rollback();
  }

  async releaseConnection(connection: PipelinedConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

/** One for each client, for as long as the client lives. */
const connections = new WeakMap<pg.PoolClient, PipelinedConnection>();

/** Names and UUIDs only, so that nothing here has to be quoted. */
function becomeLocally(acting: Acting): string {
  const orgId = orgOf(acting);
  if (!/^[0-9a-f-]*$/i.test(orgId)) throw new TypeError('an organization is named by its UUID');
  return `set local role ${acting.role}; set local everruns.org_id = '${orgId}'`;
}

const WRITES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** The stack of the driver's errors begins at the socket. This adds the stack of the caller. */
function withCallers(error: unknown): unknown {
  if (error instanceof Error)
    error.stack = `${error.stack ?? error.message}\n${new Error().stack?.split('\n').slice(1).join('\n')}`;
  return error;
}

/** A promise whose rejection may be looked at later or never. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

const MAX_NAMES = 2_000;
const names = new Map<string, string>();

function statementName(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = createHash('sha1').update(sql).digest('base64url');
    if (names.size < MAX_NAMES) names.set(sql, name);
  }
  return name;
}
