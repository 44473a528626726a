import type { SessionId } from '@everruns/schemas';
import { runSql, type Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

interface ReadRange {
  session_id: SessionId;
  after: number;
  through: number;
}

const LOCK = 'select 1 from sessions where org_id = $1 and id = $2 for update';
const OWN = 'select 1 from log_ranges where org_id = $1 and session_id = $2 order by after_sequence for update';
const READ = `select session_id, after_sequence as after, through_sequence as through from log_ranges
  where org_id = $1 and source_session_id = $2 order by session_id, after_sequence for update`;
const COLUMNS = 'sequence, id, ts, turn_id, types, contexts, places, data, is_numbered, has_generation, has_edit';
const COPY = `insert into event_chunks (org_id, session_id, ${COLUMNS}) select org_id, $3, ${COLUMNS} from event_chunks
  where org_id = $1 and session_id = $2 and sequence > $4 and sequence <= $5`;
const DROP = 'delete from log_ranges where org_id = $1 and session_id = $2 and after_sequence = $3';
const MOVE = `update log_ranges set source_session_id = $3
  where org_id = $1 and source_session_id = $2 and after_sequence >= $4 and through_sequence <= $5`;

/**
 * Leaves what forks read of a session to them, before it is erased: each part is copied once, to the fork that reads most of it, and the others read it
 * there. Forks that are being made have been waited for, and none is made meanwhile.
 */
export async function leaveToForks(tx: Tx, { org_id }: Pick<RequestContext, 'org_id'>, id: SessionId): Promise<void> {
  await runSql(tx, LOCK, [org_id, id]);
  // Whoever leaves something to this session now is waited for too, because that has to be erased with it.
  await runSql(tx, OWN, [org_id, id]);
  let left = await runSql<ReadRange>(tx, READ, [org_id, id]);
  while (left.length > 0) {
    const heir = left.reduce((most, range) => (lengthOf(range) > lengthOf(most) ? range : most));
    const { session_id, after, through } = heir;
    await runSql(tx, COPY, [org_id, id, session_id, after, through]);
    await runSql(tx, DROP, [org_id, session_id, after]);
    await runSql(tx, MOVE, [org_id, id, session_id, after, through]);
    left = left.filter((range) => range !== heir && !(range.after >= after && range.through <= through));
  }
}

const lengthOf = ({ after, through }: ReadRange): number => through - after;
