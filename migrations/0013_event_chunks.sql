-- The log, one row a commit: a chunk holds the events that one decision appended to one session. Its events are dense: the last one has the
-- chunk's sequence and id. Ids carry their sequence in the last ten digits, so those of the other events follow from the chunk's.
alter table events rename to event_chunks;
drop index events_by_id, events_messages, events_by_turn, events_generations, events_summaries, events_history_edits;
-- An event cannot lose its session: sessions are deleted by one function, with their chunks first, and every chunk is inserted by the
-- statement that compares its session's row. A reference would be looked up again for each row.
alter table event_chunks drop constraint events_org_id_session_id_fkey;
alter table event_chunks rename constraint events_pkey to event_chunks_pkey;
alter table event_chunks rename column type to types;
alter table event_chunks rename column context to contexts;
alter table event_chunks
  -- For each event the place of its context among `contexts`, which holds each context once; 0: it has none, and is of no turn.
  add column places smallint[] not null default '{1}',
  -- Ids of releases that wrote one row an event do not carry the sequence; these are found by an index.
  add column is_numbered boolean not null default false,
  -- What is looked for without reading the log from its start.
  add column has_generation boolean not null default false,
  add column has_edit boolean not null default false;
-- Rewrites the table once: what was one row an event becomes chunks of one event.
alter table event_chunks
  alter column has_generation type boolean using types = 'llm.generation',
  alter column has_edit type boolean using types in ('context.compacted', 'history.repaired', 'message.excluded'),
  alter column types type text[] using array[types],
  alter column contexts type json[] using array[contexts],
  alter column data type json[] using array[data],
  alter column places drop default,
  alter column is_numbered drop default,
  alter column has_generation drop default,
  alter column has_edit drop default;

create unique index event_chunks_by_id on event_chunks (session_id, id) where not is_numbered;
create index event_chunks_by_turn on event_chunks (session_id, turn_id, sequence);
create index event_chunks_generations on event_chunks (org_id, ts) where has_generation;
create index event_chunks_edits on event_chunks (session_id, sequence) where has_edit;

-- The id of an event, from the id and sequence of its chunk.
create function event_id(chunk_id uuid, chunk bigint, sequence bigint) returns uuid language sql immutable parallel safe
  return case when sequence = chunk then chunk_id
    else (left(chunk_id::text, 26) || lpad(to_hex(sequence), 10, '0'))::uuid end;

-- The log as it is read, one row an event. `chunk` is the last sequence of its chunk: a condition on it, such as `chunk > 5` beside
-- `sequence > 5`, and an order by `chunk, sequence`, are what the primary key serves.
create view events as
  select c.org_id, c.session_id, c.sequence - cardinality(c.types) + e.place as sequence,
    event_id(c.id, c.sequence, c.sequence - cardinality(c.types) + e.place) as id, e.type, c.ts,
    case when c.places[e.place] > 0 then c.turn_id end as turn_id,
    coalesce(c.contexts[c.places[e.place]], '{}') as context, c.data[e.place] as data,
    c.sequence as chunk, c.id as chunk_id, c.types as chunk_types, c.turn_id as chunk_turn_id, c.has_generation, c.has_edit
  from event_chunks c cross join lateral unnest(c.types) with ordinality as e (type, place);

-- A process of the release before this one, which still runs beside this one, writes one row an event.
create function append_event() returns trigger language plpgsql as $$
begin
  insert into event_chunks (org_id, session_id, sequence, id, types, ts, turn_id, contexts, data, places, is_numbered, has_generation, has_edit)
  values (new.org_id, new.session_id, new.sequence, new.id, array[new.type], new.ts, new.turn_id, array[new.context], array[new.data],
    '{1}', false, new.type = 'llm.generation', new.type in ('context.compacted', 'history.repaired', 'message.excluded'));
  return new;
end $$;
create trigger append_event instead of insert on events for each row execute function append_event();
