import { LOCAL_SUBJECT, View, type ViewId } from '@everruns/schemas';
import { sql, type Selectable } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { ViewsTable } from '../db/list-tables.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { newestFirst, startAfter } from './keyset.ts';

/** The list that all views are of. */
const LIST = 'sessions';

/** Whose a view is that is not shared. */
function ownerOf({ subjects: { bound, person } }: RequestContext): string {
  return bound ?? person ?? LOCAL_SUBJECT;
}

/** With `lock`, the row stays locked until the transaction ends. */
export async function findView(
  db: Database,
  ctx: RequestContext,
  { id, lock = false }: { id: ViewId; lock?: boolean },
): Promise<View | null> {
  const row = await selectViews(db, ctx)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? null : readOne('view', row, toView);
}

export async function listViews(
  db: Database,
  ctx: RequestContext,
  { after, count }: { after: KeysetPosition | null; count: number },
): Promise<ListedRow<View>[]> {
  const rows = await selectViews(db, ctx).$call(startAfter(after)).$call(newestFirst(count)).execute();
  return readListed('views', rows, toView);
}

export async function countViews(tx: Tx, { org_id }: RequestContext): Promise<number> {
  const { count } = await tx
    .selectFrom('views')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('org_id', '=', org_id)
    .executeTakeFirstOrThrow();
  return count;
}

/** Writes a view. Idempotent. */
export async function putView(tx: Tx, ctx: RequestContext, view: View): Promise<void> {
  const { id, name, filter, is_shared, created_by, created_at, updated_at } = view;
  const owner = is_shared ? null : ownerOf(ctx);
  const columns = { name, filter: JSON.stringify(filter), owner, updated_at };
  await tx
    .insertInto('views')
    .values({ org_id: ctx.org_id, id, list: LIST, created_by, created_at, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

export async function deleteViewRow(tx: Tx, ctx: RequestContext, id: ViewId): Promise<void> {
  await tx.deleteFrom('views').where('org_id', '=', ctx.org_id).where('id', '=', id).execute();
}

function selectViews(db: Database, ctx: RequestContext) {
  return db
    .selectFrom('views')
    .selectAll()
    .where('org_id', '=', ctx.org_id)
    .where(sql<boolean>`(owner is null or owner = ${ownerOf(ctx)})`);
}

function toView(row: Selectable<ViewsTable>): View {
  return View.parse({
    id: row.id,
    name: row.name,
    filter: row.filter,
    is_shared: row.owner === null,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  });
}
