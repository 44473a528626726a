-- Programs that execute tools over a WebSocket. A device belongs to the subject whose calls it is offered.
create table devices (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  subject text not null,
  -- the name that the device gives itself
  device_id text not null,
  -- SHA-256 of the secret that it was registered with
  secret_hash bytea,
  -- grows with each socket: only the newest may claim
  epoch bigint not null default 1,
  -- the process that holds its socket; null: none does
  process_id uuid,
  connected_by text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  unique (org_id, id),
  unique (org_id, subject, device_id)
);
create index devices_list on devices (org_id, created_at desc, id desc);
create index devices_by_last_sight on devices (seen_at);

-- Which device executes a call of a client: a row of `devices`, and the run of its program. `claimed_by` is its name.
alter table waits add column claim_device uuid;
alter table waits add column claim_instance text;
alter table waits add column claim_epoch bigint;
-- What a device is offered when it connects, and what has come since.
create index waits_open_of_clients on waits (org_id, subject, created_at) where kind = 'client_tool' and status = 'open';
create index waits_new_of_clients on waits (created_at) where kind = 'client_tool' and status = 'open';
-- A device names calls by their id.
create index waits_by_client_call on waits ((asked ->> 'tool_call_id')) where kind = 'client_tool';
