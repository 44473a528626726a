-- Sub-agents: a tool call starts a turn in a session of its own and waits for it.
alter table sessions
  -- Of a sub-agent: the session at the top, and all sessions above it, the root first. The last of them is its parent.
  add column root_session_id uuid,
  add column ancestors uuid[],
  -- The wait of the call that started it.
  add column parent_wait_id uuid,
  -- Numbers the sub-agents of a root in the order in which they were started. Cursors of trees name sessions by it.
  add column child_number int,
  -- What was left of the limits of its parent's turn: {"max_turn_cost_usd", "max_turn_tokens"}.
  add column budget jsonb,
  -- Whether a call of the session ever started a sub-agent.
  add column has_children boolean not null default false,
  -- The session is being deleted with all below it, and nobody finds it any more.
  add column deleting_at timestamptz;
create unique index sessions_of_root on sessions (root_session_id, child_number) where root_session_id is not null;
create index sessions_deleting on sessions (deleting_at) where deleting_at is not null;

alter table waits
  -- Of a wait for a sub-agent: its session and the turn whose end counts.
  add column child_session_id uuid,
  add column child_turn_id uuid,
  -- When it was recorded that this turn has ended, or that it never will begin.
  add column child_ended_at timestamptz;
create index waits_of_children on waits (id) where child_turn_id is not null and child_ended_at is null;
create index waits_of_tree on waits (root_session_id, id) where child_turn_id is not null;

alter table turns
  -- Those of the open waits that are for sub-agents.
  add column open_children int not null default 0,
  -- What the sub-agents of the turn have used. It counts against the turn's budget and is no part of its usage.
  add column children_usage jsonb;

-- Work that a transaction of one session leaves for another session: each is delivered in a transaction of its own, in order between two
-- sessions. Sessions may be gone by then, so nothing is referenced.
create table deliveries (
  org_id uuid not null,
  id bigint primary key generated always as identity,
  kind text not null,
  key text not null unique,
  from_session uuid not null,
  to_session uuid not null,
  payload json not null,
  attempts int not null default 0,
  next_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index deliveries_due on deliveries (next_at, id);
create index deliveries_by_pair on deliveries (from_session, to_session, id);

-- Sessions of trees that were deleted. For 30 days nothing is started anew under their ids.
create table session_tombstones (
  org_id uuid not null,
  session_id uuid primary key,
  created_at timestamptz not null default now()
);
create index session_tombstones_by_age on session_tombstones (created_at);
