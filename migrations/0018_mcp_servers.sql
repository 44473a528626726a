-- Servers of the Model Context Protocol whose tools agents may use.
create table mcp_servers (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  name text not null,
  url text not null,
  auth text not null check (auth in ('none', 'headers', 'oauth')),
  -- the names of the sealed headers, which no request returns
  header_names text[] not null default '{}',
  headers_encrypted jsonb,
  tool_filter jsonb,
  policy_overrides jsonb,
  status text not null default 'active' check (status in ('active', 'disabled')),
  -- what the last question for its tools brought
  checked_at timestamptz,
  last_error text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (org_id, name),
  unique (org_id, id)
);
create index mcp_servers_list on mcp_servers (org_id, created_at desc, id desc);

-- The tools of servers as turns have them, by the hash of their content. A turn names its list from its first step on (E30).
create table tool_lists (
  org_id uuid not null references organizations (id),
  hash text not null,
  tools json not null,
  created_at timestamptz not null default now(),
  -- when a turn could last have taken it; lists that nobody needs are deleted by it
  used_at timestamptz not null default now(),
  primary key (org_id, hash)
);
create index tool_lists_by_use on tool_lists (used_at);
alter table turns add column tool_list text;
