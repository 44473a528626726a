import pg from 'pg';

export interface SeedLogOptions {
  databaseUrl: string;
  sessionId: string;
  /** The number of recorded events to append to the existing ones. */
  events: number;
  /** The number of them that are messages, evenly spread, from the person and the agent alternately. */
  messages: number;
}

/** Each event is about as large as the average event of a turn, and so are the chunks. */
const SEED = `
  with place as (select next_sequence as first from sessions where id = $1),
  numbered as (
    select n, $3::int > 0 and n % ($2::int / greatest($3::int, 1)) = 0 as is_message, n / ($2::int / greatest($3::int, 1)) as nth
    from generate_series(0, $2::int - 1) n
  )
  insert into event_chunks (org_id, session_id, sequence, id, ts, types, contexts, places, data, is_numbered, has_generation, has_edit)
  select s.org_id, s.id, place.first + max(n), event_id(uuidv7(), 0, place.first + max(n)), now(),
    array_agg(case when not is_message then 'reason.completed' when nth % 2 = 0 then 'input.message' else 'output.message.completed' end order by n),
    '{}', array_agg(0 order by n), array_agg(case when is_message then json_build_object('message', json_build_object('id', uuidv7(), 'session_id', s.id,
      'role', case when nth % 2 = 0 then 'user' else 'agent' end,
      'content', json_build_array(json_build_object('type', 'text', 'text', 'What I said in message ' || nth || '. ' || repeat('word ', 20))),
      'created_at', '2026-01-01T00:00:00.000Z'))
    else json_build_object('model', 'llmsim-instant', 'provider', 'llmsim', 'success', true, 'has_tool_calls', false, 'tool_call_count', 0,
      'note', repeat('x', 150)) end order by n),
    true, false, false
  from sessions s, place, numbered where s.id = $1 group by s.org_id, s.id, place.first, n / 5`;

/** Writes a long history into a session that is not in use. */
export async function seedLog({ databaseUrl, sessionId, events, messages }: SeedLogOptions): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(SEED, [sessionId, events, messages]);
    await client.query('update sessions set next_sequence = next_sequence + $2 where id = $1', [sessionId, events]);
    await client.query('commit');
    await client.query('analyze event_chunks');
  } finally {
    await client.end();
  }
}
