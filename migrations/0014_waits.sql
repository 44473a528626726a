-- What a tool call waits for: a person, a client, another agent or a login. A call may have several waits, one open at a time.
create table waits (
  org_id uuid not null,
  id uuid primary key,
  session_id uuid not null,
  root_session_id uuid not null,
  agent_id uuid not null,
  turn_id uuid not null,
  iteration int not null,
  ordinal int not null,
  kind text not null check (kind in ('approval', 'question', 'client_tool', 'subagent', 'connection')),
  status text not null default 'open' check (status in ('open', 'resolved', 'expired', 'canceled')),
  -- Whose wait it is: the subject of its session.
  subject text not null,
  -- What is asked, as the API shows it.
  asked json not null,
  -- What the tool gets back when its call runs again.
  state json,
  resolution json,
  claimed_by text,
  resolved_by text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  resolved_at timestamptz,
  unique (org_id, id),
  foreign key (org_id, turn_id) references turns (org_id, id)
);
create unique index waits_one_open on waits (turn_id, iteration, ordinal) where status = 'open';
create index waits_by_call on waits (turn_id, iteration, ordinal, created_at desc);
create index waits_by_session on waits (session_id, created_at desc, id desc);
-- What people decide, newest first.
create index waits_of_people on waits (org_id, created_at desc, id desc) where kind in ('approval', 'question', 'connection');
create index waits_open_of_people on waits (org_id, created_at desc, id desc)
  where kind in ('approval', 'question', 'connection') and status = 'open';
-- What the sweep reads.
create index waits_by_expiry on waits (expires_at) where status = 'open';
create index waits_open on waits (id) where status = 'open';

-- Decisions that were remembered: a call that fits needs no further approval.
create table approval_rules (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  scope text not null check (scope in ('session', 'agent', 'user')),
  session_id uuid check ((session_id is not null) = (scope = 'session')),
  agent_id uuid check ((agent_id is not null) = (scope = 'agent')),
  subject text check ((subject is not null) = (scope = 'user')),
  -- The tool, with the capability or server that provides it and the hash of its schema: a changed tool asks anew.
  tool text not null,
  capability_id text,
  schema_hash text not null,
  match text not null check (match in ('tool', 'arguments')),
  arguments json check ((arguments is not null) = (match = 'arguments')),
  arguments_hash text,
  created_by text not null,
  created_at timestamptz not null,
  unique (org_id, id)
);
create index approval_rules_by_tool on approval_rules (org_id, tool);
create index approval_rules_by_age on approval_rules (org_id, created_at desc, id desc);
create index approval_rules_by_session on approval_rules (session_id) where session_id is not null;

-- Which calls of an agent ask a person: tool names, with asterisks, to policies.
alter table agents add column tools_policy jsonb;
-- Attempts that were given back because the call began to wait.
alter table atoms add column suspended int not null default 0;
-- What a parked turn has left of its time. A turn that an older release parked has none.
alter table turns add column remaining_ms bigint;
create index turns_parked_before_waits on turns (id) where status = 'waiting' and remaining_ms is null;
