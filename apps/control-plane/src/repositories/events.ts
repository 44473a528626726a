import type { SessionId, TurnId } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';

/** A row of the log. Its JSON columns are the stored text. */
export interface EventTextRow {
  org_id: string;
  session_id: string;
  sequence: number;
  id: string;
  type: string;
  /** ISO 8601 with milliseconds. */
  ts: string;
  turn_id: string | null;
  context: string;
  data: string;
}

const COLUMNS = `org_id, session_id, sequence, id, type, to_char(ts at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ts,
  turn_id, context::text as context, data::text as data`;

const READ_PAGE = `select ${COLUMNS} from events
  where session_id = $1 and sequence > $2 and ($4::uuid is null or org_id = $4) order by sequence limit $3`;

/** Reads the rows above a sequence, ascending. JSON columns are returned as the stored text. */
export function readEventPage(
  db: Database,
  query: { org_id: string | null; session_id: SessionId; after_sequence: number; limit: number },
): Promise<EventTextRow[]> {
  return runSql(db, READ_PAGE, [query.session_id, query.after_sequence, query.limit, query.org_id]);
}

export interface EventListQuery {
  org_id: string;
  session_id: SessionId;
  after_sequence: number;
  before_sequence: number | null;
  types: readonly string[] | null;
  turn_id: TurnId | null;
  /** `backward` takes the rows nearest below `before_sequence`, newest first. */
  direction: 'forward' | 'backward';
  limit: number;
}

/** Lists the rows of one session that match a filter, in the requested direction. */
export function listEventRows(db: Database, query: EventListQuery): Promise<EventTextRow[]> {
  const values: unknown[] = [query.org_id, query.session_id, query.after_sequence, query.limit];
  const conditions = ['org_id = $1', 'session_id = $2', 'sequence > $3'];
  const add = (condition: (parameter: string) => string, value: unknown) =>
    conditions.push(condition(`$${values.push(value)}`));
  if (query.before_sequence !== null) add((p) => `sequence < ${p}`, query.before_sequence);
  if (query.types !== null) add((p) => `type = any(${p}::text[])`, query.types);
  if (query.turn_id !== null) add((p) => `turn_id = ${p}`, query.turn_id);
  const order = query.direction === 'forward' ? 'asc' : 'desc';
  const sql = `select ${COLUMNS} from events where ${conditions.join(' and ')} order by sequence ${order} limit $4`;
  return runSql(db, sql, values);
}

export interface LogPlaceRow {
  head: number;
  status: 'idle' | 'active' | 'requires_action';
  had_turn: boolean;
  /** The sequence of the requested event. Null if the session has no event with that id. */
  event_sequence: number | null;
}

const FIND_PLACE = `select s.next_sequence - 1 as head, s.status,
    exists (select from turns t where t.org_id = s.org_id and t.session_id = s.id) as had_turn,
    (select e.sequence from events e where e.session_id = s.id and e.id = $3::uuid) as event_sequence
  from sessions s where s.org_id = $1 and s.id = $2`;

/** Returns the end of a session's log and the position of one of its events. One statement reads both, so they are consistent. */
export async function findLogPlace(
  db: Database,
  query: { org_id: string; session_id: SessionId; event_id: string | null },
): Promise<LogPlaceRow | null> {
  const [row] = await runSql<LogPlaceRow>(db, FIND_PLACE, [query.org_id, query.session_id, query.event_id]);
  return row ?? null;
}
