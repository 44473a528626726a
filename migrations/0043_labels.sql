-- Names for versions of an agent, such as production. Whoever moves one locks the agent's row.
alter table agents add column labels jsonb not null default '{}';
-- The label of its agent that a session follows. A session is pinned to a version, follows a label, or uses the current version.
alter table sessions add column agent_label text;

-- Contents of requests to models go when no generation names them any more. A worker sends a content again every day in which it uses it.
alter table request_contents
  add column used_at timestamptz not null default now(),
  -- The begin of the last pass that found a generation which names it.
  add column named_at timestamptz;
-- Organizations in which sessions with generations were erased: from `due_at` on a pass reads the generations that are left, a part at a time.
create table content_sweeps (
  org_id uuid primary key references organizations (id) on delete cascade,
  due_at timestamptz not null,
  -- Of the last erasure. One that comes during a pass leads to another pass.
  wanted_at timestamptz not null,
  started_at timestamptz,
  through_ts timestamptz not null default '-infinity',
  stepped_at timestamptz
);
