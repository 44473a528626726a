import { sql, type RawBuilder } from 'kysely';
import type { RequestContext } from '../kernel/request-context.ts';

export interface SearchFilter {
  tag?: string | undefined;
  /** Part of the text, whatever its case. */
  search?: string | undefined;
}

/** So many of the newest rows are looked through before the index of keys is asked. */
export const NEAR = 500;

/**
 * The rows of one page, newest first. What is frequent is found among the newest, what is rare by its keys: neither way depends on
 * what the planner believes of a text that it never saw.
 */
export async function findPage<Row>(
  count: number,
  ways: { amongNewest: () => Promise<Row[]>; byKeys: () => Promise<Row[]> },
): Promise<Row[]> {
  const rows = await ways.amongNewest();
  return rows.length >= count ? rows : ways.byKeys();
}

/** What `search_keys` of a row must contain for the row to be found. */
export function wantedKeys({ org_id }: RequestContext, { tag, search }: SearchFilter): RawBuilder<string[]> {
  const ownKey = tag === undefined ? org_id : `${org_id}:${tag}`;
  const keys = [sql`array[${ownKey}::text]`];
  if (search !== undefined)
    keys.push(sql`search_grams(${search}::text, array[least(length(lower(${search}::text)), 3)])`);
  return sql`(${sql.join(keys, sql` || `)})`;
}
