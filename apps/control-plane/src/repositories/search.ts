import { sql, type RawBuilder } from 'kysely';
import type { RequestContext } from '../kernel/request-context.ts';

export interface SearchFilter {
  tag?: string | undefined;
  /** Text that the row contains, ignoring case. */
  search?: string | undefined;
}

/** How many of the newest rows are searched before the index of search keys is used. */
export const NEAR = 500;

/**
 * Returns the rows of one page, newest first. Frequent texts are found among the newest rows and rare ones by
 * their keys, so neither way depends on the planner's estimate for a text that it has no statistics about.
 */
export async function findPage<Row>(
  count: number,
  ways: { amongNewest: () => Promise<Row[]>; byKeys: () => Promise<Row[]> },
): Promise<Row[]> {
  const rows = await ways.amongNewest();
  return rows.length >= count ? rows : ways.byKeys();
}

/** Returns the keys that a row's `search_keys` must contain for the row to match. */
export function wantedKeys({ org_id }: RequestContext, { tag, search }: SearchFilter): RawBuilder<string[]> {
  const ownKey = tag === undefined ? org_id : `${org_id}:${tag}`;
  const keys = [sql`array[${ownKey}::text]`];
  if (search !== undefined)
    keys.push(sql`search_grams(${search}::text, array[least(length(lower(${search}::text)), 3)])`);
  return sql`(${sql.join(keys, sql` || `)})`;
}
