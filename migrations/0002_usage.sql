-- What was used is read from the log itself, so it can never differ from it: this finds an organisation's generations by time.
create index events_generations on events (org_id, ts) where type = 'llm.generation';
