import pg from 'pg';
import type { StackProcess } from '../../dev/child-process.ts';
import { startStack, type Stack } from '../../dev/stack.ts';
import { startPostgresProxy, type PostgresProxy } from '../nemesis/postgres-proxy.ts';
import type { Random } from '../program/random.ts';

export type RunnerName = 'local' | 'temporal';

/** A stack that lives through many strikes: two control planes behind a proxy each, with Temporal two workers, PostgreSQL with fsync. */
export class Arena implements AsyncDisposable {
  readonly runner: RunnerName;
  readonly stack: Stack;
  readonly proxies: readonly PostgresProxy[];
  #isPostgresDown = false;
  #isTemporalDown = false;

  static async start(runner: RunnerName): Promise<Arena> {
    const proxies: PostgresProxy[] = [];
    const stack = await startStack({
      runner,
      controlPlanes: 2,
      workers: 2,
      postgresSettings: { fsync: 'on', synchronous_commit: 'on' },
      env: { LOG_LEVEL: 'info' },
      async throughProxy(postgresUrl, controlPlane) {
        const proxy = await startPostgresProxy(postgresUrl);
        proxies[controlPlane] = proxy;
        return proxy.url;
      },
    });
    return new Arena(runner, stack, proxies);
  }

  private constructor(runner: RunnerName, stack: Stack, proxies: readonly PostgresProxy[]) {
    this.runner = runner;
    this.stack = stack;
    this.proxies = proxies;
  }

  async killPostgres(): Promise<void> {
    this.#isPostgresDown = true;
    await this.stack.postgres.kill();
  }

  async killTemporal(): Promise<void> {
    this.#isTemporalDown = true;
    await this.stack.temporal?.kill();
  }

  /** Starts again what is down. */
  async heal(): Promise<void> {
    for (const proxy of this.proxies) proxy.onCommitted = null;
    if (this.#isPostgresDown) await this.stack.postgres.restart();
    this.#isPostgresDown = false;
    if (this.#isTemporalDown) await this.stack.temporal?.restart();
    this.#isTemporalDown = false;
    const processes = [...this.stack.controlPlanes, ...this.stack.workers];
    await Promise.all(processes.filter((process) => !process.isRunning()).map((process) => process.start()));
  }

  /** What runs turns of these sessions: the control plane that has claimed most of them, or one or all workers. */
  async findExecutors(sessionIds: readonly string[], random: Random): Promise<StackProcess[]> {
    const { controlPlanes, workers } = this.stack;
    const isAll = random.chance(0.5);
    const index = random.between(0, 1);
    if (this.runner === 'temporal') return isAll ? workers : workers.slice(index, index + 1);
    const claimer = await this.#findClaimer(sessionIds);
    return controlPlanes.slice(claimer ?? index, (claimer ?? index) + 1);
  }

  /** The advisory lock of the claiming process shows its connection, and the connection shows the proxy that it came through. */
  async #findClaimer(sessionIds: readonly string[]): Promise<number | undefined> {
    const [row] = await this.query<{ port: number }>(
      `select a.client_port as port, count(*) from turns t join processes p on p.id = t.claimed_by
       join pg_locks l on l.locktype = 'advisory' and l.objsubid = 1 and ((l.classid::bigint << 32) | l.objid::bigint) = p.lock_key
       join pg_stat_activity a on a.pid = l.pid
       where t.status = 'running' and t.session_id = any($1::uuid[]) group by 1 order by 2 desc limit 1`,
      [sessionIds],
    );
    const index = row === undefined ? -1 : this.proxies.findIndex((proxy) => proxy.hasBackendPort(row.port));
    return index < 0 ? undefined : index;
  }

  /** On PostgreSQL itself, past the proxies. */
  async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.stack.postgres.url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stack[Symbol.asyncDispose]();
    await Promise.all(this.proxies.map((proxy) => proxy[Symbol.asyncDispose]()));
  }
}
