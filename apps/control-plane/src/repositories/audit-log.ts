import { AuditEntry } from '@everruns/schemas';
import type { Database, Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, type ListedRow } from '../kernel/read-rows.ts';
import { newestFirst, startAfter } from './keyset.ts';

type OrgContext = Pick<RequestContext, 'org_id'>;

export async function insertAuditEntry(db: Database | Tx, { org_id }: OrgContext, entry: AuditEntry): Promise<void> {
  const { target_id = null, ...columns } = entry;
  await db
    .insertInto('audit_log')
    .values({ org_id, target_id, ...columns })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function listAuditEntries(
  db: Database,
  { org_id }: OrgContext,
  filter: { actor?: string | undefined; action?: string | undefined; after: KeysetPosition | null; count: number },
): Promise<ListedRow<AuditEntry>[]> {
  const { after, actor, action } = filter;
  const rows = await db
    .selectFrom('audit_log')
    .selectAll()
    .where('org_id', '=', org_id)
    .$if(actor !== undefined, (query) => query.where('actor', '=', actor ?? ''))
    .$if(action !== undefined, (query) => query.where('action', '=', action ?? ''))
    .$call(startAfter(after))
    .$call(newestFirst(filter.count))
    .execute();
  return readListed('audit_log', rows, ({ org_id: _org, target_id, created_at, ...row }) =>
    AuditEntry.parse({
      ...row,
      ...(target_id === null ? {} : { target_id }),
      created_at: created_at.toISOString(),
    }),
  );
}
