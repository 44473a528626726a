import { sql } from 'kysely';
import { runSql, type Database } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

type Organization = Pick<RequestContext, 'org_id'>;

/** Writes a list, or marks it as used now. */
export async function putToolList(
  db: Database,
  { org_id }: Organization,
  { hash, tools }: { hash: string; tools: object },
): Promise<void> {
  await db
    .insertInto('tool_lists')
    .values({ org_id, hash, tools: JSON.stringify(tools) })
    .onConflict((conflict) => conflict.columns(['org_id', 'hash']).doUpdateSet({ used_at: sql`now()` }))
    .execute();
}

/** Returns the list as it was written, or null. */
export async function findToolList(db: Database, { org_id }: Organization, hash: string): Promise<unknown> {
  const row = await db
    .selectFrom('tool_lists')
    .select('tools')
    .where('org_id', '=', org_id)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row?.tools ?? null;
}

/** Deletes the lists that no turn can have any more: a turn is at most 30 days old. */
export async function deleteUnusedToolLists(db: Database): Promise<void> {
  await runSql(db, "delete from tool_lists where used_at < now() - interval '60 days'", []);
}
