import type { SessionId, TurnId } from '@everruns/schemas';
import { chunkAt, endOfChunk } from '../db/chunk-at.ts';
import { runSql, type Database } from '../db/database.ts';
import { eventIdIn } from '../kernel/event-id.ts';
import { asShown, ISO_TS, readLogRange, type EventTextRow } from './event-rows.ts';

/** Reads the rows above a sequence, ascending. JSON columns are returned as the stored text. */
export function readEventPage(
  db: Database,
  query: { org_id: string | null; session_id: SessionId; after_sequence: number; limit: number },
): Promise<EventTextRow[]> {
  const { after_sequence: after, limit, ...session } = query;
  return readLogRange(db, { ...session, after, through: after + limit });
}

export interface EventListQuery {
  org_id: string;
  session_id: SessionId;
  after_sequence: number;
  /** At most one above the log's end. */
  before_sequence: number | null;
  types: readonly string[] | null;
  turn_id: TurnId | null;
  /** `backward` takes the rows nearest below `before_sequence`, newest first. */
  direction: 'forward' | 'backward';
  limit: number;
}

/** Lists the rows of one session that match a filter, in the requested direction. */
export function listEventRows(db: Database, query: EventListQuery): Promise<EventTextRow[]> {
  return query.types === null && query.turn_id === null ? listAll(db, query) : listSome(db, query);
}

async function listAll(db: Database, query: EventListQuery): Promise<EventTextRow[]> {
  const { org_id, session_id, after_sequence, before_sequence, direction, limit } = query;
  const range = { org_id, session_id };
  const last = (before_sequence ?? Number.MAX_SAFE_INTEGER) - 1;
  if (direction === 'forward') {
    return readLogRange(db, { ...range, after: after_sequence, through: Math.min(last, after_sequence + limit) });
  }
  const after = Math.max(after_sequence, last - limit);
  return (await readLogRange(db, { ...range, after, through: last })).reverse();
}

const COLUMNS = `org_id, session_id, sequence, chunk, chunk_id as id, type, ${ISO_TS}, turn_id, context::text as context, data::text as data`;

async function listSome(db: Database, query: EventListQuery): Promise<EventTextRow[]> {
  const values: unknown[] = [query.org_id, query.session_id, query.after_sequence, query.limit];
  const conditions = ['org_id = $1', 'session_id = $2', 'chunk > $3', 'sequence > $3'];
  const add = (condition: (parameter: string) => string, value: unknown) =>
    conditions.push(condition(`$${values.push(value)}`));
  if (query.before_sequence !== null) add((p) => isBelow('$2', p), query.before_sequence);
  if (query.types !== null) add((p) => `chunk_types && ${p}::text[] and type = any(${p}::text[])`, query.types);
  if (query.turn_id !== null) add((p) => `chunk_turn_id = ${p} and turn_id = ${p}`, query.turn_id);
  const order = query.direction === 'forward' ? 'asc' : 'desc';
  const sql = `select ${COLUMNS} from events where ${conditions.join(' and ')} order by chunk ${order}, sequence ${order} limit $4`;
  const rows = await runSql<EventTextRow & { chunk: number }>(db, sql, values);
  return rows.map(({ chunk, ...row }) => {
    const id = eventIdIn({ id: row.id, sequence: chunk }, row.sequence);
    return { ...row, id, data: asShown(row) };
  });
}

/** SQL: the events below a sequence. Beside an order by `chunk desc` it begins at the right chunk. */
export const isBelow = (session: string, sequence: string): string =>
  `(sequence < ${sequence} and chunk <= ${endOfChunk(session, `${sequence}::bigint - 1`)})`;

export interface LogPlaceRow {
  head: number;
  status: 'idle' | 'active' | 'requires_action';
  subject: string;
  had_turn: boolean;
  /** The sequence of the requested event. Null if the session has no event with that id. */
  event_sequence: number | null;
}

/** A session that requires action is at rest only once its turn is parked: until then other calls of it may still run. */
const FIND_PLACE = `select s.next_sequence - 1 as head,
    case when s.status = 'requires_action' and not exists (
      select from turns t where t.org_id = s.org_id and t.id = s.active_turn_id and t.status = 'waiting') then 'active' else s.status end as status, s.subject,
    exists (select from turns t where t.org_id = s.org_id and t.session_id = s.id) as had_turn,
    coalesce(
      (select $4::bigint from log_chunks c where c.session_id = $2 and c.sequence = ${chunkAt('$2', '$4')}
        and $4 > c.sequence - cardinality(c.types) and event_id(c.id, c.sequence, $4) = $3::uuid),
      (select c.sequence from log_chunks c where c.session_id = $2 and c.id = $3::uuid and not c.is_numbered)) as event_sequence
  from sessions s where s.org_id = $1 and s.id = $2 and s.deleting_at is null`;

/**
 * Returns the end of a session's log and the position of one of its events, which is at `place` unless an older release gave it its id.
 * One statement reads both, so they are consistent.
 */
export async function findLogPlace(
  db: Database,
  query: { org_id: string; session_id: SessionId; event_id: string | null; place: number | null },
): Promise<LogPlaceRow | null> {
  const [row] = await runSql<LogPlaceRow>(db, FIND_PLACE, [
    query.org_id,
    query.session_id,
    query.event_id,
    query.place,
  ]);
  return row ?? null;
}
