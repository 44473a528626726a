import type pg from 'pg';
import type { FloorMessage } from './floor-model.ts';
import type { EventDraft } from './floor-turn.ts';

const SCHEMA = `
  create table sessions (id uuid primary key, next_sequence bigint not null default 1);
  create table events (session_id uuid not null, sequence bigint not null, id uuid not null, type text not null,
    ts timestamptz not null default now(), data jsonb not null, primary key (session_id, sequence));
  create index events_messages on events (session_id, sequence)
    where type in ('input.message', 'output.message.completed', 'tool.completed');`;

const APPEND = `
  with bumped as (
    update sessions set next_sequence = next_sequence + cardinality($2::uuid[]) where id = $1
    returning next_sequence - cardinality($2::uuid[]) as first
  ), added as (
    insert into events (session_id, sequence, id, type, data)
    select $1, first + place - 1, id, type, data from bumped,
      unnest($2::uuid[], $3::text[], $4::jsonb[]) with ordinality as e (id, type, data, place)
  )
  select first::int from bumped`;

const CONTEXT = `
  select type, data from events where session_id = $1 and type in ('input.message', 'output.message.completed', 'tool.completed')
  order by sequence`;

/** The event-sourced sessions of the floor: each append is one prepared statement and one commit, on a pooled connection. */
export interface FloorLog {
  createSession(id: string): Promise<void>;
  /** Returns the sequence of the first event. */
  append(sessionId: string, events: EventDraft[]): Promise<number>;
  readContext(sessionId: string): Promise<FloorMessage[]>;
}

export async function openFloorLog(pool: pg.Pool): Promise<FloorLog> {
  await pool.query(SCHEMA);
  return {
    async createSession(id) {
      await pool.query({ name: 'create', text: 'insert into sessions (id) values ($1)', values: [id] });
    },
    async append(sessionId, events) {
      const datas = events.map(({ data }) => JSON.stringify(data));
      const values = [sessionId, events.map(({ id }) => id), events.map(({ type }) => type), datas];
      const { rows } = await pool.query<{ first: number }>({ name: 'append', text: APPEND, values });
      const [row] = rows;
      if (row === undefined) throw new Error(`there is no session ${sessionId}`);
      return row.first;
    },
    async readContext(sessionId) {
      const { rows } = await pool.query<{ type: string; data: { text: string } }>({
        name: 'context',
        text: CONTEXT,
        values: [sessionId],
      });
      return rows.map(({ type, data }) => ({ role: ROLES[type] ?? 'user', text: data.text }));
    },
  };
}

const ROLES: Record<string, FloorMessage['role']> = {
  'input.message': 'user',
  'output.message.completed': 'assistant',
  'tool.completed': 'tool',
};
