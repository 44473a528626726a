-- What an agent and a session ask of the model for every message, and where the log holds the value that a turn had to answer.
alter table agents add column controls jsonb;
alter table sessions add column controls jsonb;
alter table turns add column output_sequence bigint;
