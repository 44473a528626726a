import { sql, type SelectQueryBuilder } from 'kysely';

/** The last row of the page before. Lists go by `(created_at, id)`, newest first. */
export interface KeysetPosition {
  /** ISO 8601, milliseconds: what was written, exactly. */
  created_at: string;
  id: string;
}

/** For `$call`: the rows that come after this position; without one, all. */
export function startAfter(after: KeysetPosition | null) {
  return <DB, Table extends keyof DB, Row>(
    rows: SelectQueryBuilder<DB, Table, Row>,
  ): SelectQueryBuilder<DB, Table, Row> =>
    after === null
      ? rows
      : rows.where(sql<boolean>`(created_at, id) < (${after.created_at}::timestamptz, ${after.id}::uuid)`);
}

/** For `$call`: so many rows, in the order of lists. */
export function newestFirst(count: number) {
  return <DB, Table extends keyof DB, Row>(
    rows: SelectQueryBuilder<DB, Table, Row>,
  ): SelectQueryBuilder<DB, Table, Row> =>
    rows.orderBy(sql.ref('created_at'), 'desc').orderBy(sql.ref('id'), 'desc').limit(count);
}
