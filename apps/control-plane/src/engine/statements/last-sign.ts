import { runSql, type Database } from '../../db/database.ts';
import type { TurnState } from '../state/rows.ts';

/** When a turn last showed a sign of life: a step of its own, or the last renewal of the lease of the process that runs it. */
export async function findLastSign(db: Database, turn: TurnState, leaseSeconds: number): Promise<Date> {
  if (turn.claimed_by === null) return turn.progress_at;
  const [renewed] = await runSql<{ at: Date }>(
    db,
    `select greatest($2::timestamptz, lease_expires_at - $3 * interval '1 second') as at from processes where id = $1`,
    [turn.claimed_by, turn.progress_at, leaseSeconds],
  );
  return renewed?.at ?? turn.progress_at;
}
