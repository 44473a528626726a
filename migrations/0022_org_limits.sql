-- The limits that the operator has set for an organization, in place of the defaults.
create table org_limits (
  org_id uuid not null references organizations (id),
  name text not null,
  value bigint not null check (value >= 0),
  updated_at timestamptz not null default now(),
  primary key (org_id, name)
);
-- What organizations use of a process: {org_id: {name: count}}. Written with its lease, and read by the others.
alter table processes add column use json;
create index turn_inputs_by_org on turn_inputs (org_id);
create index session_files_by_org on session_files (org_id) include (size_bytes);
