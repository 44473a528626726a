-- The newest summary of a session, found in one step: a conversation is read from there on, not through all that was ever said.
create index events_summaries on events (session_id, sequence) where type = 'context.compacted';
