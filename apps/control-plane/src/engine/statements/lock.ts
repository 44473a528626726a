import { EverrunsError, type AtomRef, type OrganizationId, type SessionId } from '@everruns/schemas';
import { runSql, type Tx } from '../../db/database.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { SessionReader } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import {
  atomFrom,
  SELECT_ATOM,
  SELECT_SESSION,
  SELECT_TURN,
  sessionFrom,
  turnFrom,
  type AgentPart,
  type AtomRows,
  type SessionRows,
  type LockedTurn,
  type SessionState,
} from '../state/rows.ts';

/*
 * Rows are found by primary key. The organization is checked by `is true`, which no index serves: without statistics the planner would
 * rather scan all sessions of the organization, and a prepared statement keeps that plan.
 */
export const LOCK_SESSION = `select ${SELECT_SESSION}, g.version as "g.version", g.labels as "g.labels", g.busy_policy as "g.busy_policy", g.limits as "g.limits", g.status as "g.status",
  g.xmin::text as "g.row_version"
  from sessions s join agents g on g.id = s.agent_id and (g.org_id = s.org_id) is true
  where s.id = $2 and (s.org_id = $1) is true and s.deleting_at is null for no key update of s`;

/**
 * Locks the session's row. Its columns are the newest; anything else must be read after this. Throws `not_found`, also for a session
 * of a subject out of the caller's reach, and for one that is being deleted.
 */
export async function lockSession(tx: Tx, ctx: SessionReader, sessionId: string): Promise<SessionRows> {
  const [row] = await runSql<Record<string, unknown>>(tx, LOCK_SESSION, [ctx.org_id, sessionId]);
  const session = row === undefined ? null : sessionFrom(row);
  if (row === undefined || session === null || !reachesSubject(ctx, session.subject)) throw notFound('session');
  return {
    session,
    agent: {
      version: row['g.version'],
      labels: row['g.labels'],
      busy_policy: row['g.busy_policy'],
      limits: row['g.limits'],
      status: row['g.status'],
      row_version: row['g.row_version'],
    } as AgentPart,
  };
}

const LOCK_ROW = `select ${SELECT_SESSION} from sessions s where s.id = $2 and (s.org_id = $1) is true for no key update of s`;

/** Locks the row of a session, also of one that is being deleted. Null: there is none. */
export async function findSessionRow(tx: Tx, org_id: OrganizationId, id: SessionId): Promise<SessionState | null> {
  const [row] = await runSql<Record<string, unknown>>(tx, LOCK_ROW, [org_id, id]);
  return row === undefined ? null : sessionFrom(row);
}

export const LOCK_TURN = `select ${SELECT_SESSION}, ${SELECT_TURN}
  from turns t join sessions s on s.id = t.session_id and (s.org_id = t.org_id) is true
  where t.id = $1 for no key update of s, t`;

/** Locks the session, then the turn. Both are returned as they are after the wait. Null for an unknown turn. */
export async function findLockedTurn(tx: Tx, turnId: string): Promise<LockedTurn | null> {
  const [row] = await runSql<Record<string, unknown>>(tx, LOCK_TURN, [turnId]);
  return row === undefined ? null : { session: sessionFrom(row), turn: turnFrom(row) };
}

export const LOCK_ATOM = `select ${SELECT_SESSION}, ${SELECT_TURN}, ${SELECT_ATOM}
  from turns t join sessions s on s.id = t.session_id and (s.org_id = t.org_id) is true join atoms a on a.turn_id = t.id and (a.org_id = t.org_id) is true
  where t.id = $1 and a.iteration = $2 and a.kind = $3 and a.ordinal = $4 for no key update of s, t, a`;

/** Locks session, turn and atom, in this order. Throws `fenced` for an atom that does not exist, because it was never due. */
export async function lockAtom(tx: Tx, ref: AtomRef): Promise<AtomRows> {
  const [row] = await runSql<Record<string, unknown>>(tx, LOCK_ATOM, [
    ref.turn_id,
    ref.iteration,
    ref.kind,
    ref.ordinal,
  ]);
  if (row === undefined) throw new EverrunsError('fenced', 'This step of the turn does not exist.');
  return { session: sessionFrom(row), turn: turnFrom(row), atom: atomFrom(row) };
}
