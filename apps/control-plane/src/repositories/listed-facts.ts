import { LastTurn, type Session, type SessionId } from '@everruns/schemas';
import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { RequestContext, SessionReader } from '../kernel/request-context.ts';
import { hasRun } from './turns-that-ran.ts';

/** What lists say of a session beside its row. */
export interface ListedFacts {
  last_turn?: LastTurn;
  /** The title that its first message gives it. */
  title?: string;
}

/** Returns the turn of each of these sessions that ran last, where the queue does not count, and the title of its first message. */
export async function findListedFacts(
  db: Database,
  ctx: RequestContext,
  ids: readonly SessionId[],
): Promise<Map<string, ListedFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('sessions')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('turns')
          .select(['id', 'status', 'error_code', 'agent_version', 'started_at', 'ended_at'])
          .where('turns.org_id', '=', ctx.org_id)
          .whereRef('turns.session_id', '=', 'sessions.id')
          .where('turns.status', '<>', 'queued')
          .where(sql.raw<boolean>(hasRun('turns')))
          .orderBy('turns.created_at', 'desc')
          .orderBy('turns.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .leftJoin('session_texts as text', (join) =>
      join.onRef('text.session_id', '=', 'sessions.id').onRef('text.org_id', '=', 'sessions.org_id'),
    )
    .select(['sessions.id as session_id', 'last.id', 'last.status', 'last.error_code', 'last.agent_version'])
    .select(['last.started_at', 'last.ended_at', 'sessions.last_provider', 'sessions.last_model', 'text.title'])
    .where('sessions.org_id', '=', ctx.org_id)
    .where('sessions.id', 'in', [...ids])
    .execute();
  return new Map(
    rows.map(({ session_id, title, ...row }) => [
      session_id,
      { ...(row.id !== null && { last_turn: toLastTurn(row) }), ...(title !== null && { title }) },
    ]),
  );
}

/** Adds the title that its first message gives the session, where a person has given none. */
export async function withGivenTitle(db: Database, ctx: SessionReader, session: Session): Promise<Session> {
  const title = session.title === undefined ? await findTitle(db, ctx, session.id) : null;
  return title === null ? session : { ...session, title, title_generated: true };
}

async function findTitle(db: Database, ctx: SessionReader, id: SessionId): Promise<string | null> {
  const row = await db
    .selectFrom('session_texts')
    .select('title')
    .where('org_id', '=', ctx.org_id)
    .where('session_id', '=', id)
    .executeTakeFirst();
  return row?.title ?? null;
}

interface LastTurnRow {
  id: string | null;
  status: string | null;
  error_code: string | null;
  agent_version: number | null;
  started_at: Date | null;
  ended_at: Date | null;
  last_provider: string | null;
  last_model: string | null;
}

function toLastTurn({ id, status, agent_version, ...row }: LastTurnRow): LastTurn {
  return LastTurn.parse({
    id,
    status,
    agent_version,
    ...(row.error_code !== null && { error_code: row.error_code }),
    ...(row.last_model !== null && { provider: row.last_provider ?? '', model: row.last_model }),
    ...(row.started_at !== null && { started_at: row.started_at.toISOString() }),
    ...(row.ended_at !== null && { ended_at: row.ended_at.toISOString() }),
  });
}
