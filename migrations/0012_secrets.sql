-- Secrets by name: what tools put into requests to the hosts that each one lists. No request returns a value.
create table secrets (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  name text not null,
  hosts text[] not null,
  value_encrypted jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (org_id, name)
);
create index secrets_list on secrets (org_id, created_at desc, id desc);
