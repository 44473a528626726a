import type { ColumnType } from 'kysely';

export type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>;
/** `jsonb` or `json`: parsed when read, encoded by the caller when written. */
export type Json<T = unknown> = ColumnType<T, string, string>;
/** The same for a column with a default. */
export type JsonWithDefault<T = unknown> = ColumnType<T, string | undefined, string>;
