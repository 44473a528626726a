import type { z } from 'zod';
import { moment, UsageGrouping, type Page, type UsageGroup } from '@everruns/schemas';
import { listUsage as listUsageRows } from '../../repositories/usage.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { ListQuery } from '../../kernel/list-page.ts';
import { takeReadable } from '../../kernel/read-rows.ts';
import type { Services } from '../services.ts';

export const ListUsageQuery = ListQuery.extend({
  group_by: UsageGrouping.optional(),
  from: moment().optional(),
  to: moment().optional(),
});
export type ListUsageQuery = z.infer<typeof ListUsageQuery>;

/**
 * Lists the usage from `from` until before `to`: in all, or by agent, session, model, day or subject, highest key first (the newest agent, session
 * or day). It counts what the log holds, so deleted sessions are not included. Throws `invalid_cursor`.
 */
export async function listUsage(deps: Services, ctx: RequestContext, input: ListUsageQuery): Promise<Page<UsageGroup>> {
  const { limit, cursor, ...filter } = input;
  const binding = { org_id: ctx.org_id, filter: { list: 'usage', ...filter } };
  const found = await listUsageRows(deps.db, ctx, {
    grouping: input.group_by ?? 'all',
    from: input.from,
    to: input.to,
    after: cursor === undefined ? null : deps.cursors.decode(binding, cursor),
    count: limit + 1,
  });
  const page = found.slice(0, limit);
  const data = takeReadable(page, deps.unreadable.report);
  const last = page.at(-1);
  if (found.length <= limit || last === undefined) return { data, has_more: false };
  return { data, has_more: true, next_cursor: deps.cursors.encode(binding, last.key) };
}
