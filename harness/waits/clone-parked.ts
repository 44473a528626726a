import pg from 'pg';
import { expect } from 'vitest';
import type { ApiClient } from '../dev/api-client.ts';

/** Tables with rows of a parked session, in the order in which they refer to each other. */
const TABLES = ['sessions', 'turns', 'atoms', 'waits', 'event_chunks'] as const;
/** Columns with ids that every copy has for itself. An id of the log ends with its sequence, which stays. */
const IDS = new Set([
  'id',
  'session_id',
  'root_session_id',
  'turn_id',
  'active_turn_id',
  'input_message_id',
  'message_id',
]);

/** Creates a session whose turn is parked by a call that needs approval, and returns its id. */
export async function parkOne(api: ApiClient): Promise<string> {
  const { id } = await api.createSession({ tools_policy: { add: 'requires_approval' }, capabilities: ['math'] });
  await api.post(id, '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text Done.]]');
  const types = async () => (await api.events(id)).map(({ type }) => type);
  await expect.poll(types, { timeout: 30_000 }).toContain('turn.parked');
  return id;
}

/** Copies a parked session so many times, with all its rows. Resolves with the ids of the copied approvals. */
export async function cloneParked(url: string, session: string, count: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    for (const table of TABLES) await client.query(await copyOf(client, table), [session, count]);
    await client.query('commit');
    await client.query('analyze');
    const { rows } = await client.query<{ id: string }>(
      `select w.id from waits w join waits o on o.session_id = $1 and w.subject = o.subject and w.id <> o.id where w.status = 'open'`,
      [session],
    );
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}

async function copyOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`,
    [table],
  );
  const names = rows.map(({ name }) => `"${name}"`).join(', ');
  const values = rows.map(({ name, type }) => {
    if (type === 'uuid' && IDS.has(name)) return copiedId(`t."${name}"`);
    return type.startsWith('json') ? `${copiedText(`t."${name}"`)}::${type}` : `t."${name}"`;
  });
  const where = table === 'sessions' ? 't.id = $1' : 't.session_id = $1';
  return `insert into ${table} (${names}) select ${values.join(', ')} from ${table} t, generate_series(1, $2::int) n,
    (select session_id, id as turn_id, input_message_id from turns where session_id = $1) o where ${where}`;
}

/** The same id gives the same copy everywhere, so what belonged together still does. */
function copiedId(id: string): string {
  return `(left(md5(${id}::text || n)::uuid::text, 13) || substr(${id}::text, 14))::uuid`;
}

/** JSON with the ids of the copy: a conversation is read by them. */
function copiedText(value: string): string {
  const ids = ['o.session_id', 'o.turn_id', 'o.input_message_id'];
  return ids.reduce((text, id) => `replace(${text}, ${id}::text, ${copiedId(id)}::text)`, `${value}::text`);
}
