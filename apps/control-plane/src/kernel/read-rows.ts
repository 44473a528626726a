import { EverrunsError } from '@everruns/schemas';

/** The tables whose rows the API lists. A closed set, because it labels a metric. */
export type ListedTable =
  | 'agents'
  | 'api_keys'
  | 'approval_rules'
  | 'audit_log'
  | 'devices'
  | 'events'
  | 'invitations'
  | 'llm_models'
  | 'llm_providers'
  | 'mcp_servers'
  | 'mcp_connections'
  | 'memberships'
  | 'secrets'
  | 'session_files'
  | 'session_jobs'
  | 'sessions'
  | 'turn_inputs'
  | 'turns'
  | 'views'
  | 'waits'
  | 'webhook_deliveries'
  | 'webhooks';

/** A stored row that does not have the format that this release reads. */
export interface UnreadableRow {
  table: ListedTable;
  id: string;
  error: unknown;
}

export type ReportUnreadable = (row: UnreadableRow) => void;

/** A row that was read: its item, or why it cannot be read. */
export type ReadRow<Item> = { item: Item } | { unreadable: UnreadableRow };

/** A row of a list by `(created_at, id)`. It keeps its position even if it cannot be read. */
export type ListedRow<Item> = { id: string; created_at: string } & ReadRow<Item>;

/** Reads one row. Never throws. */
export function readRow<Item>(place: { table: ListedTable; id: string }, read: () => Item): ReadRow<Item> {
  try {
    return { item: read() };
  } catch (error) {
    return { unreadable: { ...place, error } };
  }
}

/** Reads the rows of a list by `(created_at, id)`. Never throws. */
export function readListed<Row extends { id: string; created_at: Date }, Item>(
  table: ListedTable,
  rows: readonly Row[],
  parse: (row: Row) => Item,
): ListedRow<Item>[] {
  return rows.map((row) => ({
    id: row.id,
    created_at: toPosition(row.created_at),
    ...readRow({ table, id: row.id }, () => parse(row)),
  }));
}

/** PostgreSQL can also store `infinity`, which arrives as a number. */
function toPosition(createdAt: Date | number): string {
  return createdAt instanceof Date ? createdAt.toISOString() : String(createdAt).toLowerCase();
}

/** Returns the items of the rows that could be read, and reports the others. */
export function takeReadable<Item>(rows: readonly ReadRow<Item>[], report: ReportUnreadable): Item[] {
  return rows.flatMap((row) => {
    if ('item' in row) return [row.item];
    report(row.unreadable);
    return [];
  });
}

/** Returns the items of rows that are all needed. Throws `unreadable`. */
export function requireReadable<Item>(noun: string, rows: readonly ReadRow<Item>[]): Item[] {
  return rows.map((row) => {
    if ('item' in row) return row.item;
    throw createUnreadable(noun, row.unreadable.error);
  });
}

/** Reads the one requested row. Throws `unreadable`. */
export function readOne<Row, Item>(noun: string, row: Row, parse: (row: Row) => Item): Item {
  try {
    return parse(row);
  } catch (error) {
    throw createUnreadable(noun, error);
  }
}

function createUnreadable(noun: string, cause: unknown): EverrunsError {
  return new EverrunsError(
    'unreadable',
    `The stored ${noun} is damaged and cannot be read. The server’s log says why.`,
    {
      cause,
    },
  );
}
