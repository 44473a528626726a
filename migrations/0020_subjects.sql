-- On whose behalf a session runs. Sessions of releases before this one belong to `local`, the organization as a whole.
alter table sessions add column subject text not null default 'local';
-- Where the session's log first had foreign content, and what it came from. Null: it holds none, or a person cleared it.
alter table sessions add column taint json;
create index sessions_by_subject on sessions (org_id, subject, created_at desc, id desc) where subject <> 'local';

-- A key that is bound to a subject reaches only the sessions of that subject.
alter table api_keys add column subject text;
-- The scopes of a key that releases before this one do not know. They are a column of their own, because a process of such a release
-- refuses a key with a scope that it does not know. Earlier keys keep what they could do.
alter table api_keys add column later_scopes text[] not null default '{subjects:own}';
