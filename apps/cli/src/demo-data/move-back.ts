import pg from 'pg';

/** The times of rows that belong to a session, whatever tables a release has. */
const COLUMNS = `
  select c.table_name as name, array_agg(quote_ident(c.column_name)) as times
  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.data_type = 'timestamp with time zone'
    and (c.table_name = 'sessions' or exists (
      select from information_schema.columns k
      where k.table_schema = c.table_schema and k.table_name = c.table_name and k.column_name = 'session_id'))
  group by c.table_name`;
const TREE = 'select id from sessions where id = $1 or root_session_id = $1';
const CHUNKS = `select session_id, sequence, array_to_string(data, E'\\n') as data from event_chunks where session_id = any($1)`;
const TIME = /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z/g;
const MS_PER_DAY = 86_400_000;

export interface Move {
  sessionId: string;
  daysAgo: number;
}

/** Makes sessions that have just ended some days older, with their sub-agents, as if they had happened then. */
export async function moveBack(databaseUrl: string, moves: readonly Move[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string; times: string[] }>(COLUMNS);
    for (const { sessionId, daysAgo } of moves) {
      const { rows } = await client.query<{ id: string }>(TREE, [sessionId]);
      const ids = rows.map(({ id }) => id);
      const days = `${daysAgo} days`;
      await client.query('begin');
      for (const { name, times } of tables) {
        const set = times.map((time) => `${time} = ${time} - $2::interval`).join(', ');
        const key = name === 'sessions' ? 'id' : 'session_id';
        await client.query(`update ${client.escapeIdentifier(name)} set ${set} where ${key} = any($1)`, [ids, days]);
      }
      await moveEvents(client, ids, daysAgo * MS_PER_DAY);
      await client.query('commit');
    }
  } finally {
    await client.end();
  }
}

/** Events tell times in their data too. */
async function moveEvents(client: pg.Client, ids: readonly string[], byMs: number): Promise<void> {
  const { rows } = await client.query<{ session_id: string; sequence: string; data: string }>(CHUNKS, [ids]);
  for (const { session_id, sequence, data } of rows) {
    const moved = data.replaceAll(TIME, (time) => new Date(Date.parse(time) - byMs).toISOString());
    if (moved === data) continue;
    await client.query('update event_chunks set data = $1::json[] where session_id = $2 and sequence = $3', [
      moved.split('\n'),
      session_id,
      sequence,
    ]);
  }
}
