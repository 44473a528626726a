import type { OrganizationId } from '@everruns/schemas';

/** What is known of a request by the time that it is answered. It is filled on the way, and read only if a line of the log is written. */
export interface RequestTrail {
  /** The organization of its credential. */
  orgId?: OrganizationId;
  /** The checked parameters of its path. */
  params?: unknown;
  /** The value that it was answered with. */
  reply?: unknown;
}

/** The ids that a request is about. Ids are checked before a request gets so far, so they hold nothing that a tenant wrote. */
export function idsOf({ orgId, params, reply }: RequestTrail): Record<string, string> {
  const turn = fieldOf(reply, 'turn');
  const ids = {
    org_id: orgId,
    session_id: fieldOf(params, 'session_id') ?? fieldOf(reply, 'session_id') ?? fieldOf(turn, 'session_id'),
    turn_id: fieldOf(params, 'turn_id') ?? fieldOf(turn, 'id') ?? fieldOf(reply, 'turn_id'),
  };
  return Object.fromEntries(
    Object.entries(ids).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
