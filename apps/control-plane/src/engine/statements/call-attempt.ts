import type { AttemptToken, OrganizationId } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../../db/database.ts';
import { fenced } from '../decide/begin-atom.ts';

const running = (kind: string): string => `select t.org_id, t.id as turn_id, a.iteration, a.ordinal, a.attempt
  from turns t join atoms a on a.turn_id = t.id and (a.org_id = t.org_id) is true
  where t.id = $1 and t.status = 'running' and t.segment = $6 and a.iteration = $2 and a.kind = ${kind} and a.ordinal = $3
    and a.status = 'begun' and a.attempt = $4 and a.exec_id = $5 and a.segment = $6 and a.session_id = $7`;

/** The turn and the atom of an attempt that runs a call now. Its values are the first seven of a statement. */
export const RUNNING_CALL = running("'act'");

export function callValues({ atom, attempt, exec_id, segment, session_id }: AttemptToken): unknown[] {
  const { turn_id, iteration, ordinal } = atom;
  return [turn_id, iteration, ordinal, attempt, exec_id, segment, session_id];
}

/** Returns the organization of a running call. Throws `fenced` for any other attempt. Nothing is locked: who writes must look again. */
export async function findRunningCall(db: Database | Tx, token: AttemptToken): Promise<{ org_id: OrganizationId }> {
  const [row] =
    token.atom.kind === 'act' ? await runSql<{ org_id: OrganizationId }>(db, RUNNING_CALL, callValues(token)) : [];
  if (row === undefined) throw fenced();
  return row;
}

/** Returns the organization of a running attempt of either kind. Throws `fenced`. */
export async function findRunningAttempt(db: Database, token: AttemptToken): Promise<{ org_id: OrganizationId }> {
  const values = [...callValues(token), token.atom.kind];
  const [row] = await runSql<{ org_id: OrganizationId }>(db, running('$8'), values);
  if (row === undefined) throw fenced();
  return row;
}
