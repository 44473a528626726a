import type { AttemptToken } from '@everruns/schemas';
import { runSql, type Database } from '../../db/database.ts';

/**
 * The verdict on a token. `current`: the newest attempt of its atom, in the turn's current segment.
 * `stale`: a granted attempt of the current segment that is no longer the newest or no longer runs.
 * `over`: the segment is over. `foreign`: this database has never granted it.
 */
export type AttemptVerdict = 'current' | 'stale' | 'over' | 'foreign';

interface AskedAttempt {
  place: number;
  attempt: number;
  exec_id: string | null;
  segment: number | null;
  session_id: string;
  is_begun: boolean;
  is_running: boolean;
  turn_segment: number;
}

const ATTEMPTS = `select q.place::int, a.attempt, a.exec_id, a.segment, a.session_id, a.status = 'begun' as is_begun,
    t.status = 'running' as is_running, t.segment as turn_segment
  from unnest($1::uuid[], $2::int[], $3::text[], $4::int[]) with ordinality as q (turn_id, iteration, kind, ordinal, place)
  join turns t on t.id = q.turn_id
  join atoms a on a.turn_id = t.id and (a.org_id = t.org_id) is true
    and a.iteration = q.iteration and a.kind = q.kind and a.ordinal = q.ordinal`;

/** Judges all tokens with one statement; the verdicts are in the order of the tokens. */
export async function judgeAttempts(db: Database, tokens: readonly AttemptToken[]): Promise<AttemptVerdict[]> {
  const rows = await runSql<AskedAttempt>(db, ATTEMPTS, [
    tokens.map(({ atom }) => atom.turn_id),
    tokens.map(({ atom }) => atom.iteration),
    tokens.map(({ atom }) => atom.kind),
    tokens.map(({ atom }) => atom.ordinal),
  ]);
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return tokens.map((token, index) => judge(token, byPlace.get(index + 1)));
}

function judge(token: AttemptToken, row: AskedAttempt | undefined): AttemptVerdict {
  if (row === undefined || token.session_id !== row.session_id || token.attempt > row.attempt) return 'foreign';
  const isNewest = token.attempt === row.attempt && row.exec_id !== null;
  const isGranted = token.exec_id === row.exec_id && token.segment === row.segment;
  if (isNewest && !isGranted) return 'foreign';
  if (!row.is_running || row.turn_segment !== token.segment) return 'over';
  return isNewest && row.is_begun ? 'current' : 'stale';
}
