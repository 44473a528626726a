-- Control planes of release 0.1.0 make sessions on this schema, too. They append the first event with `insert into "events" … on conflict`, which
-- PostgreSQL takes for tables only, and `events` is a view since 0013. So they are given a table of that name, for the rest of the transaction that
-- makes the session: their statement names no subject, which no later release leaves out, so the default of that column is evaluated for them alone.
-- It puts the schema of that table first. A role that may make no schema in this database goes without; its control planes of 0.1.0 then go on
-- with the sessions that there are.
do $do$
begin
  if not has_database_privilege(current_database(), 'create') then
    raise notice 'The role % may make no schema, so control planes of release 0.1.0 cannot make sessions here.', current_user;
    return;
  end if;
  -- Another installation in this database may have made all of it.
  create schema if not exists release_0_1_0;
  -- Always empty: what is inserted goes to the log.
  create table if not exists release_0_1_0.events (
    org_id uuid not null,
    session_id uuid not null,
    sequence bigint not null,
    id uuid not null,
    type text not null,
    ts timestamptz not null,
    turn_id uuid,
    context json not null,
    data json not null,
    primary key (session_id, sequence)
  );

  create or replace function release_0_1_0.append_first_event() returns trigger language plpgsql as $$
  begin
    insert into event_chunks (org_id, session_id, sequence, id, types, ts, turn_id, contexts, data, places, is_numbered, has_generation, has_edit)
    values (new.org_id, new.session_id, new.sequence, new.id, array[new.type], new.ts, new.turn_id, array[new.context], array[new.data],
      '{1}', false, false, false)
    on conflict (session_id, sequence) do nothing;
    return null;
  end $$;
  create or replace trigger append_first_event before insert on release_0_1_0.events
    for each row execute function release_0_1_0.append_first_event();

  create or replace function release_0_1_0.subject() returns text language plpgsql volatile as $$
  begin
    -- Once in a transaction: a statement that makes many sessions would make the path longer with each.
    if not starts_with(current_setting('search_path'), 'release_0_1_0,') then
      perform set_config('search_path', 'release_0_1_0, ' || current_setting('search_path'), true);
    end if;
    return 'local';
  end $$;
  alter table sessions alter column subject set default release_0_1_0.subject();

  grant usage on schema release_0_1_0 to public;
  -- Their role needs its rights on the log itself. The names of a conflict are read.
  grant select, insert on release_0_1_0.events to public;
end $do$;
