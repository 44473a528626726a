-- Logins at MCP servers. Each subject has its own at each server.
alter table mcp_servers add column oauth_client_id text;
-- The OAuth clients of a server: the one that an admin gave, and those that were registered.
alter table mcp_servers add column oauth_clients_encrypted jsonb;

create table mcp_connections (
  org_id uuid not null,
  id uuid primary key,
  server_id uuid not null,
  subject text not null,
  status text not null default 'active' check (status in ('active', 'login_required')),
  -- the authorization server that gave the tokens
  issuer text not null,
  scopes text[] not null default '{}',
  -- the scopes that a call needed and the login does not have
  wanted_scopes text[] not null default '{}',
  login_encrypted jsonb not null,
  -- grows with each new set of tokens, so that one of two refreshes at the same time counts
  token_version int not null default 1,
  -- who refreshes does so until then, without a lock
  refreshing_until timestamptz,
  access_expires_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (org_id, id),
  unique (org_id, server_id, subject),
  foreign key (org_id, server_id) references mcp_servers (org_id, id) on delete cascade
);
create index mcp_connections_list on mcp_connections (org_id, created_at desc, id desc);

-- Logins that a person has begun and not finished. Each is used once and lives for minutes.
create table mcp_logins (
  org_id uuid not null,
  id uuid primary key,
  server_id uuid not null,
  subject text not null,
  -- the caller who began it, and who alone can finish it
  principal text not null,
  state_hash bytea not null,
  pending_encrypted jsonb not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  unique (org_id, state_hash),
  foreign key (org_id, server_id) references mcp_servers (org_id, id) on delete cascade
);
create index mcp_logins_by_expiry on mcp_logins (expires_at);
create index mcp_logins_of_caller on mcp_logins (org_id, principal, created_at);

-- Calls that wait for a login, by whose it is.
create index waits_open_for_logins on waits (org_id, subject) where kind = 'connection' and status = 'open';
