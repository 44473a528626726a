import pg from 'pg';

export interface SeedSessionsOptions {
  databaseUrl: string;
  agentId: string;
  count: number;
}

/** One session in a thousand matches the rare filters; all others are idle, have one completed turn and a small log. */
const SESSIONS = `
  insert into sessions (org_id, id, agent_id, title, tags, status, next_sequence, usage, created_at, updated_at)
  select a.org_id, uuidv7(), a.id, 'Session number ' || n, case when n % 1000 = 7 then '{all,rare}' else '{all}' end::text[],
    'idle', 11, '{"input_tokens":0,"output_tokens":0,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0}',
    now() - (n || ' seconds')::interval, now()
  from agents a, generate_series(1, $2::int) n where a.id = $1`;

const TURNS = `
  insert into turns (org_id, id, session_id, input_message_id, status, agent_version, max_iterations, timeout_ms, usage, created_at, ended_at)
  select org_id, uuidv7(), id, uuidv7(), 'completed', 1, 100, 3600000, usage, created_at, created_at
  from sessions where agent_id = $1 and title like 'Session number %'`;

const EVENTS = `
  insert into event_chunks (org_id, session_id, sequence, id, ts, types, contexts, places, data, is_numbered, has_generation, has_edit)
  select s.org_id, s.id, n * 5, event_id(uuidv7(), 0, n * 5), s.created_at, array_fill('reason.completed'::text, '{5}'), '{}', array_fill(0, '{5}'),
    array_fill(json_build_object('success', true, 'note', repeat('x', 150)), '{5}'), true, false, false
  from sessions s, generate_series(1, 2) n where s.agent_id = $1 and s.title like 'Session number %'`;

/** Fills a database with sessions that are not in use. */
export async function seedSessions({ databaseUrl, agentId, count }: SeedSessionsOptions): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(SESSIONS, [agentId, count]);
    await client.query(TURNS, [agentId]);
    await client.query(EVENTS, [agentId]);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
