-- What lists of sessions are filtered by. The statement that ends a turn writes it; no index covers it, so that this costs the turn no more. For
-- sessions of releases before this one it is filled in the background.
alter table sessions
  -- Of the turn that ran last and has ended.
  add column last_outcome text,
  add column last_error_code text,
  add column last_version int,
  add column last_duration_ms bigint,
  -- Of the last generation, as the log names them.
  add column last_provider text,
  add column last_model text;

-- Filters of lists that people have saved under a name.
create table views (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  name text not null,
  list text not null,
  filter jsonb not null,
  -- Whose view it is: `user:<id>`, or null for one that all members see.
  owner text,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (org_id, id)
);
create index views_by_age on views (org_id, created_at desc, id desc);

-- Work on many sessions, done in small steps by any process. Whoever works at a job holds it until `held_until`.
create table session_jobs (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  action text not null check (action in ('cancel', 'retry', 'tag', 'untag', 'delete')),
  -- One of the two says which sessions.
  filter jsonb,
  session_ids uuid[],
  tags text[] not null,
  status text not null default 'running' check (status in ('running', 'completed', 'canceled')),
  -- Who asked for it, and whose sessions that caller reaches.
  created_by text not null,
  reach jsonb not null,
  request_id text not null,
  changed int not null default 0,
  skipped int not null default 0,
  failed int not null default 0,
  -- The first sessions that failed, and why: [{session_id, code, message}].
  failures jsonb not null default '[]',
  -- The last session that was worked on: [created_at, id] for a filter, [place] in the list.
  position jsonb,
  held_until timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index session_jobs_by_age on session_jobs (org_id, created_at desc, id desc);
create index session_jobs_running on session_jobs (id) where status = 'running';
