import pg from 'pg';
import type { EventRow, Evidence, ForkRow, FromDatabase } from './evidence.ts';

type DatabaseEvidence = Pick<Evidence, FromDatabase>;

interface ChunkRow extends Pick<EventRow, 'org_id' | 'id' | 'session_id' | 'sequence' | 'turn_id' | 'at'> {
  types: string[];
  places: number[];
  data: EventRow['data'][];
}

const CHUNKS = `select org_id, id, session_id, sequence::float8 as sequence, types, turn_id, extract(epoch from ts)::float8 * 1000 as at, places, data
  from event_chunks where session_id = any($1::uuid[]) order by session_id, sequence`;

/** A chunk's sequence and id are those of its last event. The ids of the others differ in their last ten digits, which are the sequence. */
function toEvents({ org_id, session_id, turn_id, at, ...chunk }: ChunkRow): EventRow[] {
  return chunk.types.map((type, index) => {
    const sequence = chunk.sequence - chunk.types.length + index + 1;
    const id = chunk.id.slice(0, -10) + sequence.toString(16).padStart(10, '0');
    return {
      org_id,
      session_id,
      at,
      type,
      sequence,
      id: sequence === chunk.sequence ? chunk.id : id,
      turn_id: chunk.places[index] === 0 ? null : turn_id,
      data: chunk.data[index] ?? {},
    };
  });
}

/** With all sub-agents. */
const TREE = 'select id from sessions where id = any($1::uuid[]) or root_session_id = any($1::uuid[])';

const CHILDREN = `select t.session_id, t.id as turn_id, t.status, s.parent_wait_id from sessions s join turns t on t.session_id = s.id
  where s.id = any($1::uuid[]) and s.parent_wait_id is not null`;

const FORKS = `select f.session_id as id, f.from_session_id, f.at_sequence::float8 as at_sequence, s.next_sequence::float8 as next_sequence
  from session_forks f join sessions s on s.id = f.session_id where f.from_session_id = any($1::uuid[])`;
/** What a fork has recorded itself, and the parts that it reads of others. */
const FORK_CHUNKS = `with parts as (
    select session_id, session_id as source, 0::bigint as after, 9223372036854775807 as through from session_forks where from_session_id = any($1::uuid[])
    union all
    select l.session_id, l.source_session_id, l.after_sequence, l.through_sequence
    from log_ranges l join session_forks f on f.session_id = l.session_id where f.from_session_id = any($1::uuid[]))
  select c.org_id, c.id, p.session_id, c.sequence::float8 as sequence, c.types, c.turn_id, extract(epoch from c.ts)::float8 * 1000 as at, c.places, c.data
  from parts p join event_chunks c on c.session_id = p.source and c.sequence > p.after and c.sequence <= p.through
  order by p.session_id, c.sequence`;

function toForks(rows: readonly Omit<ForkRow, 'log'>[], events: readonly EventRow[]): ForkRow[] {
  return rows.map((row) => ({ ...row, log: events.filter(({ session_id }) => session_id === row.id) }));
}

const WEBHOOKS = `select id, events, extract(epoch from created_at)::float8 * 1000 as created_at from webhooks
  where status = 'active' and org_id in (select org_id from sessions where id = any($1::uuid[]))`;
const NOTICES = `select id, webhook_id, event, status, data ->> 'event_id' as event_id, data -> 'waits' as waits from webhook_deliveries
  where (data ->> 'session_id')::uuid = any($1::uuid[])`;

/** Reads the rows of these sessions and of all below them from PostgreSQL, in one snapshot. */
export async function readDatabase(url: string, roots: readonly string[]): Promise<DatabaseEvidence> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let ids: readonly string[] = roots;
  const read = async (sql: string) => (await client.query(sql, [ids])).rows;
  try {
    await client.query('begin isolation level repeatable read read only');
    ids = (await read(TREE)).map(({ id }) => id);
    return {
      sessions: await read(
        `select org_id, id, status, active_turn_id, queued_count, unread_input, next_sequence::float8 as next_sequence, usage
         from sessions where id = any($1::uuid[])`,
      ),
      turns: await read(
        `select org_id, id, session_id, input_message_id, status, usage, children_usage from turns
         where session_id = any($1::uuid[]) order by id`,
      ),
      inputs: await read(
        'select org_id, message_id, session_id, turn_id, policy from turn_inputs where session_id = any($1::uuid[])',
      ),
      events: (await read(CHUNKS)).flatMap(toEvents),
      waits: (await read('select to_jsonb(w) as wait from waits w where session_id = any($1::uuid[])')).map(
        ({ wait }) => wait,
      ),
      children: await read(CHILDREN),
      forks: toForks(await read(FORKS), (await read(FORK_CHUNKS)).flatMap(toEvents)),
      webhooks: await read(WEBHOOKS),
      notices: await read(NOTICES),
      outbox: await read('select org_id, turn_id, session_id, segment from outbox where session_id = any($1::uuid[])'),
    };
  } finally {
    await client.end();
  }
}
