-- Who may call: people, their logins and keys, the organisations they belong to, and the log of what they changed.

-- People are of no organisation: memberships say where they belong.
create table users (
  id uuid primary key,
  email text not null,
  -- the e-mail in lower case: one account each
  email_key text not null unique,
  email_verified boolean not null default false,
  name text not null,
  -- argon2id in PHC form; null: signs in through a provider only
  password_hash text,
  -- Raised to end every login and token at once.
  token_version int not null default 1,
  status text not null default 'active' check (status in ('active', 'disabled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Accounts elsewhere that stand for a person.
create table user_identities (
  provider text not null check (provider in ('google', 'github')),
  subject text not null,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (provider, subject)
);
create index user_identities_by_user on user_identities (user_id);

create table memberships (
  org_id uuid not null references organizations (id),
  user_id uuid not null references users (id) on delete cascade,
  role text not null check (role in ('viewer', 'member', 'admin', 'owner')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, user_id)
);
create index memberships_by_user on memberships (user_id);

create table invitations (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  email text not null,
  email_key text not null,
  role text not null check (role in ('viewer', 'member', 'admin', 'owner')),
  token_hash bytea not null unique,
  invited_by uuid references users (id) on delete set null,
  -- Kept once it was accepted, so that an acceptance that is tried again finds that it happened.
  accepted_by uuid references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  unique (org_id, id),
  unique (org_id, email_key)
);

-- A login. A browser's is known by its cookie's hash; an API client's is the family of its refresh tokens. Ending one is deleting it.
create table auth_sessions (
  org_id uuid not null,
  id uuid primary key,
  user_id uuid not null,
  kind text not null check (kind in ('browser', 'tokens')),
  -- SHA-256 of the cookie; null for a family
  token_hash bytea unique check ((token_hash is null) = (kind = 'tokens')),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  -- slides with use, up to the last moment that any use can reach
  expires_at timestamptz not null,
  ends_at timestamptz not null,
  unique (org_id, id),
  -- Its active organisation: who is no longer a member has to sign in again.
  foreign key (org_id, user_id) references memberships (org_id, user_id) on delete cascade
);
create index auth_sessions_by_user on auth_sessions (user_id);
create index auth_sessions_by_end on auth_sessions (expires_at);

create table refresh_tokens (
  token_hash bytea primary key,
  family_id uuid not null references auth_sessions (id) on delete cascade,
  created_at timestamptz not null default now(),
  -- When it was first exchanged. Shown again shortly after, it is a second tab; later, it was stolen.
  rotated_at timestamptz
);
create index refresh_tokens_by_family on refresh_tokens (family_id);

create table api_keys (
  org_id uuid not null,
  id uuid primary key,
  user_id uuid not null,
  name text not null,
  prefix text not null,
  key_hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  unique (org_id, id),
  foreign key (org_id, user_id) references memberships (org_id, user_id) on delete cascade
);
create index api_keys_by_age on api_keys (org_id, created_at desc, id desc);

create table audit_log (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  actor text not null,
  action text not null,
  target_id text,
  fields text[] not null default '{}',
  request_id text not null,
  created_at timestamptz not null default now(),
  unique (org_id, id)
);
create index audit_log_by_age on audit_log (org_id, created_at desc, id desc);

-- Counters of the rate limiter where several replicas share them. Losing them costs nothing: no need to survive a crash.
create unlogged table rate_limits (
  key text primary key,
  points int not null default 0,
  expire bigint
);
