import { AgentId, boundedText, LIMITS, SessionStatus, type Page, type Session } from '@everruns/schemas';
import type { z } from 'zod';
import { listSessions as listSessionRows } from '../../repositories/sessions.ts';
import type { RequestContext } from '../../request-context.ts';
import { listPage, ListQuery, SearchText } from '../list-page.ts';
import type { Services } from '../services.ts';

export const ListSessionsQuery = ListQuery.extend({
  agent_id: AgentId.optional(),
  status: SessionStatus.optional(),
  tag: boundedText(LIMITS.tagBytes, 1).optional(),
  search: SearchText.optional(),
});
export type ListSessionsQuery = z.infer<typeof ListSessionsQuery>;

/** Newest first. Throws `invalid_cursor`. */
export async function listSessions(
  services: Services,
  ctx: RequestContext,
  query: ListSessionsQuery,
): Promise<Page<Session>> {
  const { limit, cursor, ...filter } = query;
  const binding = { org_id: ctx.org_id, filter: { list: 'sessions', ...filter } };
  return listPage(services.cursors, { limit, cursor, binding }, (after, count) =>
    listSessionRows(services.db, ctx, { ...filter, after, count }),
  );
}
