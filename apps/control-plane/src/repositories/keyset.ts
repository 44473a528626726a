import { sql, type SelectQueryBuilder } from 'kysely';
import type { KeysetPosition } from '../kernel/list-page.ts';

/**
 * For `$call`: selects the rows after this position, or all rows without one. `table` is needed if
 * several tables have the columns.
 */
export function startAfter(after: KeysetPosition | null, table?: string) {
  return <DB, Table extends keyof DB, Row>(
    rows: SelectQueryBuilder<DB, Table, Row>,
  ): SelectQueryBuilder<DB, Table, Row> =>
    after === null
      ? rows
      : rows.where(
          sql<boolean>`(${column('created_at', table)}, ${column('id', table)}) < (${after.created_at}::timestamptz, ${after.id}::uuid)`,
        );
}

/** For `$call`: selects this many rows, in the order of lists. */
export function newestFirst(count: number, table?: string) {
  return <DB, Table extends keyof DB, Row>(
    rows: SelectQueryBuilder<DB, Table, Row>,
  ): SelectQueryBuilder<DB, Table, Row> =>
    rows.orderBy(column('created_at', table), 'desc').orderBy(column('id', table), 'desc').limit(count);
}

const column = (name: string, table?: string) => sql.ref(table === undefined ? name : `${table}.${name}`);
