import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { queryPostgres } from '../../dev/query-postgres.ts';
import { ApiClient } from '../../dev/api-client.ts';
import type { StackProcess } from '../../dev/child-process.ts';
import { startStack, type Stack, type StackProxies } from '../../dev/stack.ts';
import { startLinkProxy, type LinkProxy, type Weather } from '../nemesis/link-proxy.ts';
import { startPostgresProxy, type PostgresProxy } from '../nemesis/postgres-proxy.ts';
import type { Random } from '../program/random.ts';
import { Outside } from './outside.ts';

export type RunnerName = 'local' | 'temporal';
/** The parts of the product between which a proxy runs. */
export type LinkKind = 'postgres' | 'model' | 'grpc' | 'temporal';

export interface ArenaSize {
  controlPlanes: number;
  workers: number;
}

export interface ArenaOptions extends ArenaSize {
  /** The silence of a worker after which Temporal gives its atom to another one; 15 s if absent. */
  heartbeatTimeoutMs?: number;
}

const CLOCK_JUMP = new URL('../nemesis/clock-jump.ts', import.meta.url).pathname;
/** Longer waits park, so that programs of a few seconds meet parked turns. */
const INLINE_WAIT_MS = '1500';
/** Everything that a webhook can be told of. */
const TOLD = ['turn.completed', 'turn.failed', 'session.requires_action', 'approval.requested', 'subagent.failed'];

/**
 * A stack that survives many strikes: control planes and workers with a proxy between any two parts, and PostgreSQL with fsync.
 */
export class Arena implements AsyncDisposable {
  readonly runner: RunnerName;
  readonly stack: Stack;
  /** One proxy for each control plane; they observe the end of transactions. */
  readonly proxies: readonly PostgresProxy[];
  readonly links: Readonly<Record<LinkKind, readonly LinkProxy[]>>;
  readonly outside: Outside;
  readonly #clockDir: string;
  /** The address of each worker's control plane when all take part. */
  readonly #grpcTargets: readonly string[];
  #size: ArenaSize;
  readonly #jumped = new Set<StackProcess>();
  #isPostgresDown = false;
  #isTemporalDown = false;

  static async start(runner: RunnerName, options: ArenaOptions): Promise<Arena> {
    const { heartbeatTimeoutMs, ...size } = options;
    const proxies: PostgresProxy[] = [];
    const links: Record<LinkKind, LinkProxy[]> = { postgres: [], model: [], grpc: [], temporal: [] };
    const through = async (kind: LinkKind, address: string, index = 0): Promise<string> => {
      const link = await startLinkProxy(address);
      links[kind][index] = link;
      return link.address;
    };
    const throughUrl = async (kind: LinkKind, address: string, index = 0): Promise<string> => {
      const url = new URL(address);
      url.host = await through(kind, url.host, index);
      return url.href.replace(/\/$/, '');
    };
    const stackProxies: StackProxies = {
      async postgres(url, index) {
        const proxy = await startPostgresProxy(url);
        proxies[index] = proxy;
        return throughUrl('postgres', proxy.url, index);
      },
      model: (url) => throughUrl('model', url),
      grpc: (address, worker) => through('grpc', address, worker),
      temporal: (address) => through('temporal', address),
    };
    const clockDir = await mkdtemp(path.join(tmpdir(), 'everruns-clock-'));
    const stack = await startStack({
      runner,
      ...size,
      postgresSettings: { fsync: 'on', synchronous_commit: 'on' },
      env: {
        LOG_LEVEL: 'info',
        INLINE_WAIT_MS,
        CLOCK_DIR: clockDir,
        NODE_OPTIONS: `--import=${CLOCK_JUMP}`,
        ...(heartbeatTimeoutMs === undefined ? {} : { HEARTBEAT_TIMEOUT_MS: String(heartbeatTimeoutMs) }),
      },
      proxies: stackProxies,
    });
    const outside = await Outside.start();
    const body = { url: outside.webhookUrl, events: TOLD };
    await new ApiClient(stack.urls).json('POST', '/v1/webhooks', { body });
    return new Arena(runner, { stack, proxies, links, outside, clockDir, size });
  }

  private constructor(
    runner: RunnerName,
    parts: Pick<Arena, 'stack' | 'proxies' | 'links' | 'outside'> & { clockDir: string; size: ArenaSize },
  ) {
    this.runner = runner;
    this.stack = parts.stack;
    this.proxies = parts.proxies;
    this.links = parts.links;
    this.outside = parts.outside;
    this.#clockDir = parts.clockDir;
    this.#size = parts.size;
    this.#grpcTargets = parts.links.grpc.map((link) => link.target);
  }

  /** Returns the control planes that take part now; the others are down. */
  get controlPlanes(): StackProcess[] {
    return this.stack.controlPlanes.slice(0, this.#size.controlPlanes);
  }

  get workers(): StackProcess[] {
    return this.stack.workers.slice(0, this.#size.workers);
  }

  get urls(): string[] {
    return this.stack.urls.slice(0, this.#size.controlPlanes);
  }

  /** Sets how many processes of each kind take part. Workers connect to a control plane that does. */
  async resize(size: ArenaSize): Promise<void> {
    this.#size = size;
    const { controlPlanes, workers } = this.stack;
    const leaving = [...controlPlanes.slice(size.controlPlanes), ...workers.slice(size.workers)];
    await Promise.all(leaving.map((process) => process.kill()));
    for (const [index, link] of this.links.grpc.entries())
      link.target = this.#grpcTargets[index % size.controlPlanes] ?? link.target;
    await this.heal();
  }

  get isPostgresDown(): boolean {
    return this.#isPostgresDown;
  }

  async killPostgres(): Promise<void> {
    if (this.#isPostgresDown) return;
    this.#isPostgresDown = true;
    await this.stack.postgres.kill();
  }

  async killTemporal(): Promise<void> {
    this.#isTemporalDown = true;
    await this.stack.temporal?.kill();
  }

  setWeather(links: readonly LinkProxy[], weather: Weather): void {
    for (const link of links) link.setWeather(weather);
  }

  /** Offsets the wall clock of a process by this many milliseconds from the real one. */
  async setClock(process: StackProcess, shiftMs: number): Promise<void> {
    await writeFile(path.join(this.#clockDir, String(process.pid)), String(shiftMs));
    await process.kill('SIGUSR2');
    this.#jumped.add(process);
  }

  /** Corrects every clock. */
  async settleClocks(): Promise<void> {
    for (const process of this.#jumped) if (process.isRunning()) await this.setClock(process, 0);
    this.#jumped.clear();
  }

  /** Restarts the processes that are down, and ends all weather. */
  async heal(): Promise<void> {
    for (const proxy of this.proxies) proxy.onCommitted = null;
    for (const links of Object.values(this.links)) this.setWeather(links, {});
    if (this.#isPostgresDown) await this.stack.postgres.restart();
    this.#isPostgresDown = false;
    if (this.#isTemporalDown) await this.stack.temporal?.restart();
    this.#isTemporalDown = false;
    const processes = [...this.controlPlanes, ...this.workers];
    await Promise.all(processes.filter((process) => !process.isRunning()).map((process) => process.start()));
  }

  /** Returns the processes that run turns of these sessions: the control plane with the most claims, or one or all workers. */
  async findExecutors(sessionIds: readonly string[], random: Random): Promise<StackProcess[]> {
    const { controlPlanes, workers } = this;
    const isAll = random.chance(0.5);
    if (this.runner === 'temporal') {
      const index = random.between(0, workers.length - 1);
      return isAll ? workers : workers.slice(index, index + 1);
    }
    const index = random.between(0, controlPlanes.length - 1);
    const claimer = await this.#findClaimer(sessionIds);
    return controlPlanes.slice(claimer ?? index, (claimer ?? index) + 1);
  }

  /** The advisory lock of the claiming process identifies its connection, and the connection identifies its proxy. */
  async #findClaimer(sessionIds: readonly string[]): Promise<number | undefined> {
    if (this.#isPostgresDown) return undefined;
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

  /** Queries PostgreSQL itself, bypassing the proxies. */
  query<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]> {
    return queryPostgres<Row>(this.stack.postgres.url, sql, values);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stack[Symbol.asyncDispose]();
    await this.outside[Symbol.asyncDispose]();
    const links = Object.values(this.links).flat();
    await Promise.all([...this.proxies, ...links].map((proxy) => proxy[Symbol.asyncDispose]()));
    await rm(this.#clockDir, { recursive: true, force: true });
  }
}
