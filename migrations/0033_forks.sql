-- Forks: sessions whose log begins with a part of another one's. Where a fork was made: its log is that of its parent up to `at_sequence`, under the
-- same sequences and ids. The parent and the root of a lineage may have been deleted since.
create table session_forks (
  org_id uuid not null,
  session_id uuid primary key,
  from_session_id uuid not null,
  root_session_id uuid not null,
  at_sequence bigint not null,
  created_at timestamptz not null,
  foreign key (org_id, session_id) references sessions (org_id, id) on delete cascade
);
create index session_forks_by_parent on session_forks (from_session_id);
create index session_forks_by_root on session_forks (root_session_id, created_at);

-- Parts of a log that are read from another session: the chunks of the source whose last sequence is above `after_sequence` and not above
-- `through_sequence`. The ranges are flat: a source is never read through its own ranges. The reference keeps a source from being deleted before
-- those who read it have copies; whoever adds a range holds the source's row by it.
create table log_ranges (
  org_id uuid not null,
  session_id uuid not null,
  after_sequence bigint not null,
  through_sequence bigint not null check (through_sequence > after_sequence),
  source_session_id uuid not null,
  primary key (session_id, after_sequence),
  foreign key (org_id, session_id) references sessions (org_id, id) on delete cascade,
  foreign key (org_id, source_session_id) references sessions (org_id, id)
);
create index log_ranges_by_source on log_ranges (source_session_id);

-- The one reader of logs, one row a chunk: what a session has recorded itself, and what it reads of others.
create view log_chunks with (security_invoker = true) as
  select org_id, session_id, sequence, id, types, ts, turn_id, contexts, places, data, is_numbered, has_generation, has_edit
  from event_chunks
  union all
  select l.org_id, l.session_id, c.sequence, c.id, c.types, c.ts, c.turn_id, c.contexts, c.places, c.data, c.is_numbered, c.has_generation, c.has_edit
  from log_ranges l join event_chunks c
    on c.session_id = l.source_session_id and c.sequence > l.after_sequence and c.sequence <= l.through_sequence;

-- The same, one row an event.
create or replace view events with (security_invoker = true) as
  select c.org_id, c.session_id, c.sequence - cardinality(c.types) + e.place as sequence,
    event_id(c.id, c.sequence, c.sequence - cardinality(c.types) + e.place) as id, e.type, c.ts,
    case when c.places[e.place] > 0 then c.turn_id end as turn_id,
    coalesce(c.contexts[c.places[e.place]], '{}') as context, c.data[e.place] as data,
    c.sequence as chunk, c.id as chunk_id, c.types as chunk_types, c.turn_id as chunk_turn_id, c.has_generation, c.has_edit
  from log_chunks c cross join lateral unnest(c.types) with ordinality as e (type, place);

-- Each event once, in the session that has recorded it. A copy that a fork has got since is below its `at_sequence`.
create view recorded_events with (security_invoker = true) as
  select c.org_id, c.session_id, c.sequence - cardinality(c.types) + e.place as sequence, e.type, c.ts,
    case when c.places[e.place] > 0 then c.turn_id end as turn_id, c.data[e.place] as data, c.has_generation
  from event_chunks c cross join lateral unnest(c.types) with ordinality as e (type, place);

-- A file that comes with its revision keeps it, and its place and hash: forks have the files of their parent under the same revisions, because
-- messages name them.
create or replace function stamp_session_file() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' and new.revision > 1 then
    return new;
  end if;
  new.revision := nextval('session_file_revision');
  -- A file that only becomes readonly, or writable again, has the content that it had.
  if tg_op = 'INSERT' or new.is_readonly = old.is_readonly then
    new.sequence := (select next_sequence from sessions where id = new.session_id);
    new.content_hash := sha256(new.content);
  end if;
  return new;
end $$;
