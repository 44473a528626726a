-- Whose secret it is. A session uses the one of its own subject before that of the organization, which is `local`.
alter table secrets add column subject text not null default 'local';
alter table secrets drop constraint secrets_org_id_name_key;
create unique index secrets_by_name on secrets (org_id, name, subject);
