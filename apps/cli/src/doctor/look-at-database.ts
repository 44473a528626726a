import {
  describeDatabaseHost,
  describeRoles,
  inspectDatabase,
  refuseRoles,
  type Config,
  type DatabaseFacts,
  type RolesFound,
} from '@everruns/control-plane';

const DEFAULT_POOL = 12;

export function inspectGiven(url: string, config: Config | null): Promise<DatabaseFacts> {
  return inspectDatabase({ url, poolSize: config?.databasePoolSize ?? DEFAULT_POOL });
}

/** Compares the schema with the migrations of this release. Throws an error with the fix for one that this release cannot use. */
export function describeSchema({
  missing,
  newer,
  refusal,
}: Pick<DatabaseFacts, 'missing' | 'newer' | 'refusal'>): string {
  if (refusal !== null) throw new Error(refusal);
  if (newer.length > 0) return `that of a newer release (${newer.at(-1)}), with which this one works`;
  if (missing.length === 0) return 'that of this release';
  return `${missing.length} migrations wait (${missing.at(-1)} is the last): \`everruns migrate\` or the next start applies them`;
}

/** Says what each host of an address is, and what a failover may lose. Throws an error with the fix for a host that cannot be used. */
export function describeHosts({ hosts, isSynchronous }: Pick<DatabaseFacts, 'hosts' | 'isSynchronous'>): string {
  const said = hosts.map(describeDatabaseHost).join(', ');
  if (hosts.some(({ role }) => role === 'away'))
    throw new Error(`${said}: no failover leads there. Repair that host, or take it out of DATABASE_URL.`);
  if (hosts.filter(({ role }) => role !== 'standby').length > 1)
    throw new Error(`${said}: only one may take writes. Stop the others, and make standbys of them.`);
  return isSynchronous
    ? `${said}; commits wait for a standby (synchronous_standby_names)`
    : `${said}; a failover may lose the last commits, because none waits for a standby (synchronous_standby_names is empty)`;
}

/** Says in which roles statements run. Throws an error with the fix where a start would be refused. */
export function describeRights(found: RolesFound, use: Config['databaseRoles']): string {
  const refusal = refuseRoles(found, use);
  if (refusal !== null) throw new Error(refusal);
  if (use === 'off') return 'DATABASE_ROLES=off: every statement has all rights of the login';
  const said = describeRoles(found);
  return said === null
    ? 'requests run as everruns_request, which sees the rows of one organization'
    : `requests have all rights of the login, because ${said}`;
}

/** Does the arithmetic of connections. Throws an error with the fix if the control planes need more than there are. */
export function describeConnections(
  facts: Pick<DatabaseFacts, 'allowed' | 'others' | 'replicas' | 'perReplica'>,
): string {
  const { allowed, others, perReplica } = facts;
  const replicas = Math.max(1, facts.replicas);
  const free = allowed - others;
  const sum = `${replicas} × ${perReplica} = ${replicas * perReplica} connections`;
  if (replicas * perReplica > free) {
    throw new Error(
      `${replicas === 1 ? 'a control plane opens' : `${replicas} control planes open`} up to ${sum}, and PostgreSQL has ${free} for them (${allowed} without the reserved ones, ${others} used by other programs): lower DATABASE_POOL_SIZE, or raise max_connections.`,
    );
  }
  return `up to ${perReplica} for each control plane, and room for ${Math.floor(free / perReplica)} of them (${allowed} connections, ${others} used by other programs)`;
}
