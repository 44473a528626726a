import { omitUndefined } from '@everruns/kernel';
import {
  AgentId,
  boundedText,
  LIMITS,
  moment,
  SessionId,
  SessionOutcome,
  SessionStatus,
  Subject,
  type Page,
  type Session,
} from '@everruns/schemas';
import { z } from 'zod';
import { findLastTurns } from '../../repositories/last-turns.ts';
import { listSessions as listSessionRows } from '../../repositories/sessions.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listPage, ListQuery, SearchText } from '../../kernel/list-page.ts';
import type { Services } from '../services.ts';

export const ListSessionsQuery = ListQuery.extend({
  agent_id: AgentId.optional(),
  status: SessionStatus.optional(),
  subject: Subject.optional(),
  /** The sub-agents that the calls of this session have started. */
  parent_session_id: SessionId.optional(),
  /** A session with all its sub-agents, however deep. */
  root_session_id: SessionId.optional(),
  /** Without this, and without one of the two above, sessions of sub-agents are not listed. */
  sub_agents: z.enum(['include', 'only']).optional(),
  /** How the turn that ran last ended. A session whose turn runs or waits has none. */
  outcome: SessionOutcome.optional(),
  tag: boundedText(LIMITS.tagBytes, 1).optional(),
  search: SearchText.optional(),
  /** The bounds themselves are excluded. */
  created_after: moment().optional(),
  created_before: moment().optional(),
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
  const ids = page.data.map(({ id }) => id);
  const turns = await findLastTurns(deps.db, ctx, ids);
  return {
    ...page,
    data: page.data.map((session) => ({ ...session, ...omitUndefined({ last_turn: turns.get(session.id) }) })),
  };
}
