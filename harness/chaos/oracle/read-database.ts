import pg from 'pg';
import type { Evidence } from './evidence.ts';

type DatabaseEvidence = Pick<Evidence, 'sessions' | 'turns' | 'inputs' | 'events' | 'outbox'>;

/** Reads the rows of these sessions from PostgreSQL, in one snapshot. */
export async function readDatabase(url: string, sessionIds: readonly string[]): Promise<DatabaseEvidence> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const read = async (sql: string) => (await client.query(sql, [sessionIds])).rows;
  try {
    await client.query('begin isolation level repeatable read read only');
    return {
      sessions: await read(
        `select org_id, id, status, active_turn_id, queued_count, unread_input, next_sequence::float8 as next_sequence, usage
         from sessions where id = any($1::uuid[])`,
      ),
      turns: await read(
        'select org_id, id, session_id, input_message_id, status, usage from turns where session_id = any($1::uuid[]) order by id',
      ),
      inputs: await read(
        'select org_id, message_id, session_id, turn_id, policy from turn_inputs where session_id = any($1::uuid[])',
      ),
      events: await read(
        `select org_id, id, session_id, sequence::float8 as sequence, type, turn_id, extract(epoch from ts)::float8 * 1000 as at, data
         from events where session_id = any($1::uuid[]) order by session_id, sequence`,
      ),
      outbox: await read('select org_id, turn_id, session_id, segment from outbox where session_id = any($1::uuid[])'),
    };
  } finally {
    await client.end();
  }
}
