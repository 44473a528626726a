-- A process of release 0.1.0, which still runs beside later ones, deletes a session with its events. Its chunks go with their first event.
create function delete_event() returns trigger language plpgsql as $$
begin
  delete from event_chunks where session_id = old.session_id and sequence = old.chunk;
  return old;
end $$;
create trigger delete_event instead of delete on events for each row execute function delete_event();
