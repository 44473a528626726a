import { LIMITS, type OrganizationId, type SessionId, type WaitId } from '@everruns/schemas';
import { runSql, type Database } from '../../db/database.ts';
import type { AtomState, TurnState } from '../state/rows.ts';
import { WAIT_COLUMNS, type WaitState } from '../state/wait-row.ts';

const COLUMNS = WAIT_COLUMNS.join(', ');

const OPEN_WAITS = `select ${COLUMNS} from waits where org_id = $1 and turn_id = $2 and status = 'open' order by iteration, ordinal`;

/** The open waits of a turn, at most one a call. Read after the lock. */
export function loadOpenWaits(db: Database, turn: Pick<TurnState, 'org_id' | 'id'>): Promise<WaitState[]> {
  return runSql<WaitState>(db, OPEN_WAITS, [turn.org_id, turn.id]);
}

const WAITS_OF_CALL = `select ${COLUMNS} from waits
  where org_id = $1 and turn_id = $2 and iteration = $3 and ordinal = $4 order by created_at desc, id desc limit ${LIMITS.waitsPerCall}`;

/** All waits of a call, newest first. */
export function loadWaitsOfCall(db: Database, atom: AtomState): Promise<WaitState[]> {
  return runSql<WaitState>(db, WAITS_OF_CALL, [atom.org_id, atom.turn_id, atom.iteration, atom.ordinal]);
}

const WAIT = `select ${COLUMNS} from waits where org_id = $1 and id = $2`;

export async function findWait(db: Database, org_id: OrganizationId, id: WaitId): Promise<WaitState | null> {
  const [wait] = await runSql<WaitState>(db, WAIT, [org_id, id]);
  return wait ?? null;
}

const BY_SESSION = `select ${COLUMNS} from waits where org_id = $1 and session_id = $2
  and ($3::timestamptz is null or (created_at, id) < ($3::timestamptz, $4::uuid)) order by created_at desc, id desc limit $5`;

/** The waits of a session, newest first, after a position. */
export function loadWaitsOfSession(
  db: Database,
  session: { org_id: OrganizationId; id: SessionId },
  page: { after: { created_at: string; id: string } | null; count: number },
): Promise<WaitState[]> {
  const { after, count } = page;
  return runSql<WaitState>(db, BY_SESSION, [session.org_id, session.id, after?.created_at, after?.id, count]);
}
