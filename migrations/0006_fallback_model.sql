-- Takes a turn over when its model stays out of reach.
alter table agents add column fallback_model_id uuid;
