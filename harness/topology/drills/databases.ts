import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { mountDisk, type SmallDisk } from '../../dev/mount-disk.ts';
import { queryPostgres } from '../../dev/query-postgres.ts';
import type { Load } from '../load/load.ts';
import { beyondBound, like, type Drill, type Late } from './drill.ts';
import { strikeDrill, timed } from './strike-drill.ts';

const READ_ONLY_MS = 20_000;
const TAKEN_MS = 25_000;
const RETAKE_EVERY_MS = 20;
const FULL_MS = 30_000;
/** The server with the product's database and Temporal's. */
const DISK_MB = 1_500;
/** More than the product and Temporal open. */
const MOST_CONNECTIONS = 160;

/** Ends the connections of the product, and no others. */
const CUT = `select count(pg_terminate_backend(pid))::int from pg_stat_activity where application_name like 'everruns%'`;

const readOnly = strikeDrill({
  name: 'read-only',
  says: 'the database takes no writes for 20 s',
  boundMs: (awayMs) => awayMs + 12_000,
  async strike({ postgres: { url } }) {
    const set = (value: string) => `alter database postgres set default_transaction_read_only = ${value}`;
    const awayMs = await timed(async () => {
      await queryPostgres(url, set('on'));
      await queryPostgres(url, CUT);
      await sleep(READ_ONLY_MS);
      await queryPostgres(writing(url), set('off'));
      await queryPostgres(url, CUT);
    });
    return { says: 'default_transaction_read_only', awayMs };
  },
});

/** A session may write although its database does not. */
function writing(url: string): string {
  const one = new URL(url);
  one.searchParams.set('options', '-c default_transaction_read_only=off');
  return one.href;
}

const connectionsTaken = strikeDrill({
  name: 'connections-taken',
  says: 'another program takes every connection that PostgreSQL has, for 25 s',
  prepare: async () => like({ postgresSettings: { max_connections: String(MOST_CONNECTIONS) } }),
  boundMs: (awayMs) => awayMs + 12_000,
  async strike({ postgres: { url } }) {
    await using taken = new AsyncDisposableStack();
    const first = await take(url, taken);
    const awayMs = await timed(async () => {
      while ((await take(url, taken)) !== null);
      await first?.query(CUT);
      const over = performance.now() + TAKEN_MS;
      // Whatever the product gives back is taken too.
      while (performance.now() < over) if ((await take(url, taken)) === null) await sleep(RETAKE_EVERY_MS);
      await taken.disposeAsync();
    });
    return { says: 'every connection taken', awayMs };
  },
});

/** Opens a connection. Null: there are no more. */
async function take(url: string, taken: AsyncDisposableStack): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch {
    return null;
  }
  taken.defer(() => client.end());
  return client;
}

const defaultConnections = strikeDrill({
  name: 'default-connections',
  says: 'three control planes and Temporal share the 100 connections that PostgreSQL has by default',
  prepare: async () => like({ controlPlanes: 3, proxy: 'node', postgresSettings: { max_connections: '100' } }),
  boundMs: () => 10_000,
  strike: async () => ({ says: 'no fault', awayMs: 0 }),
  look: (_topology, load) => findRefused(load),
});

/** Without a fault no request may be answered with 5xx. */
function findRefused({ journal }: Load): Late[] {
  const refused = journal.filter(({ status }) => status === null || status >= 500);
  return refused.length === 0 ? [] : [beyondBound(`${refused.length} posts were refused without a fault`)];
}

let disk: SmallDisk | null = null;
const diskFull = strikeDrill({
  name: 'disk-full',
  says: 'the disk of PostgreSQL is full for 30 s',
  async prepare() {
    const mounted = mountDisk(DISK_MB);
    disk = mounted;
    if (mounted === null) return null;
    return {
      options: { postgresFolder: mounted.folder },
      [Symbol.asyncDispose]: async () => mounted[Symbol.dispose](),
    };
  },
  boundMs: (awayMs) => awayMs + 15_000,
  async strike({ postgres }) {
    const awayMs = await timed(async () => {
      disk?.fill();
      await sleep(FULL_MS);
      disk?.empty();
      // A server that could not write its log has ended.
      await queryPostgres(postgres.url, 'select 1').catch(() => postgres.restart());
    });
    return { says: 'no room on the disk', awayMs };
  },
});

const failover = strikeDrill({
  name: 'failover',
  says: 'the primary is killed and its standby promoted; Temporal has a PostgreSQL of its own',
  prepare: async () => like({ hasStandby: true }),
  boundMs: (awayMs) => awayMs + 13_000,
  async strike(topology) {
    const { standby, postgres } = topology;
    if (standby === null) throw new Error('the cluster has no standby');
    const awayMs = await timed(async () => {
      await postgres.kill();
      await standby.promote();
    });
    return { says: 'kill -9 of the primary', awayMs };
  },
});

export const databases: readonly Drill[] = [readOnly, connectionsTaken, defaultConnections, diskFull, failover];
