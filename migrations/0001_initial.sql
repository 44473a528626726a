-- The state of the platform. Forward only; never edited once released.
-- Every tenant table carries org_id, and every reference to a tenant row is (org_id, id): no row can point into another organisation.

create table organizations (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);

insert into organizations (id, name) values ('00000000-0000-7000-8000-000000000001', 'default');

-- Facts about this database: the check value of the key-encryption key.
create table platform_settings (
  name text primary key,
  value jsonb not null
);

create table llm_providers (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  name text not null,
  provider_type text not null check (provider_type in ('openai', 'openai_compatible', 'azure_openai', 'anthropic', 'llmsim')),
  base_url text,
  api_key_encrypted jsonb,
  -- 'environment': written at start from the operator's configuration; 'api': by a person.
  origin text not null default 'api' check (origin in ('environment', 'api')),
  status text not null default 'active' check (status in ('active', 'disabled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (org_id, id)
);

create table llm_models (
  org_id uuid not null,
  id uuid primary key,
  provider_id uuid not null,
  model_id text not null,
  display_name text not null,
  capabilities text[] not null default '{}',
  is_default boolean not null default false,
  status text not null default 'active' check (status in ('active', 'disabled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (org_id, id),
  unique (org_id, provider_id, model_id),
  foreign key (org_id, provider_id) references llm_providers (org_id, id) on delete cascade
);
create unique index llm_models_one_default on llm_models (org_id) where is_default;

create table agents (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  name text not null,
  description text,
  system_prompt text not null,
  default_model_id uuid,
  tags text[] not null default '{}',
  capabilities jsonb not null,
  tools jsonb not null,
  limits jsonb not null,
  busy_policy text not null check (busy_policy in ('queue', 'steer', 'interrupt', 'reject')),
  version int not null default 1,
  status text not null default 'active' check (status in ('active', 'archived')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (org_id, id)
);
create index agents_by_age on agents (org_id, created_at desc, id desc);

-- What a turn runs with: it keeps the version it was created at, however the agent changes meanwhile.
create table agent_versions (
  org_id uuid not null,
  agent_id uuid not null,
  version int not null,
  definition jsonb not null,
  created_at timestamptz not null default now(),
  primary key (agent_id, version),
  foreign key (org_id, agent_id) references agents (org_id, id)
);

create table sessions (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  agent_id uuid not null,
  title text,
  tags text[] not null default '{}',
  model_id uuid,
  agent_version int,
  parent_session_id uuid,
  status text not null default 'idle' check (status in ('idle', 'active', 'requires_action')),
  -- What a message does to a session is decided from these columns, under the row lock.
  active_turn_id uuid,
  queued_count int not null default 0,
  unread_input int not null default 0,
  next_sequence bigint not null default 1,
  usage jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (org_id, id),
  foreign key (org_id, agent_id) references agents (org_id, id)
);
create index sessions_by_age on sessions (org_id, created_at desc, id desc);
create index sessions_by_agent on sessions (org_id, agent_id, created_at desc, id desc);
alter table sessions set (fillfactor = 80);

create table turns (
  org_id uuid not null,
  id uuid primary key,
  session_id uuid not null,
  input_message_id uuid not null,
  status text not null check (status in ('queued', 'running', 'waiting', 'completed', 'failed', 'canceled')),
  -- Order in the queue; lower is sooner. Null once it has left the queue.
  queue_rank bigint,
  agent_version int not null,
  controls jsonb,
  max_iterations int not null,
  timeout_ms bigint not null,
  -- The current stretch of execution. Raised with every outbox row and by every terminal write.
  segment int not null default 0,
  iteration int not null default 1,
  -- Calls of the current iteration without a result, and those among them that wait for a client or an approval.
  open_calls int not null default 0,
  open_waits int not null default 0,
  call_count int not null default 0,
  failed_calls int not null default 0,
  malformed_calls int not null default 0,
  usage jsonb not null,
  error_code text,
  error_message text,
  claimed_by uuid,
  claimed_segment int,
  progress_at timestamptz not null default now(),
  -- Segments in a row that showed no sign of life: the next look comes later each time.
  stalls int not null default 0,
  deadline_at timestamptz,
  wake_at timestamptz,
  -- What a parked turn waits for: [{iteration, ordinal}].
  waiting_for jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  unique (org_id, id),
  foreign key (org_id, session_id) references sessions (org_id, id)
);
create unique index turns_one_active on turns (session_id) where status in ('running', 'waiting');
create index turns_by_session on turns (session_id, created_at desc, id desc);
create index turns_queue on turns (session_id, queue_rank) where status = 'queued';
create index turns_live on turns (id) where status in ('running', 'waiting');
alter table turns set (fillfactor = 70);

-- Messages that lie before a busy session, editable until taken.
create table turn_inputs (
  org_id uuid not null,
  message_id uuid primary key,
  session_id uuid not null,
  -- The queued turn that will take it, or, for a steer, the running turn.
  turn_id uuid not null,
  policy text not null check (policy in ('queue', 'steer')),
  message jsonb not null,
  created_at timestamptz not null default now(),
  foreign key (org_id, turn_id) references turns (org_id, id),
  foreign key (org_id, session_id) references sessions (org_id, id)
);
create index turn_inputs_by_turn on turn_inputs (turn_id, message_id);

create table atoms (
  org_id uuid not null,
  turn_id uuid not null,
  session_id uuid not null,
  iteration int not null,
  kind text not null check (kind in ('reason', 'act')),
  ordinal int not null,
  -- waiting: for a client or an approval · open: may begin · begun: an attempt runs · recorded: has its outcome
  status text not null check (status in ('waiting', 'open', 'begun', 'recorded')),
  attempt int not null default 0,
  exec_id uuid,
  segment int,
  failures int not null default 0,
  lost int not null default 0,
  effect text check (effect in ('read', 'idempotent', 'once')),
  policy text check (policy in ('auto', 'requires_approval', 'client_side')),
  tool_call jsonb,
  outcome jsonb,
  begun_at timestamptz,
  recorded_at timestamptz,
  primary key (turn_id, iteration, kind, ordinal),
  foreign key (org_id, turn_id) references turns (org_id, id)
);
alter table atoms set (fillfactor = 70);

-- Results of a worker's mutating calls inside one atom: a repeated operation answers what it did.
create table atom_operations (
  org_id uuid not null,
  turn_id uuid not null,
  iteration int not null,
  kind text not null,
  ordinal int not null,
  operation int not null,
  result jsonb not null,
  primary key (turn_id, iteration, kind, ordinal, operation),
  foreign key (org_id, turn_id) references turns (org_id, id)
);

-- The log. Text JSON, passed through as it is on list and replay.
create table events (
  org_id uuid not null,
  session_id uuid not null,
  sequence bigint not null,
  id uuid not null,
  type text not null,
  ts timestamptz not null,
  turn_id uuid,
  context json not null,
  data json not null,
  primary key (session_id, sequence),
  foreign key (org_id, session_id) references sessions (org_id, id)
);
create unique index events_by_id on events (session_id, id);
create index events_messages on events (session_id, sequence)
  where type in ('input.message', 'output.message.completed', 'tool.completed');
create index events_by_turn on events (session_id, turn_id, sequence) where turn_id is not null;

create table outbox (
  id bigint generated always as identity primary key,
  org_id uuid not null,
  turn_id uuid not null,
  session_id uuid not null,
  segment int not null,
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  unique (turn_id, segment),
  foreign key (org_id, turn_id) references turns (org_id, id)
);
create index outbox_due on outbox (next_at);

create table idempotency_keys (
  org_id uuid not null,
  -- principal, method and concrete path
  scope text not null,
  key text not null,
  fingerprint text not null,
  status int not null,
  response json not null,
  created_at timestamptz not null default now(),
  primary key (org_id, scope, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

create table session_files (
  org_id uuid not null,
  id uuid primary key,
  session_id uuid not null,
  path text not null,
  is_directory boolean not null,
  is_readonly boolean not null default false,
  content bytea,
  size_bytes bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (session_id, path),
  foreign key (org_id, session_id) references sessions (org_id, id)
);

-- One row a process: its lease on the turns that it claimed, and its place among the replicas.
create table processes (
  id uuid primary key,
  -- key of the session-level advisory lock that the process holds while it lives
  lock_key bigint not null,
  runs_turns boolean not null,
  lease_expires_at timestamptz not null,
  -- When it last took its lock: a lock taken on this server and free again is a death, one from before the server's start says nothing.
  registered_at timestamptz not null default now()
);
