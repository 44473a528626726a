-- Addresses that are told of events of their organization.
create table webhooks (
  org_id uuid not null references organizations (id),
  id uuid primary key,
  url text not null,
  description text,
  events text[] not null,
  status text not null default 'active' check (status in ('active', 'paused', 'disabled')),
  status_reason text check (status_reason in ('backlog', 'gone', 'person')),
  secret_encrypted jsonb not null,
  -- The secret before the last rotation, and until when it signs too.
  previous_secret_encrypted jsonb,
  previous_secret_expires_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (org_id, id)
);
create index webhooks_by_age on webhooks (org_id, created_at desc, id desc);
-- The one index that the end of a turn reads, where its organization has a webhook.
create index webhooks_told on webhooks (org_id) where status <> 'disabled';

-- What is to be told, written by the transaction of the event. It has no foreign key, because then the end of a turn would lock the row of the
-- webhook; what belongs to no webhook is never sent, and is deleted with its age.
create table webhook_deliveries (
  org_id uuid not null,
  id uuid primary key,
  webhook_id uuid not null,
  event text not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  data json not null,
  attempts int not null default 0,
  -- Whoever takes a delivery moves this ahead of the time that it may need.
  next_at timestamptz not null,
  last_attempt_at timestamptz,
  response_status int,
  response_body text,
  error text,
  created_at timestamptz not null
);
create index webhook_deliveries_pending on webhook_deliveries (webhook_id, next_at) where status = 'pending';
create index webhook_deliveries_by_age on webhook_deliveries (webhook_id, created_at desc, id desc);
create index webhook_deliveries_by_time on webhook_deliveries (created_at);
