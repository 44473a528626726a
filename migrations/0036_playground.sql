-- The playground: a tool that a person runs is the only call of a session of its own, whose agent was made for it. Lists leave both out, and
-- both are erased after a day.
alter table agents add column kind text check (kind = 'playground');
alter table sessions add column kind text check (kind = 'playground');
create index agents_of_playground on agents (created_at) where kind is not null;
