import pg from 'pg';

export interface SeedTurnsOptions {
  databaseUrl: string;
  /** An idle session with some turns in it. */
  sessionId: string;
  /** The minimum number of recorded events in its log. */
  events: number;
}

interface Row {
  type: string;
  turn_id: string | null;
  context: string;
  data: string;
}

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
const READ =
  'select type, turn_id, context::text, data::text from events where session_id = $1 and sequence > 1 order by sequence';
const WRITE = `
  insert into events (org_id, session_id, sequence, id, type, ts, turn_id, context, data)
  select s.org_id, s.id, s.next_sequence + r.ordinality - 1, uuidv7(), r.type, now(), r.turn_id::uuid, r.context::json, r.data::json
  from sessions s, rows from (json_to_recordset($2) as (type text, turn_id text, context text, data text)) with ordinality
    as r (type, turn_id, context, data, ordinality)
  where s.id = $1`;

/** Repeats the session's turns with new ids until its log has that length, and returns the length. */
export async function seedTurns({ databaseUrl, sessionId, events }: SeedTurnsOptions): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(READ, [sessionId]);
    let length = rows.length + 1;
    for (let copy = 1; length < events; copy += 1) {
      const renamed = rows.map((row) => renameIds(row, { sessionId, copy }));
      await client.query('begin');
      await client.query(WRITE, [sessionId, JSON.stringify(renamed)]);
      await client.query('update sessions set next_sequence = next_sequence + $2 where id = $1', [
        sessionId,
        rows.length,
      ]);
      await client.query('commit');
      length += rows.length;
    }
    await client.query('analyze event_chunks');
    return length;
  } finally {
    await client.end();
  }
}

/** Copies a row for another turn: every id except the session's is replaced, consistently wherever it occurs. */
function renameIds(
  { type, turn_id, context, data }: Row,
  { sessionId, copy }: { sessionId: string; copy: number },
): Row {
  const rename = (id: string): string => {
    if (id === sessionId) return id;
    const tail = (Number.parseInt(id.slice(-4), 16) ^ copy).toString(16).padStart(4, '0');
    return id.slice(0, -4) + tail;
  };
  const renameAll = (text: string): string => text.replaceAll(UUID, rename);
  return {
    type,
    turn_id: turn_id === null ? null : rename(turn_id),
    context: renameAll(context),
    data: renameAll(data),
  };
}
