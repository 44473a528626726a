-- An invitation works once. What became of it is kept and listed: accepted_by says who joined with it.
alter table invitations add column accepted_at timestamptz;
-- The request that accepted it, so that its transaction, tried again after a lost COMMIT, finds that it happened.
alter table invitations add column acceptance_id uuid;
create index invitations_by_age on invitations (org_id, created_at desc, id desc);

-- The network that a login was opened from. Guesses from elsewhere do not slow the person down there.
alter table auth_sessions add column network text;

-- Credentials in an address never worked, and were shown to everybody who may read providers.
update llm_providers set base_url = regexp_replace(base_url, '^(https?:[/\\]*)[^/?#\\]*@', '\1', 'i')
  where base_url ~* '^https?:[/\\]*[^/?#\\]*@';
