import { LastTurn, type SessionId } from '@everruns/schemas';
import type { Database } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

/** Returns the turn that ran last, of each of these sessions that has one: the queue does not count. */
export async function findLastTurns(
  db: Database,
  ctx: RequestContext,
  ids: readonly SessionId[],
): Promise<Map<string, LastTurn>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('sessions')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('turns')
          .select(['id', 'status', 'error_code', 'agent_version', 'started_at', 'ended_at'])
          .where('turns.org_id', '=', ctx.org_id)
          .whereRef('turns.session_id', '=', 'sessions.id')
          .where('turns.status', '<>', 'queued')
          .orderBy('turns.created_at', 'desc')
          .orderBy('turns.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['sessions.id as session_id', 'last.id', 'last.status', 'last.error_code', 'last.agent_version'])
    .select(['last.started_at', 'last.ended_at'])
    .where('sessions.org_id', '=', ctx.org_id)
    .where('sessions.id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.session_id, toLastTurn(row)]));
}

interface LastTurnRow {
  id: string;
  status: string;
  error_code: string | null;
  agent_version: number | null;
  started_at: Date | null;
  ended_at: Date | null;
}

function toLastTurn({ id, status, agent_version, ...row }: LastTurnRow): LastTurn {
  return LastTurn.parse({
    id,
    status,
    agent_version,
    ...(row.error_code !== null && { error_code: row.error_code }),
    ...(row.started_at !== null && { started_at: row.started_at.toISOString() }),
    ...(row.ended_at !== null && { ended_at: row.ended_at.toISOString() }),
  });
}
