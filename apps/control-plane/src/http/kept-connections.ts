import type { OrganizationId } from '@everruns/schemas';

/** What is needed of a connection. */
export interface Connection {
  once(event: 'close', listener: () => void): void;
}

/** Says whether a connection may stay open after an answer to this organization. */
export type KeepConnection = (orgId: OrganizationId, connection: Connection) => boolean;

/** See `OrganizationLimits`. */
interface Limits {
  tryEnter(orgId: OrganizationId, name: 'connections'): (() => void) | null;
}

interface Kept {
  orgId: OrganizationId;
  leave: () => void;
}

/**
 * Counts the connections that are kept open between requests, each for the organization that it answered last. Beyond the limit an answer
 * ends its connection: nobody is refused, but no organization takes all descriptors of the process.
 */
export function createKeptConnections(limits: Limits): KeepConnection {
  const all = new WeakMap<Connection, Kept>();
  return (orgId, connection) => {
    const known = all.get(connection);
    if (known?.orgId === orgId) return true;
    known?.leave();
    all.delete(connection);
    const leave = limits.tryEnter(orgId, 'connections');
    if (leave === null) return false;
    all.set(connection, { orgId, leave });
    // A balancer's connection serves many organizations, one after another.
    if (known === undefined) connection.once('close', () => all.get(connection)?.leave());
    return true;
  };
}
