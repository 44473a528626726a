-- What a deleted sub-agent has used still counts for those above it, and its number is not given to another one: its tombstone keeps both for as long
-- as its root is there. Null: the root itself, or a session of a tree that is gone.
alter table session_tombstones
  add column root_session_id uuid,
  add column ancestors uuid[],
  add column child_number int,
  add column usage jsonb;
create index session_tombstones_of_root on session_tombstones (root_session_id) where root_session_id is not null;
drop index session_tombstones_by_age;
create index session_tombstones_by_age on session_tombstones (created_at) where root_session_id is null;
