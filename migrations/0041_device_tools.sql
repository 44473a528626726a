-- The tools that a device has said it can execute, at its newest hello.
alter table devices add column tools text[] not null default '{}';
