-- How providers and models differ from their vendor's format, and what is known of a model by hand.
alter table llm_providers add column compat jsonb;
alter table llm_models
  add column compat jsonb,
  -- Parameters that the model has refused by name.
  add column refused_parameters text[] not null default '{}',
  add column context_window_tokens int check (context_window_tokens > 0),
  add column max_output_tokens int check (max_output_tokens > 0),
  -- US dollars for a million tokens: input, output, cache_read, cache_creation.
  add column prices jsonb;
-- What changes how a conversation is told: rare, and looked for whenever one is read.
create index events_history_edits on events (session_id, sequence) where type in ('history.repaired', 'message.excluded');
