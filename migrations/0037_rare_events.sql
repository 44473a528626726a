-- Outside a transaction.
-- The few chunks of a log that say whether its session held foreign content: a fork of an earlier place asks for the last one before it.
drop index concurrently if exists event_chunks_taints;
create index concurrently event_chunks_taints on event_chunks (session_id, sequence) where types && '{session.tainted,session.taint_cleared}';
-- Those that say what somebody thinks of an answer: lists of sessions are filtered by it.
drop index concurrently if exists event_chunks_feedback;
create index concurrently event_chunks_feedback on event_chunks (org_id, session_id) where types && '{feedback.given}';
