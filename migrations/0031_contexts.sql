-- What requests to models held besides their messages: system prompts, lists of tools, and the settings that name both. An organization has each
-- content once, by its hash; a generation of a log names one.
create table request_contents (
  org_id uuid not null references organizations (id) on delete cascade,
  -- the first 128 bits of SHA-256, as base64url
  hash text not null,
  content text not null,
  size_bytes int not null,
  created_at timestamptz not null default now(),
  primary key (org_id, hash) include (size_bytes)
);
