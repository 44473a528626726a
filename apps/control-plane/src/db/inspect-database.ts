import { messageOf } from '@everruns/kernel';
import { parseDatabaseUrl } from '@everruns/settings';
import { askHosts, type HostState } from './hosts/host-finder.ts';
import { createClient } from './hosts/open-client.ts';
import { findNewer, readApplied } from './applied-migrations.ts';
import { readMigrations } from './migration-files.ts';

/** What an operator has to know of a database before a process uses it. */
export interface DatabaseFacts {
  /** Such as `18.1`. */
  serverVersion: string;
  /** Migrations of this release that are not applied. */
  missing: string[];
  /** Migrations of a newer release that are applied, with which this one can live. */
  newer: string[];
  /** Why this release cannot use the schema, in a sentence; null if it can. */
  refusal: string | null;
  /** Connections that this role may open: those of the server without the reserved ones, or the role's own limit. */
  allowed: number;
  /** Of an address with several hosts: what each of them is. */
  hosts: HostState[];
  /** Whether a commit waits until a standby has it, so that a failover loses nothing that was answered. */
  isSynchronous: boolean;
  /** Open connections of other programs. */
  others: number;
  /** Control planes whose lease counts. */
  replicas: number;
  /** The most that one control plane with this pool opens. */
  perReplica: number;
}

const FACTS = `select current_setting('server_version') as "serverVersion",
  least(
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true)::int, 0),
    (select nullif(rolconnlimit, -1) from pg_roles where rolname = current_user)) as allowed,
  (select count(*)::int from pg_stat_activity
    where backend_type = 'client backend' and application_name not like 'everruns%' and pid <> pg_backend_pid()) as others,
  current_setting('synchronous_standby_names') <> '' as "isSynchronous",
  to_regclass('processes') is not null as "hasProcesses"`;

type Row = Pick<DatabaseFacts, 'serverVersion' | 'allowed' | 'others' | 'isSynchronous'> & {
  hasProcesses: boolean;
};

/** Reads it without changing anything. Throws what the connection throws. */
export async function inspectDatabase({ url, poolSize }: { url: string; poolSize: number }): Promise<DatabaseFacts> {
  const client = createClient(url, { connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Row>(FACTS);
    const [facts] = rows;
    if (facts === undefined) throw new Error('The database answered nothing.');
    const { hasProcesses, ...known } = facts;
    const applied = await readApplied(client);
    const ours = await readMigrations();
    const live = 'select count(*)::int as count from processes where lease_expires_at > now()';
    const replicas = hasProcesses ? ((await client.query<{ count: number }>(live)).rows[0]?.count ?? 0) : 0;
    const address = parseDatabaseUrl(url);
    return {
      ...known,
      hosts: address === null || address.hosts.length === 1 ? [] : await askHosts(address),
      missing: ours.map(({ name }) => name).filter((name) => !applied.has(name)),
      ...judgeNewer(() => findNewer(applied, ours)),
      replicas,
      perReplica: poolSize,
    };
  } finally {
    await client.end();
  }
}

function judgeNewer(find: () => string[]): Pick<DatabaseFacts, 'newer' | 'refusal'> {
  try {
    return { newer: find(), refusal: null };
  } catch (error) {
    return { newer: [], refusal: messageOf(error) };
  }
}
