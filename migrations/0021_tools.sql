-- Each file knows its revision, the place in the log of the change that wrote it, and a hash of its content. A change that was decided from
-- one revision is refused when the file has another one meanwhile. Files from before have revision 1.
create sequence session_file_revision minvalue 2;
alter table session_files
  add column revision bigint not null default 1,
  -- The sequence of the first event of the change. Null: written before files knew it.
  add column sequence bigint,
  -- SHA-256. Null: written before files knew it, or a directory.
  add column content_hash bytea;

-- Also stamps what a process of the release before this one writes, which still runs beside this one. Whoever writes a file holds the lock of
-- its session. It is run with the rights of its owner, because a role that may use tables may not use sequences.
create function stamp_session_file() returns trigger language plpgsql security definer set search_path from current as $$
begin
  new.revision := nextval('session_file_revision');
  -- A file that only becomes readonly, or writable again, has the content that it had.
  if tg_op = 'INSERT' or new.is_readonly = old.is_readonly then
    new.sequence := (select next_sequence from sessions where id = new.session_id);
    new.content_hash := sha256(new.content);
  end if;
  return new;
end $$;
create trigger stamp_session_file before insert or update on session_files for each row execute function stamp_session_file();

-- Files as they were: what a path held from `sequence` up to and without `until_sequence`. The newest of each path and session are kept.
create table session_file_revisions (
  org_id uuid not null,
  session_id uuid not null,
  path text not null,
  revision bigint not null,
  sequence bigint,
  until_sequence bigint not null,
  content bytea not null,
  content_hash bytea,
  size_bytes bigint not null,
  primary key (session_id, path, revision),
  foreign key (org_id, session_id) references sessions (org_id, id) on delete cascade
);

-- Large contents that a tool call sends before the commit which makes them files, or nothing.
create table file_uploads (
  org_id uuid not null,
  turn_id uuid not null,
  iteration int not null,
  ordinal int not null,
  content_hash bytea not null,
  content bytea not null,
  primary key (turn_id, iteration, ordinal, content_hash),
  foreign key (org_id, turn_id) references turns (org_id, id) on delete cascade
);

-- What a tool call has done so far. A row without a result is the intent of a step that happens at most once.
create table call_steps (
  org_id uuid not null,
  turn_id uuid not null,
  iteration int not null,
  ordinal int not null,
  name text not null,
  -- The attempt of the call that wrote the row last.
  attempt int not null,
  result json,
  result_bytes int not null default 0,
  primary key (turn_id, iteration, ordinal, name),
  foreign key (org_id, turn_id) references turns (org_id, id) on delete cascade
);

-- Whether a call whose tool happens at most once may be entered again, because its steps say what it has done.
alter table atoms add column resumable boolean not null default false;

-- The addresses whose pages tools have read in a session, as the commits of those calls recorded them.
create table session_sources (
  org_id uuid not null,
  session_id uuid not null,
  url_hash bytea not null,
  url text not null,
  -- The sequence of the first event of the commit.
  sequence bigint not null,
  primary key (session_id, url_hash),
  foreign key (org_id, session_id) references sessions (org_id, id) on delete cascade
);
