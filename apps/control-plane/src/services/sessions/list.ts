import { LIMITS, SessionSelection, type Page, type Session } from '@everruns/schemas';
import { z } from 'zod';
import { findListedFacts, type ListedFacts } from '../../repositories/listed-facts.ts';
import { listSessions as listSessionRows } from '../../repositories/sessions.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listPage, ListQuery } from '../../kernel/list-page.ts';
import type { Services } from '../services.ts';

/** Parameters of a query are texts. */
export const ListSessionsQuery = ListQuery.extend({
  ...SessionSelection.shape,
  agent_version: z.coerce.number().int().min(1).max(LIMITS.versionNumber).optional(),
  min_cost_usd: z.coerce.number().positive().max(1e9).optional(),
  min_duration_ms: z.coerce.number().int().min(1).optional(),
  created_within_hours: z.coerce.number().int().min(1).max(LIMITS.hoursOfSelection).optional(),
});
export type ListSessionsQuery = z.infer<typeof ListSessionsQuery>;

/** Lists sessions, newest first. Throws `invalid_cursor`. */
export async function listSessions(
  deps: Services,
  ctx: RequestContext,
  input: ListSessionsQuery,
): Promise<Page<Session>> {
  const { limit, cursor, ...filter } = input;
  const binding = { org_id: ctx.org_id, filter: { list: 'sessions', ...filter } };
  const page = await listPage(deps, { limit, cursor, binding }, (after, count) =>
    listSessionRows(deps.db, ctx, { ...filter, after, count }),
  );
  const facts = await findListedFacts(
    deps.db,
    ctx,
    page.data.map(({ id }) => id),
  );
  return { ...page, data: page.data.map((session) => withFacts(session, facts.get(session.id))) };
}

/** A title that a person gave wins. */
function withFacts(session: Session, { last_turn, title }: ListedFacts = {}): Session {
  return {
    ...session,
    ...(last_turn === undefined ? {} : { last_turn }),
    ...(session.title === undefined && title !== undefined ? { title, title_generated: true as const } : {}),
  };
}
