-- A program that asks to be signed in, such as the CLI, and the person who approves it in a browser (RFC 8628). A row belongs to nobody
-- until it is approved, and lives for minutes.
create table device_logins (
  id uuid primary key,
  -- SHA-256 of the code that the program keeps and exchanges once
  device_code_hash bytea not null unique,
  -- what the person types; it is worth nothing without a signed-in browser
  user_code text not null unique,
  -- what the program says it is, and the network that it asked from
  client_name text not null,
  network text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  polled_at timestamptz,
  interval_seconds int not null check (interval_seconds > 0),
  decided_at timestamptz,
  is_approved boolean check ((is_approved is null) = (decided_at is null)),
  -- who approved it, where, and the version of their tokens then: whoever has been shut out since gets nothing
  org_id uuid,
  user_id uuid check ((user_id is null) = (org_id is null)),
  token_version int,
  -- the login that the code was exchanged for; it is exchanged once
  login_id uuid,
  foreign key (org_id, user_id) references memberships (org_id, user_id) on delete cascade
);
create index device_logins_by_end on device_logins (expires_at);
